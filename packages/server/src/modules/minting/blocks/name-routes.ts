import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { answerOnce } from '../../../http/answer-once.ts';
import { readIdempotencyKey } from '../../../http/idempotency.ts';
import { createOrcidNamer } from '../../accounts/index.ts';
import { readRegistrationStates } from '../../registration/index.ts';
import type { Description } from '../input.ts';
import { presentPid } from '../present.ts';
import { IdempotencyHeaders, PidParams, PidSchema } from '../schema.ts';
import { changeNames, type NamesChange } from './change-names.ts';
import { requireChangeableBlock } from './read-block.ts';
import { releasePid, releaseSelected, releaseUnused } from './release.ts';
import { BlockParams, ChangedNamesSchema, ChangeNamesBody, ReleaseBody, ReleasedSchema } from './schema.ts';
import { readOwners, showBlock } from './show-block.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now' | 'wakeRegistration'>;

const tags = ['Blocks'];
/** A thousand records fit. */
const NAMES_BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** What becomes of reserved names: given back, edited, made public. */
export function registerBlockNameRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

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
            'All or none: `items` with a record each, or `filter` with `target`, `metadata` and `sample` for all of them. At most 1,000 at once. Every mistake is told with its place.',
          tags,
          headers: IdempotencyHeaders,
          params: BlockParams,
          body: ChangeNamesBody,
          response: { 200: ChangedNamesSchema },
        },
      },
      async (request, reply) => {
        const actor = requireScope(request, action === 'publish' ? 'pid:publish' : 'pid:mint');
        // A key that cannot be one is told before what the body means, and before the block.
        readIdempotencyKey(request);
        const change = readNamesChange(request.body);
        const block = await requireChangeableBlock(ctx.db, actor, request.params.id);
        const changed = await answerOnce(
          ctx,
          request,
          reply,
          async (tx) => {
            const pids = (await changeNames(tx, ctx, { actor, block, action, change })).map(({ pid }) => pid);
            return { count: pids.length, pids };
          },
          `/api/v1/blocks/${block.id}/${name}`,
        );
        ctx.wakeRegistration();
        return changed;
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
      const nameOrcids = await createOrcidNamer(ctx.db, ctx, [pid.metadata], actor);
      return presentPid(pid, {
        registration: states.get(pid.pid) ?? 'none',
        owner: (await readOwners(ctx.db, [pid])).get(pid.ownerId ?? '') ?? null,
        orcids: nameOrcids(pid.metadata),
        publicUrl: ctx.config.publicUrl,
      });
    },
  );
}

/** @throws AppError invalid-input unless it names items or a filter, and not both */
function readNamesChange(
  body: Description & {
    items?: readonly { pid: string }[];
    filter?: { first?: number };
    target?: string | null;
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
  if (values.sample !== undefined) throw wrong('/sample', 'With items, each has a sample of its own.');
  return { items };
}
