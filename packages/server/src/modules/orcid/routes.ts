import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerAccountMergeRoutes } from './account-merges/routes.ts';
import { registerBatchRoutes } from './batches/routes.ts';
import { registerClientRoutes } from './clients/routes.ts';
import { registerConnectionRoutes } from './connections/routes.ts';
import { registerDepositRoutes } from './deposits/routes.ts';
import { registerDifferenceRoutes } from './differences/routes.ts';
import { registerDossierRoutes } from './dossier/routes.ts';
import { registerEntryRoutes } from './entries/routes.ts';
import { registerErasureRoutes } from './erasures/routes.ts';
import { registerExportRoutes } from './exports/routes.ts';
import { registerGroupRoutes } from './groups/routes.ts';
import { registerImportRoutes } from './imports/routes.ts';
import { registerInteractionRoutes } from './interactions/routes.ts';
import { registerInvitationRoutes } from './invitations/routes.ts';
import { registerReadingRoutes } from './reading/routes.ts';

/** Everything of this module under `/api/v1`. */
export async function registerOrcidRoutes(api: FastifyInstance, ctx: AppContext): Promise<void> {
  registerClientRoutes(api, ctx);
  registerConnectionRoutes(api, ctx);
  registerAccountMergeRoutes(api, ctx);
  await registerInvitationRoutes(api, ctx);
  registerEntryRoutes(api, ctx);
  registerGroupRoutes(api, ctx);
  await registerBatchRoutes(api, ctx);
  registerDepositRoutes(api, ctx);
  registerReadingRoutes(api, ctx);
  registerDifferenceRoutes(api, ctx);
  registerInteractionRoutes(api, ctx);
  registerExportRoutes(api, ctx);
  registerImportRoutes(api, ctx);
  registerErasureRoutes(api, ctx);
  registerDossierRoutes(api, ctx);
}
