import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { remindInvited, requireOwn, withdrawInvitation } from './change-invitation.ts';
import { invitePeople } from './invite.ts';
import { inviteRows } from './invite-rows.ts';
import { presentInvitation } from './present.ts';
import { readCaughtMail } from './read-caught-mail.ts';
import { CSV_LIMIT_BYTES } from './read-rows.ts';
import {
  DryRunQuery,
  InvitationMailSchema,
  InvitationParams,
  InvitationSchema,
  InvitationsPage,
  InvitationsQuery,
  InviteBody,
  InvitedRows,
  OrganisationParams,
} from './schema.ts';
import { listInvitations, readInvitation } from './store.ts';
import { readWish } from './wish.ts';

const tags = ['ORCID'];
const NoBody = Type.Object({}, { additionalProperties: false });

/** `/organisations/{slug}/orcid/invitations`, for administrators: who was asked by mail to connect their record. */
export async function registerInvitationRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now' | 'secrets'>,
): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const home = '/organisations/:slug/orcid/invitations';

  app.get(
    home,
    {
      schema: {
        operationId: 'listOrcidInvitations',
        summary: 'Invitations of an organisation, newest first',
        tags,
        params: OrganisationParams,
        querystring: InvitationsQuery,
        response: { 200: InvitationsPage },
      },
    },
    async (request) => {
      const organisation = await requireOrcidOrganisation(
        ctx.db,
        requireActor(request),
        request.params.slug,
        'orcid:read',
      );
      const { limit = DEFAULT_LIMIT, cursor, state } = request.query;
      const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['number']);
      const found = await listInvitations(
        ctx.db,
        { organisationId: organisation.id, states: state === undefined ? [] : [state] },
        { limit: limit + 1, after: after === undefined ? null : String(after) },
      );
      return toPage(
        found,
        limit,
        (each) => presentInvitation(each, ctx.now()),
        (each) => encodeCursor([Number(each.seq)]),
      );
    },
  );

  app.post(
    home,
    {
      schema: {
        operationId: 'inviteToOrcid',
        summary: 'Invite one person to connect their ORCID record',
        description:
          'A mail with a link of their own goes out, and two reminders at most. A mailbox whose invitation waits for an ' +
          'answer gets no second one: the answer is that invitation, with status 200.',
        tags,
        params: OrganisationParams,
        body: InviteBody,
        response: { 200: InvitationSchema, 201: InvitationSchema },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, request.params.slug, 'orcid:write');
      const read = readWish(request.body);
      if (!read.ok) throw refuseInput(read.problems);
      const [invited] = await invitePeople(ctx, actor, organisation, [read.wish]);
      if (invited === undefined) throw new Error('one wish has one outcome');
      if (invited.outcome === 'refused') throw refuseInput(invited.problems);
      const body = presentInvitation(invited.invitation, ctx.now());
      if (invited.outcome === 'folded') return reply.code(200).send(body);
      const location = `/api/v1/organisations/${organisation.slug}/orcid/invitations/${body.id}`;
      return reply.code(201).header('location', location).send(body);
    },
  );

  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      /^text\/csv(?:;|$)/,
      { parseAs: 'buffer', bodyLimit: CSV_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.withTypeProvider<TypeBoxTypeProvider>().post(
      `${home}/csv`,
      {
        schema: {
          operationId: 'inviteTableToOrcid',
          summary: 'Invite the people of a table',
          description:
            'The body is CSV (`text/csv`) with a heading: name, email, and orcid, item, language where there are any; 500 ' +
            'rows at most. Rows with mistakes are told, and the others invited.',
          tags,
          consumes: ['text/csv'],
          params: OrganisationParams,
          querystring: DryRunQuery,
          response: { 200: InvitedRows },
        },
      },
      async (request) => {
        const actor = requireActor(request);
        const organisation = await requireOrcidOrganisation(
          ctx.db,
          actor,
          request.params.slug,
          'orcid:write',
        );
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        return inviteRows(ctx, actor, organisation, bytes, request.query.dryRun ?? false);
      },
    );
  });

  app.get(
    `${home}/:invitationId`,
    {
      schema: {
        operationId: 'getOrcidInvitation',
        summary: 'One invitation',
        tags,
        params: InvitationParams,
        response: { 200: InvitationSchema },
      },
    },
    async (request) => {
      const { slug, invitationId } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:read');
      return presentInvitation(
        requireOwn(await readInvitation(ctx.db, invitationId), organisation),
        ctx.now(),
      );
    },
  );

  app.get(
    `${home}/:invitationId/mail`,
    {
      schema: {
        operationId: 'getOrcidInvitationMail',
        summary: 'The mail of an invitation, where no mail server sends it',
        description:
          'Its link is for who was invited, so that it is shown only where nothing else brings it to them.',
        tags,
        params: InvitationParams,
        response: { 200: InvitationMailSchema },
      },
    },
    async (request, reply) => {
      const { slug, invitationId } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const invitation = requireOwn(await readInvitation(ctx.db, invitationId), organisation);
      const { to, subject, text } = await readCaughtMail(ctx, invitation);
      return reply.header('cache-control', 'no-store').send({ to, subject, text });
    },
  );

  for (const [verb, change, summary] of [
    ['remind', remindInvited, 'Send a reminder now'],
    ['withdraw', withdrawInvitation, 'Take an invitation back'],
  ] as const) {
    app.post(
      `${home}/:invitationId/${verb}`,
      {
        schema: {
          operationId: `${verb}OrcidInvitation`,
          summary,
          tags,
          params: InvitationParams,
          body: NoBody,
          response: { 200: InvitationSchema },
        },
      },
      async (request) => {
        const { slug, invitationId } = request.params;
        const actor = requireActor(request);
        const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
        return presentInvitation(await change(ctx, actor, organisation, invitationId), ctx.now());
      },
    );
  }
}

function refuseInput(problems: readonly { pointer: string; detail: string }[]): AppError {
  return new AppError('invalid-input', problems[0]?.detail ?? 'The request has mistakes.', { problems });
}
