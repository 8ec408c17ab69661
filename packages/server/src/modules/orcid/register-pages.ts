import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';

/** Every page of this module. */
export function registerOrcidPages(_pages: FastifyInstance, _ctx: AppContext): void {}
