import type { Pid } from '@mintmark/identifiers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HandlerDocument } from '../../anchors/link-document.ts';
import { createBatchReader } from '../../db/batch-reader.ts';
import type { TypedLinkContext } from './answer.ts';
import { answerAnchor, type Outcome } from './answer-anchor.ts';
import { createSchemeCatalogue, type SchemeCatalogue } from './catalogue.ts';
import { type LinksOfPid, readLinksOfPid } from './links-of-pid.ts';
import type { FindRoles, TypedLinkDeps } from './show-levels.ts';
import { type AnchorRow, findAnchors, findHandlers } from './store.ts';

export { registerResolverDescriptions } from './descriptions.ts';
export type { FindRoles } from './show-levels.ts';

/** The resolver of typed links: identifiers of registered schemes. */
export type TypedLinkResolver = {
  schemes: SchemeCatalogue;
  answer(request: FastifyRequest, reply: FastifyReply): Promise<Outcome>;
  /** What is registered for one of our own identifiers besides; `subject` is its address. */
  readLinksOfPid(request: FastifyRequest, pid: Pid, subject: string): Promise<LinksOfPid>;
  /** Reads the schemes anew if they changed; whether they did. */
  renew(): Promise<boolean>;
};

/** @param ctx.findRoles default: nobody has a verified role */
export function createTypedLinkResolver(
  ctx: TypedLinkContext & { findRoles?: FindRoles },
): TypedLinkResolver {
  const schemes = createSchemeCatalogue(ctx);
  const read = createBatchReader<AnchorRow>((anchors) => findAnchors(ctx.db, anchors));
  const readHandler = createBatchReader<HandlerDocument>((ranges) => findHandlers(ctx.db, ranges));
  const deps: TypedLinkDeps = { ...ctx, findRoles: ctx.findRoles ?? findNoRoles, read, readHandler, schemes };
  return {
    schemes,
    answer: (request, reply) => answerAnchor(deps, request, reply),
    readLinksOfPid: (request, pid, subject) => readLinksOfPid(deps, request, pid, subject),
    async renew() {
      const before = await schemes.current();
      return (await schemes.latest()).epoch !== before.epoch;
    },
  };
}

async function findNoRoles(): ReturnType<FindRoles> {
  return new Map();
}
