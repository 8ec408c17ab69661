import type { FastifyInstance } from 'fastify';
import { registerIdentifierRoutes } from './identifiers/routes.ts';
import type { ItemContext } from './item-context.ts';
import { registerOneItemRoutes } from './item-routes.ts';
import { registerMoveRoutes } from './move-routes.ts';
import { registerRevisionRoutes } from './revisions/routes.ts';

/** `/items` of Mintmark's own API. */
export function registerItemRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  registerOneItemRoutes(instance, ctx);
  registerMoveRoutes(instance, ctx);
  registerRevisionRoutes(instance, ctx);
  registerIdentifierRoutes(instance, ctx);
}
