import type { FastifyInstance } from 'fastify';
import { registerItemBulkRoute } from './bulk/routes.ts';
import type { BulkContext } from './bulk/run-bulk.ts';
import { registerContainerRoutes } from './containers/routes.ts';
import { registerFilterRoutes } from './filters/routes.ts';
import { registerIdentifierRoutes } from './identifiers/routes.ts';
import { registerOneItemRoutes } from './item-routes.ts';
import { registerMoveRoutes } from './move-routes.ts';
import { registerRevisionRoutes } from './revisions/routes.ts';
import { registerItemSearchRoutes } from './search/routes.ts';
import { registerItemSettingsRoutes } from './settings/routes.ts';
import { registerWorkRoutes } from './works/routes.ts';

/** `/items` of Mintmark's own API, and what belongs to them. */
export async function registerItemRoutes(instance: FastifyInstance, ctx: BulkContext): Promise<void> {
  registerOneItemRoutes(instance, ctx);
  registerItemSearchRoutes(instance, ctx);
  registerMoveRoutes(instance, ctx);
  registerRevisionRoutes(instance, ctx);
  registerIdentifierRoutes(instance, ctx);
  registerContainerRoutes(instance, ctx);
  registerFilterRoutes(instance, ctx);
  registerItemSettingsRoutes(instance, ctx);
  registerWorkRoutes(instance, ctx);
  await registerItemBulkRoute(instance, ctx);
}
