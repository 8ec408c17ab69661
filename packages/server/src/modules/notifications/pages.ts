import type { FastifyInstance } from 'fastify';
export function registerNoticePages(_app: FastifyInstance, _ctx: unknown): void {}
