import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerBatchRoutes } from './batches/routes.ts';
import { registerEntryRoutes } from './entries/routes.ts';
import { registerGroupRoutes } from './groups/routes.ts';

/** Everything of this module under `/api/v1`. */
export async function registerOrcidRoutes(api: FastifyInstance, ctx: AppContext): Promise<void> {
  registerEntryRoutes(api, ctx);
  registerGroupRoutes(api, ctx);
  await registerBatchRoutes(api, ctx);
}
