import type { FastifyInstance } from 'fastify';
import type { ItemContext } from './item-context.ts';

/** `/items` of Mintmark's own API. */
export function registerItemRoutes(_instance: FastifyInstance, _ctx: ItemContext): void {}
