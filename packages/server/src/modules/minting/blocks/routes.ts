import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { actorKey, requireScope } from '../../../http/actor.ts';
import { oncePerKey, readIdempotencyKey } from '../../../http/idempotency.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { readAccountNames } from '../../accounts/index.ts';
import { countStates } from '../../pids/index.ts';
import { readRegistrationStates } from '../../registration/index.ts';
import { blocksSeenBy } from '../policy.ts';
import { presentPid } from '../present.ts';
import { IdempotencyHeaders, PageQuery, PidParams, PidSchema, pageOf } from '../schema.ts';
import type { Block } from '../store.ts';
import { changeNames, type NamesChange } from './change-names.ts';
import { chooseFormat, streamNamesCsv, streamNamesJson } from './names-output.ts';
import { presentBlock } from './present.ts';
import { requireChangeableBlock, requireReadableBlock } from './read-block.ts';
import { releasePid, releaseSelected, releaseUnused } from './release.ts';
import { reserveOnce } from './reserve.ts';
import {
  BlockNamesSchema,
  BlockParams,
  BlockSchema,
  ChangeBlockBody,
  ChangedNamesSchema,
  ChangeNamesBody,
  csvAnswer,
  FormatQuery,
  ReleaseBody,
  ReleasedSchema,
  ReserveBody,
  ReservedBlockSchema,
  streamedAs,
} from './schema.ts';
import { listBlocks } from './store.ts';
import { changeBlock, readTerm } from './update-block.ts';

type RouteContext = Pick<
  AppContext,
  'config' | 'db' | 'now' | 'mintQueue' | 'noidSequences' | 'metrics' | 'wakeRegistration'
>;

const tags = ['Blocks'];
/** A thousand records fit. */
const NAMES_BODY_LIMIT_BYTES = 16 * 1024 * 1024;

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Blocks of reserved names in Mintmark's own API. */
export function registerBlockRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/blocks',
    {
      schema: {
        operationId: 'reserveBlock',
        summary: 'Reserve many names at once',
        description:
          'All or none. With an `Idempotency-Key` it can be repeated for 24 hours; a repeat shows the block as it is then. The answer lists the names as JSON or CSV.',
        tags,
        headers: IdempotencyHeaders,
        querystring: FormatQuery,
        body: ReserveBody,
        response: {
          201: {
            description: 'The block and its names',
            content: { 'application/json': streamedAs(ReservedBlockSchema), ...csvAnswer },
          },
        },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const { blockId, replayed } = await reserveOnce(ctx, actor, readIdempotencyKey(request), request.body);
      const block = await requireReadableBlock(ctx.db, actor, blockId);
      if (replayed) reply.header('idempotency-replayed', 'true');
      reply.code(201).header('location', `/api/v1/blocks/${blockId}`).header('vary', 'accept');
      if (chooseFormat(request, request.query.format) === 'csv') {
        return reply.type(CSV).send(streamNamesCsv(ctx, blockId));
      }
      const shown = await showBlock(ctx.db, block);
      return reply.type(JSON_TYPE).send(streamNamesJson(ctx, blockId, shown));
    },
  );

  app.get(
    '/blocks',
    {
      schema: {
        operationId: 'listBlocks',
        summary: 'Blocks that you may see, newest first',
        description: 'Your own, and those of the organisations where you are a curator or administrator.',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(BlockSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after =
        createdAt === undefined || id === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const blocks = await listBlocks(ctx.db, blocksSeenBy(actor), { limit: limit + 1, after });
      const page = toPage(
        blocks,
        limit,
        (block) => block,
        (block) => encodeCursor([block.createdAt.toISOString(), block.id]),
      );
      return { items: await showBlocks(ctx.db, page.items), next: page.next };
    },
  );

  app.get(
    '/blocks/:id',
    {
      schema: {
        operationId: 'readBlock',
        summary: 'One block',
        tags,
        params: BlockParams,
        response: { 200: BlockSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      return showBlock(ctx.db, await requireReadableBlock(ctx.db, actor, request.params.id));
    },
  );

  app.patch(
    '/blocks/:id',
    {
      schema: {
        operationId: 'updateBlock',
        summary: 'Change title or end of a block',
        description: 'The end holds for all that is still reserved; null takes it away.',
        tags,
        params: BlockParams,
        body: ChangeBlockBody,
        response: { 200: BlockSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:mint');
      const { title, expiresAt: given } = request.body;
      const expiresAt = given === undefined ? undefined : readTerm({ expiresAt: given }, ctx.now());
      const block = await changeBlock(ctx, actor, request.params.id, {
        ...(title === undefined ? {} : { title: title?.trim() ?? null }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
      return showBlock(ctx.db, block);
    },
  );

  for (const format of ['json', 'csv'] as const) {
    app.get(
      `/blocks/:id/names.${format}`,
      {
        schema: {
          operationId: format === 'json' ? 'listBlockNames' : 'downloadBlockNames',
          summary: `All names of a block as ${format.toUpperCase()}, in the order in which they were made`,
          tags,
          params: BlockParams,
          response: {
            200: {
              description: 'The names',
              content: format === 'json' ? { 'application/json': streamedAs(BlockNamesSchema) } : csvAnswer,
            },
          },
        },
      },
      async (request, reply) => {
        const actor = requireScope(request, 'pid:read');
        const { id } = await requireReadableBlock(ctx.db, actor, request.params.id);
        if (format === 'json') return reply.type(JSON_TYPE).send(streamNamesJson(ctx, id));
        return reply
          .type(CSV)
          .header('content-disposition', `attachment; filename="names-${id}.csv"`)
          .send(streamNamesCsv(ctx, id));
      },
    );
  }

  app.post(
    '/blocks/:id/release',
    {
      schema: {
        operationId: 'releaseBlock',
        summary: 'Give back what is not used',
        description:
          'All that is still reserved, or the names listed. It is done piece by piece: repeat it when it was cut off. What was announced stays.',
        tags,
        params: BlockParams,
        body: ReleaseBody,
        response: { 200: ReleasedSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:mint');
      const block = await requireChangeableBlock(ctx.db, actor, request.params.id);
      const { pids } = request.body;
      const released =
        pids === undefined
          ? await releaseUnused(ctx, actor, block)
          : await releaseSelected(ctx, actor, block, pids);
      return { released, block: await showBlock(ctx.db, block) };
    },
  );

  registerChange('promote', 'publish', 'Make names of a block public, with their records');
  registerChange('edit', 'update', 'Change records or targets of reserved names');

  function registerChange(name: 'promote' | 'edit', action: 'publish' | 'update', summary: string): void {
    app.post(
      `/blocks/:id/${name}`,
      {
        bodyLimit: NAMES_BODY_LIMIT_BYTES,
        schema: {
          operationId: `${name}Block`,
          summary,
          description:
            'All or none: `items` with a record each, or `filter` with `target` and `metadata` for all of them. At most 1,000 at once. Every mistake is told with its place.',
          tags,
          headers: IdempotencyHeaders,
          params: BlockParams,
          body: ChangeNamesBody,
          response: { 200: ChangedNamesSchema },
        },
      },
      async (request, reply) => {
        const actor = requireScope(request, action === 'publish' ? 'pid:publish' : 'pid:mint');
        const key = readIdempotencyKey(request);
        const change = readNamesChange(request.body);
        const block = await requireChangeableBlock(ctx.db, actor, request.params.id);
        const path = `/api/v1/blocks/${block.id}/${name}`;
        const answer = await oncePerKey(
          ctx,
          { actor: actorKey(actor), key, method: 'POST', path, body: request.body },
          async (tx) => {
            const changed = await changeNames(tx, ctx, { actor, block, action, change });
            const pids = changed.map(({ pid }) => pid);
            return { status: 200, headers: {}, body: { count: pids.length, pids } };
          },
        );
        if (answer.replayed) reply.header('idempotency-replayed', 'true');
        ctx.wakeRegistration();
        return answer.body as { count: number; pids: string[] };
      },
    );
  }

  app.post(
    '/pids/:pid/release',
    {
      schema: {
        operationId: 'releasePid',
        summary: 'Give back one reserved identifier',
        description: 'Only what was never announced. The name may be given out again some day.',
        tags: ['Identifiers'],
        params: PidParams,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 200: PidSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:mint');
      const pid = await releasePid(ctx, actor, request.params.pid);
      const states = await readRegistrationStates(ctx.db, [pid.pid]);
      return presentPid(pid, {
        registration: states.get(pid.pid) ?? 'none',
        owner: (await readOwners(ctx.db, [pid])).get(pid.ownerId ?? '') ?? null,
        publicUrl: ctx.config.publicUrl,
      });
    },
  );
}

/** @throws AppError invalid-input unless it names items or a filter, and not both */
function readNamesChange(
  body: { items?: readonly { pid: string }[]; filter?: { first?: number } } & {
    target?: string | null;
    metadata?: unknown;
  },
): NamesChange {
  const { items, filter, ...values } = body;
  const wrong = (pointer: string, detail: string): AppError =>
    new AppError('invalid-input', 'Say which names are meant, in one way.', {
      problems: [{ pointer, detail }],
    });
  if (items === undefined && filter === undefined) {
    throw wrong('/items', 'Give items, or a filter with target and metadata for all.');
  }
  if (items === undefined) return { filter: filter ?? {}, ...values };
  if (filter !== undefined) throw wrong('/filter', 'Give items or a filter, not both.');
  if (values.target !== undefined) throw wrong('/target', 'With items, each has a target of its own.');
  if (values.metadata !== undefined) throw wrong('/metadata', 'With items, each has a record of its own.');
  return { items };
}

export async function showBlock(db: Db, block: Block) {
  const [shown] = await showBlocks(db, [block]);
  if (shown === undefined) throw new Error('one block is shown as one');
  return shown;
}

async function showBlocks(db: Db, blocks: readonly Block[]) {
  const counts = await countStates(
    db,
    blocks.map(({ id }) => id),
  );
  const owners = await readOwners(db, blocks);
  return blocks.map((block) =>
    presentBlock(block, {
      states: counts.get(block.id) ?? {},
      owner: owners.get(block.ownerId ?? '') ?? null,
    }),
  );
}

function readOwners(db: Db, owned: readonly { ownerId: string | null }[]) {
  return readAccountNames(
    db,
    owned.flatMap(({ ownerId }) => ownerId ?? []),
  );
}
