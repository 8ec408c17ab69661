import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../errors.ts';
import { listEvents } from '../../events.ts';
import { formatEtag, readIfMatch, requireIfMatch } from '../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { requireSteward } from '../../http/steward.ts';
import { readOrganisationNames } from '../accounts/index.ts';
import { changeAnchor, withdrawAnchor } from './change/change-anchor.ts';
import { requireHistory } from './history/require-history.ts';
import { presentAnchor, presentEntry, presentEvent } from './present.ts';
import { listAnchors, readAnchorDetails } from './read-anchor-details.ts';
import type { LinkContext } from './register/register-group.ts';
import { readInstant } from './rules/read-link.ts';
import {
  AnchorEntrySchema,
  AnchorEventSchema,
  AnchorParams,
  AnchorSchema,
  ChangeAnchorBody,
  IfMatchHeaders,
  ListAnchorsQuery,
  OptionalIfMatchHeaders,
  PageQuery,
  pageOf,
  ReadAnchorQuery,
  WithdrawQuery,
} from './schema.ts';

const tags = ['Links'];

/** `/anchors`: identifiers that links are registered for. */
export function registerAnchorRoutes(instance: FastifyInstance, ctx: LinkContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/anchors',
    {
      schema: {
        operationId: 'listAnchors',
        summary: 'Identifiers of your organisations that have links',
        tags,
        querystring: ListAnchorsQuery,
        response: { 200: pageOf(AnchorEntrySchema) },
      },
    },
    async (request) => {
      const steward = requireSteward(request);
      const { namespace = null, prefix = null, limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const entries = await listAnchors(ctx, steward, { namespace, prefix, after, limit: limit + 1 });
      const names = await readOrganisationNames(
        ctx.db,
        entries.map((each) => each.organisationId),
      );
      const { publicUrl } = ctx.config;
      return toPage(
        entries,
        limit,
        (each) => presentEntry(each, { organisation: names.get(each.organisationId) ?? '', publicUrl }),
        (each) => encodeCursor([each.anchor]),
      );
    },
  );

  app.get(
    '/anchors/:anchor',
    {
      schema: {
        operationId: 'readAnchor',
        summary: 'An identifier with its links',
        description:
          'All links for members of the organisation that registered it, for others the public ones. The ETag is that ' +
          'of the identifier as it is now.',
        tags,
        params: AnchorParams,
        querystring: ReadAnchorQuery,
        response: { 200: AnchorSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const { at: text, ...filter } = request.query;
      const at = text === undefined ? undefined : requireInstant(text);
      const details = await readAnchorDetails(ctx, steward, request.params.anchor, { at, filter });
      if (at === undefined) reply.header('etag', formatEtag(details.anchor.version));
      return presentAnchor(details);
    },
  );

  app.patch(
    '/anchors/:anchor',
    {
      schema: {
        operationId: 'changeAnchor',
        summary: 'Change what is said of an identifier besides its links',
        description: 'What you leave out stays. Needs `If-Match`.',
        tags,
        headers: IfMatchHeaders,
        params: AnchorParams,
        body: ChangeAnchorBody,
        response: { 200: AnchorSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const versions = requireIfMatch(request);
      const { anchor } = request.params;
      const details = await changeAnchor(ctx, steward, anchor, { versions, change: request.body });
      reply.header('etag', formatEtag(details.anchor.version));
      return presentAnchor(details);
    },
  );

  app.delete(
    '/anchors/:anchor',
    {
      schema: {
        operationId: 'withdrawAnchor',
        summary: 'Withdraw an identifier: it answers 410 with your reason',
        description: 'Its links stay, and come back when it is made active again.',
        tags,
        headers: OptionalIfMatchHeaders,
        params: AnchorParams,
        querystring: WithdrawQuery,
        response: { 200: AnchorSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const versions = readIfMatch(request);
      const { reason } = request.query;
      const details = await withdrawAnchor(ctx, steward, request.params.anchor, { versions, reason });
      reply.header('etag', formatEtag(details.anchor.version));
      return presentAnchor(details);
    },
  );

  app.get(
    '/anchors/:anchor/history',
    {
      schema: {
        operationId: 'listAnchorEvents',
        summary: 'What happened to an identifier and its links, oldest first',
        description: 'For members of the organisation that registered it.',
        tags,
        params: AnchorParams,
        querystring: PageQuery,
        response: { 200: pageOf(AnchorEventSchema) },
      },
    },
    async (request) => {
      const steward = requireSteward(request);
      const anchor = await requireHistory(ctx.db, steward, request.params.anchor);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const subject = { type: 'anchor' as const, id: anchor.anchor };
      const events = await listEvents(ctx.db, subject, { afterId, limit: limit + 1 });
      return toPage(events, limit, presentEvent, (event) => encodeCursor([event.id]));
    },
  );
}

function requireInstant(text: string): Date {
  const instant = readInstant(text);
  if (instant !== null) return new Date(instant);
  throw new AppError('invalid-input', 'This is no instant.', {
    problems: [
      {
        pointer: '/querystring/at',
        detail: 'Write it as 2026-01-01T00:00:00Z (RFC 3339), with + as %2B.',
      },
    ],
  });
}
