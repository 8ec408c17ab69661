import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { showRefusals } from '../../../http/pages.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import {
  goTo,
  type Organisation,
  type PageContext,
  page,
  readField,
  readPageId,
} from '../../accounts/index.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { formTokenOf, signedIn } from '../pages/signed-in.ts';
import { remindInvited, requireOwn, withdrawInvitation } from './change-invitation.ts';
import { invitePeople } from './invite.ts';
import { inviteRows } from './invite-rows.ts';
import { presentFields, presentLanguages, presentListed } from './present-page.ts';
import { readCaughtMail } from './read-caught-mail.ts';
import { listInvitations, readInvitation } from './store.ts';
import { type InvitationInput, readWish } from './wish.ts';

const HOME = '/app/orcid/manage/:slug/invitations';
const SHOWN = 50;
const MISTAKES_SHOWN = 50;

type TableOutcome = {
  invited: number;
  folded: number;
  refused: number;
  problems: { line: number; detail: string }[];
};

/** What stood in the forms when one was refused, and why. */
type Sent = {
  input?: InvitationInput;
  problems?: readonly InputProblem[];
  csv?: string;
  refusal?: { detail: string; problems: readonly InputProblem[] };
  table?: TableOutcome;
};

/** Where administrators invite people to connect their records, and see what came of it. No JavaScript needed. */
export function registerInvitationPages(app: FastifyInstance, ctx: PageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app', text: 'To the console' } });

    scope.get(
      HOME,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const organisation = await requireOrganisation(ctx, request, person, 'orcid:read');
        return sendListPage(ctx, reply, 200, { request, person, organisation }, {});
      }),
    );

    scope.post(
      HOME,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const organisation = await requireOrganisation(ctx, request, person, 'orcid:write');
        const about = { request, person, organisation };
        const input = readInput(request.body);
        const read = readWish(input);
        if (!read.ok) return sendListPage(ctx, reply, 400, about, { input, problems: read.problems });
        const [invited] = await invitePeople(ctx, person, organisation, [read.wish]);
        if (invited?.outcome === 'refused') {
          return sendListPage(ctx, reply, 400, about, { input, problems: invited.problems });
        }
        return goTo(ctx, reply, managePath(organisation.slug, 'invitations'));
      }),
    );

    scope.post(
      `${HOME}/csv`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const organisation = await requireOrganisation(ctx, request, person, 'orcid:write');
        const about = { request, person, organisation };
        const csv = readField(request.body, 'csv');
        try {
          const { rows, ...counts } = await inviteRows(ctx, person, organisation, Buffer.from(csv), false);
          const problems = rows.flatMap(({ line, problems }) =>
            problems.map(({ detail }) => ({ line, detail })),
          );
          const table = { ...counts, problems: problems.slice(0, MISTAKES_SHOWN) };
          return await sendListPage(ctx, reply, 200, about, { table });
        } catch (error) {
          if (!(error instanceof AppError) || error.status >= 500) throw error;
          const refusal = { detail: error.message, problems: error.problems };
          return sendListPage(ctx, reply, error.status, about, { csv, refusal });
        }
      }),
    );

    for (const [verb, change] of [
      ['remind', remindInvited],
      ['withdraw', withdrawInvitation],
    ] as const) {
      scope.post(
        `${HOME}/:id/${verb}`,
        page,
        signedIn(ctx, async (request, reply, person) => {
          const organisation = await requireOrganisation(ctx, request, person, 'orcid:write');
          await change(ctx, person, organisation, readPageId(request, 'There is no such invitation.'));
          return goTo(ctx, reply, managePath(organisation.slug, 'invitations'));
        }),
      );
    }

    scope.get(
      `${HOME}/:id/mail`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const organisation = await requireOrganisation(ctx, request, person, 'orcid:write');
        const id = readPageId(request, 'There is no such invitation.');
        const invitation = requireOwn(await readInvitation(ctx.db, id), organisation);
        const { to, subject, text } = await readCaughtMail(ctx, invitation);
        const home = managePath(organisation.slug, 'invitations');
        return ctx.pages.send(reply, 200, 'orcid-invitation-mail', { title: subject, to, text, home });
      }),
    );
  });
}

function requireOrganisation(
  ctx: PageContext,
  request: FastifyRequest,
  person: PersonActor,
  scope: 'orcid:read' | 'orcid:write',
): Promise<Organisation> {
  return requireOrcidOrganisation(ctx.db, person, readField(request.params, 'slug'), scope);
}

function readInput(body: unknown): InvitationInput {
  const read = (name: string): string => readField(body, name).trim();
  return {
    name: read('name'),
    email: read('email'),
    orcid: read('orcid'),
    item: read('item'),
    language: read('language'),
  };
}

async function sendListPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  about: { request: FastifyRequest; person: PersonActor; organisation: Organisation },
  sent: Sent,
): Promise<FastifyReply> {
  const { request, person, organisation } = about;
  const home = managePath(organisation.slug, 'invitations');
  const cursor = readField(request.query, 'cursor');
  const [after] = cursor === '' ? [] : decodeCursor(cursor, ['number']);
  const found = await listInvitations(
    ctx.db,
    { organisationId: organisation.id, states: [] },
    { limit: SHOWN + 1, after: after === undefined ? null : String(after) },
  );
  const now = ctx.now();
  const { items, next } = toPage(
    found,
    SHOWN,
    (each) => presentListed(ctx.config, each, { now, home }),
    (each) => encodeCursor([Number(each.seq)]),
  );
  return ctx.pages.send(reply, status, 'orcid-invitations', {
    title: `ORCID: invitations of ${organisation.name}`,
    tabs: presentTabs(organisation.slug, 'invitations'),
    home,
    sendsMail: ctx.config.mail !== null,
    formToken: formTokenOf(ctx, person),
    refusal: sent.refusal ?? null,
    table: sent.table ?? null,
    csv: sent.csv ?? '',
    fields: presentFields(sent.input, sent.problems ?? []),
    languages: presentLanguages(sent.input?.language),
    invitations: items,
    next: next === null ? null : `${home}?${new URLSearchParams({ cursor: next })}`,
  });
}
