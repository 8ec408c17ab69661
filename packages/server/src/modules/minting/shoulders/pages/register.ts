import type { FastifyInstance } from 'fastify';
export function registerShoulderPages(_app: FastifyInstance, _ctx: unknown): void {}
