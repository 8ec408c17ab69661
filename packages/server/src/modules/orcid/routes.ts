import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';

/** Everything of this module under `/api/v1`. */
export async function registerOrcidRoutes(_api: FastifyInstance, _ctx: AppContext): Promise<void> {}
