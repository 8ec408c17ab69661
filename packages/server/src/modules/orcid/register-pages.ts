import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerInvitationPages } from './invitations/pages.ts';
import { registerInvitedPages } from './invitations/public-pages.ts';

/** Every page of this module. */
export function registerOrcidPages(pages: FastifyInstance, ctx: AppContext): void {
  registerInvitationPages(pages, ctx);
  registerInvitedPages(pages, ctx);
}
