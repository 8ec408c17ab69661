import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import {
  DRAFTS_LIMIT,
  draftDois,
  mintDoi,
  readCompleteRecord,
  readDoiWish,
  requireMintableDoiShoulder,
  requireMintableNamespace,
  requireReadablePid,
  reserveBlock,
  tellWhenSettled,
  waitForRegistrar,
} from '../../modules/minting/index.ts';
import { readWaitMs } from './prefer.ts';
import type { IsamplesContext } from './register.ts';
import { presentRegistrarRefusal } from './registrar-refusal.ts';
import { fillTemplate, inlineAs } from './template-csv.ts';

/** iSamples' script sends numbers as text. */
const Count = Type.Union([Type.Integer(), Type.String({ pattern: '^\\d{1,9}$' })]);

const MintBody = Type.Object({
  datacite_metadata: Type.Unknown(),
  keep_record: Type.Optional(Type.Boolean({ default: false })),
});

const DraftsBody = Type.Object({ num_drafts: Count, datacite_metadata: Type.Unknown() });

const NoidyBody = Type.Object({
  shoulder: Type.String({ minLength: 1, maxLength: 100 }),
  num_identifiers: Count,
  return_filename: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 255 }), Type.Null()])),
});

/** `/mint_datacite_identifier`, `/mint_draft_datacite_identifiers`, `/mint_noidy_identifiers` and `/record`. */
export function registerMintRoutes(instance: FastifyInstance, ctx: IsamplesContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/mint_datacite_identifier',
    { schema: { hide: true, body: MintBody } },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const wish = readDoiWish(request.body.datacite_metadata);
      if (wish.state !== 'draft') requireScope(request, 'pid:publish');
      const waitMs = readWaitMs(request);
      const shoulder = await requireMintableDoiShoulder(ctx.db, actor, wish);
      const { keep_record: keepRecord = false } = request.body;
      const { pid, hash } = await answerOnce(
        ctx,
        request,
        reply,
        (tx) => mintDoi(tx, ctx, { shoulder, actor, wish, keepRecord }),
        request.routeOptions.url,
      );
      ctx.wakeRegistration();
      let registration = await waitForRegistrar(ctx, { pid, hash, timeoutMs: waitMs });
      if (registration === null) {
        await transact(ctx.db, (tx) => tellWhenSettled(tx, pid));
        // The answer may have come before the person was put down as one to tell.
        registration = await waitForRegistrar(ctx, { pid, hash, timeoutMs: 0 });
      }
      if (registration?.state === 'refused') throw presentRegistrarRefusal(pid, registration);
      if (registration === null) {
        reply.code(202).header('location', `/api/v1/pids/${encodeURIComponent(pid)}/registration`);
      }
      return reply.type('application/json').send(JSON.stringify(toDoi(pid)));
    },
  );

  for (const url of ['/mint_draft_datacite_identifiers', '/mint_draft_identifiers']) {
    app.post(url, { schema: { hide: true, body: DraftsBody } }, async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const wish = readDoiWish(request.body.datacite_metadata);
      if (wish.state !== 'draft') throw refuseEvent();
      const count = readCount(request.body.num_drafts, '/num_drafts');
      const shoulder = await requireMintableDoiShoulder(ctx.db, actor, wish);
      const dois = await answerOnce(
        ctx,
        request,
        reply,
        async (tx) => (await draftDois(tx, ctx, { shoulder, actor, wish, count })).map(toDoi),
        request.routeOptions.url,
      );
      ctx.wakeRegistration();
      return dois;
    });
  }

  app.post('/mint_noidy_identifiers', { schema: { hide: true, body: NoidyBody } }, async (request, reply) => {
    const actor = requireScope(request, 'pid:mint');
    const { shoulder: name, return_filename: filename } = request.body;
    const count = readCount(request.body.num_identifiers, '/num_identifiers');
    const shoulder = await requireMintableNamespace(ctx.db, actor, name);
    const wish = { shoulder, actor, count, title: null, expiresAt: null, draft: false };
    const names = await answerOnce(
      ctx,
      request,
      reply,
      async (tx) => (await reserveBlock(tx, ctx, wish)).names,
      request.routeOptions.url,
    );
    if (filename === undefined || filename === null) return names;
    return reply
      .header('content-disposition', inlineAs(filename))
      .type('text/csv; charset=utf-8')
      .send(fillTemplate(names));
  });

  app.get(
    '/record',
    {
      schema: {
        hide: true,
        querystring: Type.Object({ identifier: Type.String({ minLength: 1, maxLength: 2048 }) }),
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const pid = await requireReadablePid(ctx.db, actor, request.query.identifier);
      const record = await readCompleteRecord(ctx.db, pid.pid);
      if (record === null) throw new AppError('not-found', 'There is no complete record of this identifier.');
      return { identifier: toDoi(pid.pid), state: pid.state, record };
    },
  );
}

function readCount(value: number | string, pointer: string): number {
  const count = Number(value);
  if (count >= 1 && count <= DRAFTS_LIMIT) return count;
  throw new AppError('invalid-input', 'That many cannot be made at once.', {
    problems: [{ pointer, detail: `Ask for 1 to ${DRAFTS_LIMIT} at a time.` }],
  });
}

function refuseEvent(): AppError {
  return new AppError('invalid-input', 'A draft is not announced.', {
    problems: [
      {
        pointer: '/datacite_metadata/data/attributes/event',
        detail: 'Leave it out here; to publish, use mint_datacite_identifier with the doi.',
      },
    ],
  });
}

function toDoi(pid: string): string {
  return `doi:${pid}`;
}
