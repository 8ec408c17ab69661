import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerBatchRoutes } from './batches/routes.ts';
import { registerClientRoutes } from './clients/routes.ts';
import { registerConnectionRoutes } from './connections/routes.ts';
import { registerDepositRoutes } from './deposits/routes.ts';
import { registerDifferenceRoutes } from './differences/routes.ts';
import { registerEntryRoutes } from './entries/routes.ts';
import { registerGroupRoutes } from './groups/routes.ts';
import { registerReadingRoutes } from './reading/routes.ts';

/** Everything of this module under `/api/v1`. */
export async function registerOrcidRoutes(api: FastifyInstance, ctx: AppContext): Promise<void> {
  registerClientRoutes(api, ctx);
  registerConnectionRoutes(api, ctx);
  registerEntryRoutes(api, ctx);
  registerGroupRoutes(api, ctx);
  await registerBatchRoutes(api, ctx);
  registerDepositRoutes(api, ctx);
  registerReadingRoutes(api, ctx);
  registerDifferenceRoutes(api, ctx);
}
