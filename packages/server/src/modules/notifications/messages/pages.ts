import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { isOperator, type PersonActor } from '../../../http/actor.ts';
import { showRefusals } from '../../../http/pages.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import {
  createSignedInPages,
  goTo,
  type PageContext,
  page,
  readAccountNames,
  readField,
  readOrganisationNames,
  readPageId,
} from '../../accounts/index.ts';
import { composeParts, whyCuratorsGetIt } from '../mail/compose.ts';
import { MESSAGES_KEPT_DAYS, messagesSince } from './clear-messages.ts';
import { type CaughtMail, type CaughtSelection, findCaughtMail, listCaughtMails } from './store.ts';

const PATH = '/app/mail';
const MAILS_SHOWN = 50;

/** The mail may be looked at, and do nothing: it is a document of its own, with no rights and no origin. */
const MAIL_POLICY =
  "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const { signedIn } = createSignedInPages({
  about: 'mail',
  home: PATH,
  signedOut: { view: 'mail-signed-out', title: 'Sign in to see mails' },
});

/** The pages where administrators read mails that were not sent, for want of a mail server. No JavaScript needed. */
export function registerMailPages(app: FastifyInstance, ctx: PageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app', text: 'To the console' } });

    scope.get(
      PATH,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const cursor = readField(request.query, 'cursor');
        const [createdAt, id] = cursor === '' ? [] : decodeCursor(cursor, ['time', 'uuid']);
        const mails = await listCaughtMails(ctx.db, selectMails(ctx, person), {
          limit: MAILS_SHOWN + 1,
          after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) },
        });
        const names = await readNames(ctx, mails);
        const { items, next } = toPage(
          mails,
          MAILS_SHOWN,
          (mail) => presentMail(mail, names),
          (mail) => encodeCursor([mail.createdAt.toISOString(), mail.id]),
        );
        return ctx.pages.send(reply, 200, 'mails', {
          title: 'Mails',
          sendsMail: ctx.config.mail !== null,
          keptDays: MESSAGES_KEPT_DAYS,
          mails: items,
          next,
        });
      }),
    );

    scope.get(
      `${PATH}/:id`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const mail = await requireMail(ctx, person, readPageId(request));
        const { subject, text, html } = compose(ctx, mail);
        const policy = String(reply.getHeader('content-security-policy'));
        reply.header('content-security-policy', `${policy}; frame-src 'self'`);
        return ctx.pages.send(reply, 200, 'mail', {
          title: subject,
          mail: presentMail(mail, await readNames(ctx, [mail])),
          text,
          hasHtml: html !== undefined,
        });
      }),
    );

    scope.get(
      `${PATH}/:id/html`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const id = readPageId(request);
        const { html } = compose(ctx, await requireMail(ctx, person, id));
        if (html === undefined) return goTo(ctx, reply, `${PATH}/${id}`);
        return reply
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('content-security-policy', MAIL_POLICY)
          .send(html);
      }),
    );
  });
}

/** Administrators read what their organisations would have mailed, operators everything. @throws AppError not-allowed */
function selectMails(ctx: Pick<AppContext, 'now'>, person: PersonActor): CaughtSelection {
  const since = messagesSince(ctx.now());
  if (isOperator(person)) return { organisationIds: 'all', since };
  const organisationIds = person.memberships
    .filter(({ role }) => role === 'admin')
    .map((each) => each.organisationId);
  if (organisationIds.length > 0) return { organisationIds, since };
  throw new AppError('not-allowed', 'Mails that were not sent are for administrators of an organisation.');
}

async function requireMail(ctx: PageContext, person: PersonActor, id: string): Promise<CaughtMail> {
  const mail = await findCaughtMail(ctx.db, selectMails(ctx, person), id);
  if (mail === null) throw new AppError('not-found', 'There is no such mail here, or you may not see it.');
  return mail;
}

function compose(ctx: PageContext, mail: CaughtMail) {
  const why = mail.kind === 'message' ? whyCuratorsGetIt(ctx) : null;
  return composeParts(ctx, { ...mail, title: mail.subject, why });
}

async function readNames(ctx: PageContext, mails: readonly CaughtMail[]) {
  const accountIds = mails.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  return {
    people: await readAccountNames(ctx.db, [...new Set(accountIds)]),
    organisations: await readOrganisationNames(
      ctx.db,
      mails.map(({ organisationId }) => organisationId),
    ),
  };
}

function presentMail(mail: CaughtMail, names: Awaited<ReturnType<typeof readNames>>) {
  const { id, accountId, address, organisationId, subject, createdAt } = mail;
  const iso = createdAt.toISOString();
  const organisation = names.organisations.get(organisationId) ?? '';
  const person = accountId === null ? null : (names.people.get(accountId) ?? null);
  const curators = `Curators of ${organisation}`;
  return {
    href: `${PATH}/${id}`,
    subject,
    organisation,
    to:
      person === null
        ? `${curators}: ${address ?? 'no address is settled yet'}`
        : `${person.name ?? person.orcid} (${person.orcid})`,
    createdAt: { iso, text: `${iso.slice(0, 16).replace('T', ' ')} UTC` },
  };
}
