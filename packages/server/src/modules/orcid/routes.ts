import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerClientRoutes } from './clients/routes.ts';
import { registerConnectionRoutes } from './connections/routes.ts';
import { registerDepositRoutes } from './deposits/routes.ts';
import { registerInvitationRoutes } from './invitations/routes.ts';

/** Everything of this module under `/api/v1`. */
export async function registerOrcidRoutes(api: FastifyInstance, ctx: AppContext): Promise<void> {
  registerClientRoutes(api, ctx);
  registerConnectionRoutes(api, ctx);
  registerDepositRoutes(api, ctx);
  await registerInvitationRoutes(api, ctx);
}
