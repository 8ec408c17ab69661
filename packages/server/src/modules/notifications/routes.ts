import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type PersonActor, requirePerson, requireScope, type Scope } from '../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { registerCurationSettingsRoutes } from './curation/routes.ts';
import { allowReplies } from './mail/allow-replies.ts';
import { removeMailAddress, stateMailAddress } from './mail/state-address.ts';
import { type MailAddress, readMailAddress, readTakesReplies } from './mail/store.ts';
import {
  ChangeMeBody,
  EmptyBody,
  MailAddressSchema,
  NoticePage,
  NoticeParams,
  NoticeQuery,
  NoticeSchema,
  ReadAllAnswer,
  RepliesSchema,
} from './schema.ts';
import { countUnread, listNotices, markAllRead, markRead, type Notice, ownerOf } from './store.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

const tags = ['Notices'];

/** What people are told, and where it is mailed to. */
export function registerNoticeRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/notices',
    {
      schema: {
        operationId: 'listNotices',
        summary: 'What you were told, newest first',
        description: 'Notices of requests for permanent identifiers come to tokens with `data:read` alone.',
        tags,
        querystring: NoticeQuery,
        response: { 200: NoticePage },
      },
    },
    async (request) => {
      const owner = requireReader(request);
      const { limit = DEFAULT_LIMIT, cursor, unread = false } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const notices = await listNotices(ctx.db, owner, {
        unreadOnly: unread,
        limit: limit + 1,
        after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) },
      });
      const page = toPage(notices, limit, presentNotice, (notice) =>
        encodeCursor([notice.createdAt.toISOString(), notice.id]),
      );
      return { ...page, unread: await countUnread(ctx.db, owner) };
    },
  );

  app.post(
    '/notices/:id/read',
    {
      schema: {
        operationId: 'readNotice',
        summary: 'Mark a notice as read',
        tags,
        params: NoticeParams,
        body: EmptyBody,
        response: { 200: NoticeSchema },
      },
    },
    async (request) => {
      const owner = requireReader(request);
      const notice = await transact(ctx.db, (tx) => markRead(tx, owner, request.params.id, ctx.now()));
      if (notice === null) throw new AppError('not-found', 'You have no such notice.');
      return presentNotice(notice);
    },
  );

  app.post(
    '/notices/read-all',
    {
      schema: {
        operationId: 'readAllNotices',
        summary: 'Mark all your notices as read',
        tags,
        body: EmptyBody,
        response: { 200: ReadAllAnswer },
      },
    },
    async (request) => {
      const owner = requireReader(request);
      return { read: await transact(ctx.db, (tx) => markAllRead(tx, owner, ctx.now())) };
    },
  );

  app.get(
    '/me/email',
    {
      schema: {
        operationId: 'readMailAddress',
        summary: 'Where your notices are mailed to',
        tags,
        response: { 200: MailAddressSchema },
      },
    },
    async (request) => {
      const { accountId } = requireOwnHand(request, 'pid:read');
      return presentMailAddress(await readMailAddress(ctx.db, accountId, ctx.now()));
    },
  );

  app.patch(
    '/me',
    {
      schema: {
        operationId: 'changeMe',
        summary: 'State where your notices are mailed to',
        description:
          'A link is mailed to the address; it counts once you, signed in, have followed it. null removes it.',
        tags,
        body: ChangeMeBody,
        response: { 200: MailAddressSchema },
      },
    },
    async (request) => {
      const person = requireOwnHand(request, 'pid:mint');
      const { email } = request.body;
      if (email !== null) return presentMailAddress(await stateMailAddress(ctx, person, email));
      await removeMailAddress(ctx, person);
      return presentMailAddress(await readMailAddress(ctx.db, person.accountId, ctx.now()));
    },
  );

  app.get(
    '/me/email/replies',
    {
      schema: {
        operationId: 'readMailReplies',
        summary: 'Whether answers to mails about what you did may come to your address',
        tags,
        response: { 200: RepliesSchema },
      },
    },
    async (request) => {
      const { accountId } = requireOwnHand(request, 'pid:read');
      return { allowed: await readTakesReplies(ctx.db, accountId) };
    },
  );

  app.put(
    '/me/email/replies',
    {
      schema: {
        operationId: 'putMailReplies',
        summary: 'Say whether answers to mails about what you did may come to your address',
        description:
          'Where it is allowed, mails about what you do as a curator carry your confirmed address as Reply-To, so that ' +
          'those who get them learn it. It ends when you confirm another address.',
        tags,
        body: RepliesSchema,
        response: { 200: RepliesSchema },
      },
    },
    async (request) => {
      const person = requireOwnHand(request, 'pid:mint');
      await allowReplies(ctx, person, request.body.allowed);
      return { allowed: request.body.allowed };
    },
  );

  registerCurationSettingsRoutes(instance, ctx);
}

/** Notices of requests are as much of people's data as their folders are. */
function requireReader(request: FastifyRequest): ReturnType<typeof ownerOf> {
  requireScope(request, 'pid:read');
  return ownerOf(requirePerson(request));
}

/**
 * The person in the browser or with an access token of their own. A mail address says more of them than what programs
 * that they allowed were told about.
 */
function requireOwnHand(request: FastifyRequest, scope: Scope): PersonActor {
  requireScope(request, scope);
  const person = requirePerson(request);
  if (person.via.kind === 'session' || person.via.kind === 'token') return person;
  throw new AppError('not-allowed', 'Programs that you allowed may not see or change your mail address.');
}

function presentNotice({ id, kind, title, body, link, createdAt, readAt, mail }: Notice) {
  return {
    id,
    kind,
    title,
    body,
    link,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
    mail,
  };
}

function presentMailAddress({ address, unconfirmed, problem }: MailAddress) {
  return { email: address, unconfirmed, problem };
}
