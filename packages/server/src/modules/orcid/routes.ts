import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerClientRoutes } from './clients/routes.ts';
import { registerConnectionRoutes } from './connections/routes.ts';
import { registerErasureRoutes } from './erasures/routes.ts';
import { registerExportRoutes } from './exports/routes.ts';
import { registerImportRoutes } from './imports/routes.ts';
import { registerInteractionRoutes } from './interactions/routes.ts';

/** Everything of this module under `/api/v1`. */
export async function registerOrcidRoutes(api: FastifyInstance, ctx: AppContext): Promise<void> {
  registerClientRoutes(api, ctx);
  registerConnectionRoutes(api, ctx);
  registerInteractionRoutes(api, ctx);
  registerExportRoutes(api, ctx);
  registerImportRoutes(api, ctx);
  registerErasureRoutes(api, ctx);
}
