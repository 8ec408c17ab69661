import type { FastifyInstance } from 'fastify';
import { registerContainerRoutes } from './containers/routes.ts';
import { registerFilterRoutes } from './filters/routes.ts';
import { registerIdentifierRoutes } from './identifiers/routes.ts';
import type { ItemContext } from './item-context.ts';
import { registerOneItemRoutes } from './item-routes.ts';
import { registerMoveRoutes } from './move-routes.ts';
import { registerRevisionRoutes } from './revisions/routes.ts';
import { registerItemSearchRoutes } from './search/routes.ts';
import { registerItemSettingsRoutes } from './settings/routes.ts';
import { registerWorkRoutes } from './works/routes.ts';

/** `/items` of Mintmark's own API, and what belongs to them. */
export function registerItemRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  registerOneItemRoutes(instance, ctx);
  registerItemSearchRoutes(instance, ctx);
  registerMoveRoutes(instance, ctx);
  registerRevisionRoutes(instance, ctx);
  registerIdentifierRoutes(instance, ctx);
  registerContainerRoutes(instance, ctx);
  registerFilterRoutes(instance, ctx);
  registerItemSettingsRoutes(instance, ctx);
  registerWorkRoutes(instance, ctx);
}
