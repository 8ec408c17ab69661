import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../context.ts';
import { listEvents } from '../../events.ts';
import { type Actor, actorKey, requirePerson, requireScope } from '../../http/actor.ts';
import { formatEtag, requireIfMatch } from '../../http/etag.ts';
import { readIdempotencyKey } from '../../http/idempotency.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { createOrcidNamer, readAccountNames } from '../accounts/index.ts';
import { listPids, type Pid, type PidCursor, type PidFilter, type PidSort } from '../pids/index.ts';
import { readHoldBack, readRegistration, readRegistrationStates } from '../registration/index.ts';
import { needsMetadata, publishPid, requireReadablePid, updatePid, withdrawPid } from './change.ts';
import { readDescription, readTarget } from './input.ts';
import { requireMintableShoulder } from './mint.ts';
import { readableBy } from './policy.ts';
import { presentEvent, presentPid, presentRegistration } from './present.ts';
import {
  EventSchema,
  IdempotencyHeaders,
  IfMatchHeaders,
  ListQuery,
  MintBody,
  PageQuery,
  PidParams,
  PidSchema,
  PublishBody,
  pageOf,
  RegistrationSchema,
  UpdateBody,
  WithdrawBody,
} from './schema.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now' | 'mintQueue' | 'metrics' | 'wakeRegistration'>;

const tags = ['Identifiers'];

/** `/pids` of Mintmark's own API. */
export function registerPidRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/pids',
    {
      schema: {
        operationId: 'mintPid',
        summary: 'Mint or reserve one identifier',
        description:
          'Send an `Idempotency-Key` and repeat the request freely: within 24 hours the same key gives the same answer.',
        tags,
        headers: IdempotencyHeaders,
        body: MintBody,
        response: { 201: PidSchema },
      },
    },
    async (request, reply) => {
      const { shoulder: shoulderId, state = 'public' } = request.body;
      const actor = requireScope(request, 'pid:mint');
      if (state !== 'reserved') requireScope(request, 'pid:publish');
      const key = readIdempotencyKey(request);
      const shoulder = await requireMintableShoulder(ctx, actor, shoulderId);
      const target = readTarget(request.body.target) ?? null;
      const metadata = readDescription(request.body, {
        type: shoulder.type,
        level: state !== 'reserved' && needsMetadata(shoulder) ? 'complete' : 'draft',
      });
      const nameOrcids = await createOrcidNamer(ctx.db, ctx, [metadata], actor);
      const answer = await ctx.mintQueue.mint({
        wish: { shoulder, actor, state, target, metadata },
        keyed:
          key === null
            ? null
            : { actor: actorKey(actor), key, method: 'POST', path: '/api/v1/pids', body: request.body },
        answer: (pid) => ({
          status: 201,
          headers: {
            location: `/api/v1/pids/${encodeURIComponent(pid.pid)}`,
            etag: formatEtag(pid.version),
          },
          body: presentPid(pid, {
            registration: shoulder.registrarAccountId === null || state === 'reserved' ? 'none' : 'pending',
            owner: ownerFrom(actor),
            orcids: nameOrcids(pid.metadata),
            publicUrl: ctx.config.publicUrl,
          }),
        }),
      });
      if (!answer.replayed) ctx.metrics.minted.inc({ type: shoulder.type });
      ctx.wakeRegistration();
      if (answer.replayed) reply.header('idempotency-replayed', 'true');
      // What was stored under the key is what this route answered the first time.
      return reply
        .code(201)
        .headers(answer.headers)
        .send(answer.body as ReturnType<typeof presentPid>);
    },
  );

  app.get(
    '/pids',
    {
      schema: {
        operationId: 'listPids',
        summary: 'Identifiers that you may see',
        tags,
        querystring: ListQuery,
        response: { 200: pageOf(PidSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const {
        limit = DEFAULT_LIMIT,
        sort = '-created',
        cursor,
        state,
        type,
        shoulder,
        owner,
        block,
        q,
      } = request.query;
      const filter: PidFilter = {
        readable: readableBy(actor),
        ...(state === undefined ? {} : { state }),
        ...(type === undefined ? {} : { type }),
        ...(shoulder === undefined ? {} : { shoulderId: shoulder }),
        ...(owner === undefined
          ? {}
          : { ownerId: owner === 'me' ? requirePerson(request).accountId : owner }),
        ...(block === undefined ? {} : { blockId: block }),
        ...(q === undefined ? {} : { text: q }),
      };
      const after = cursor === undefined ? null : readCursor(cursor, sort);
      const pids = await listPids(ctx.db, filter, { sort, limit: limit + 1, after });
      const page = toPage(
        pids,
        limit,
        (pid) => pid,
        (pid) => encodeCursor([sortKey(pid, sort), pid.seq]),
      );
      return { items: await presentAll(page.items), next: page.next };
    },
  );

  app.get(
    '/pids/:pid',
    {
      schema: {
        operationId: 'readPid',
        summary: 'One identifier',
        tags,
        params: PidParams,
        response: { 200: PidSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:read');
      return sendPid(reply, await requireReadablePid(ctx.db, actor, request.params.pid));
    },
  );

  app.patch(
    '/pids/:pid',
    {
      schema: {
        operationId: 'updatePid',
        summary: 'Change target or metadata',
        description:
          'Needs `If-Match` with the ETag that you read. `metadata` replaces the whole record, `sample` what it says of the sample.',
        tags,
        headers: IfMatchHeaders,
        params: PidParams,
        body: UpdateBody,
        response: { 200: PidSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const versions = requireIfMatch(request);
      const target = readTarget(request.body.target);
      const { metadata, sample } = request.body;
      return sendPid(
        reply,
        await updatePid(ctx, actor, request.params.pid, {
          versions,
          ...(target === undefined ? {} : { target }),
          ...(metadata === undefined ? {} : { metadata }),
          ...(sample === undefined || sample === null ? {} : { sample }),
        }),
      );
    },
  );

  app.post(
    '/pids/:pid/publish',
    {
      schema: {
        operationId: 'publishPid',
        summary: 'Announce a reserved identifier',
        tags,
        params: PidParams,
        body: PublishBody,
        response: { 200: PidSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      return sendPid(reply, await publishPid(ctx, actor, request.params.pid));
    },
  );

  app.post(
    '/pids/:pid/withdraw',
    {
      schema: {
        operationId: 'withdrawPid',
        summary: 'Withdraw an identifier; it leads to a tombstone with the reason',
        tags,
        params: PidParams,
        body: WithdrawBody,
        response: { 200: PidSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      return sendPid(reply, await withdrawPid(ctx, actor, request.params.pid, request.body.reason));
    },
  );

  app.get(
    '/pids/:pid/events',
    {
      schema: {
        operationId: 'listPidEvents',
        summary: 'What happened to an identifier, oldest first',
        tags,
        params: PidParams,
        querystring: PageQuery,
        response: { 200: pageOf(EventSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const pid = await requireReadablePid(ctx.db, actor, request.params.pid);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const events = await listEvents(
        ctx.db,
        { type: 'pid', id: pid.pid, blockId: pid.blockId },
        { afterId, limit: limit + 1 },
      );
      return toPage(events, limit, presentEvent, (event) => encodeCursor([event.id]));
    },
  );

  app.get(
    '/pids/:pid/registration',
    {
      schema: {
        operationId: 'readRegistration',
        summary: 'What the registrar knows of an identifier',
        tags,
        params: PidParams,
        response: { 200: RegistrationSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const pid = await requireReadablePid(ctx.db, actor, request.params.pid);
      const registration = await readRegistration(ctx.db, pid.pid);
      return presentRegistration(registration, await readHoldBack(ctx.db, ctx.config.publicUrl));
    },
  );

  async function sendPid(reply: FastifyReply, pid: Pid) {
    const [body] = await presentAll([pid]);
    reply.header('etag', formatEtag(pid.version));
    if (body === undefined) throw new Error('one identifier is presented as one');
    return body;
  }

  async function presentAll(pids: readonly Pid[]) {
    const states = await readRegistrationStates(
      ctx.db,
      pids.map((pid) => pid.pid),
    );
    const owners = await readAccountNames(
      ctx.db,
      pids.flatMap((pid) => (pid.ownerId === null ? [] : [pid.ownerId])),
    );
    const nameOrcids = await createOrcidNamer(
      ctx.db,
      ctx,
      pids.map(({ metadata }) => metadata),
    );
    return pids.map((pid) =>
      presentPid(pid, {
        registration: states.get(pid.pid) ?? 'none',
        owner: (pid.ownerId === null ? null : owners.get(pid.ownerId)) ?? null,
        orcids: nameOrcids(pid.metadata),
        publicUrl: ctx.config.publicUrl,
      }),
    );
  }
}

function ownerFrom(actor: Actor) {
  return actor.kind !== 'person' ? null : { id: actor.accountId, name: actor.name, orcid: actor.orcid };
}

function sortKey(pid: Pid, sort: PidSort): string {
  if (sort.endsWith('pid')) return pid.pid;
  return (sort.endsWith('updated') ? pid.updatedAt : pid.createdAt).toISOString();
}

function readCursor(cursor: string, sort: PidSort): PidCursor {
  const [key, seq] = decodeCursor(cursor, [sort.endsWith('pid') ? 'string' : 'time', 'number']);
  return { key: String(key), seq: Number(seq) };
}
