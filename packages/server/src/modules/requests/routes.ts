import type { FastifyInstance } from 'fastify';
import type { RequestContext } from './request-context.ts';

/** `/requests` of Mintmark's own API. */
export function registerRequestRoutes(_instance: FastifyInstance, _ctx: RequestContext): void {}
