import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { PersonActor } from '../../http/actor.ts';
import { showRefusals } from '../../http/pages.ts';
import { decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { authenticateSession, createSignedInPages, goTo, page, readField } from '../accounts/index.ts';
import { ADDRESS_LIMIT } from './mail/address.ts';
import { allowReplies } from './mail/allow-replies.ts';
import {
  type ConfirmationLink,
  confirmMailAddress,
  readConfirmable,
  removeMailAddress,
  stateMailAddress,
} from './mail/state-address.ts';
import { readMailAddress, readTakesReplies } from './mail/store.ts';
import { registerMailPages } from './messages/pages.ts';
import { countUnread, listNotices, markAllRead, type Notice, ownerOf } from './store.ts';

type PageContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets'>;

const NOTICES_SHOWN = 50;
const PATH = '/app/notices';
const CONFIRM_PATH = `${PATH}/confirm`;
const { signedIn, formTokenOf } = createSignedInPages({
  about: 'notices',
  home: PATH,
  signedOut: { view: 'notices-signed-out', title: 'Sign in to see your notices' },
  returnTo: (request) =>
    request.routeOptions.url === CONFIRM_PATH
      ? formatLink(readLink(request.method === 'GET' ? request.query : request.body))
      : PATH,
});

/** Shows on every console page how many notices its reader has not read. */
export function countUnreadOnPages(
  app: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    // A refused form is answered with a page, too.
    if (!/^\/app(\/|$)/.test(request.routeOptions.url ?? '')) return;
    const person = await authenticateSession(ctx, request);
    if (person !== null) reply.unreadNotices = await countUnread(ctx.db, ownerOf(person));
  });
}

/** The pages where people read what they are told, and say where it is mailed to. No JavaScript needed. */
export function registerNoticePages(app: FastifyInstance, ctx: PageContext): void {
  registerMailPages(app, ctx);
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: PATH, text: 'To your notices' } });

    scope.get(
      PATH,
      page,
      signedIn(ctx, async (request, reply, person) => {
        return sendListPage(ctx, reply, 200, person, { cursor: readField(request.query, 'cursor') });
      }),
    );

    scope.post(
      `${PATH}/read-all`,
      page,
      signedIn(ctx, async (_request, reply, person) => {
        await transact(ctx.db, (tx) => markAllRead(tx, ownerOf(person), ctx.now()));
        return goTo(ctx, reply, PATH);
      }),
    );

    scope.post(
      `${PATH}/email`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const email = readField(request.body, 'email');
        try {
          await stateMailAddress(ctx, person, email);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          const typed = email.slice(0, ADDRESS_LIMIT).toWellFormed();
          return sendListPage(ctx, reply, error.status, person, { email: typed, mistake: error.message });
        }
        return goTo(ctx, reply, PATH);
      }),
    );

    scope.post(
      `${PATH}/email/remove`,
      page,
      signedIn(ctx, async (_request, reply, person) => {
        await removeMailAddress(ctx, person);
        return goTo(ctx, reply, PATH);
      }),
    );

    scope.post(
      `${PATH}/email/replies`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        await allowReplies(ctx, person, readField(request.body, 'allowed') === 'yes');
        return goTo(ctx, reply, PATH);
      }),
    );

    // Programs that look at mail follow its links, so that opening this one changes nothing.
    scope.get(
      CONFIRM_PATH,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const link = readLink(request.query);
        const address = await readConfirmable(ctx, person, link);
        return ctx.pages.send(reply, 200, 'notice-confirm', {
          title: 'Confirm your mail address',
          formToken: formTokenOf(ctx, person),
          person: person.name ?? person.orcid,
          link,
          address,
        });
      }),
    );

    scope.post(
      CONFIRM_PATH,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const link = readLink(request.body);
        await confirmMailAddress(ctx, person, link);
        return goTo(ctx, reply, PATH);
      }),
    );
  });
}

function readLink(input: unknown): ConfirmationLink {
  return { id: readField(input, 'id').slice(0, 100), token: readField(input, 'token').slice(0, 100) };
}

function formatLink({ id, token }: ConfirmationLink): string {
  return `${CONFIRM_PATH}?${new URLSearchParams({ id, token })}`;
}

async function sendListPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  shown: { cursor?: string; email?: string; mistake?: string },
): Promise<FastifyReply> {
  const { cursor = '', email = '', mistake = null } = shown;
  const [createdAt, id] = cursor === '' ? [] : decodeCursor(cursor, ['time', 'uuid']);
  const notices = await listNotices(ctx.db, ownerOf(person), {
    unreadOnly: false,
    limit: NOTICES_SHOWN + 1,
    after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) },
  });
  const { items, next } = toPage(notices, NOTICES_SHOWN, presentNotice, (notice) =>
    encodeCursor([notice.createdAt.toISOString(), notice.id]),
  );
  return ctx.pages.send(reply, status, 'notices', {
    title: 'Notices',
    formToken: formTokenOf(ctx, person),
    unread: await countUnread(ctx.db, ownerOf(person)),
    notices: items,
    next,
    sendsMail: ctx.config.mail !== null,
    mail: await readMailAddress(ctx.db, person.accountId, ctx.now()),
    takesReplies: await readTakesReplies(ctx.db, person.accountId),
    isCurator: person.memberships.some(({ role }) => role !== 'member'),
    addressLimit: ADDRESS_LIMIT,
    form: { email, mistake },
  });
}

function presentNotice({ title, body, link, createdAt, readAt, mail }: Notice) {
  const iso = createdAt.toISOString();
  return {
    title,
    body,
    link,
    createdAt: { iso, text: `${iso.slice(0, 16).replace('T', ' ')} UTC` },
    isUnread: readAt === null,
    mailRefused: mail === 'refused',
  };
}
