export { type NewNotice, type NoticeKind, notify } from './notify.ts';

import type { FastifyInstance } from 'fastify';
export function registerNoticePages(_app: FastifyInstance, _ctx: unknown): void {}
export function registerNoticeRoutes(_app: FastifyInstance, _ctx: unknown): void {}
