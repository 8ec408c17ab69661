import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { actorKey } from '../../../http/actor.ts';
import { oncePerKey } from '../../../http/idempotency.ts';
import { type Description, readDescription, readTarget } from '../input.ts';
import { requireMintableShoulder } from '../mint.ts';
import { reserveBlock } from '../reserve-block.ts';
import { fillTemplate } from '../shoulder.ts';
import { readTerm } from './update-block.ts';

type ReserveContext = Pick<
  AppContext,
  'config' | 'db' | 'now' | 'mintQueue' | 'noidSequences' | 'metrics' | 'wakeRegistration'
>;

export type ReserveRequest = Description & {
  shoulder: string;
  count: number;
  title?: string;
  target?: string | null;
  expiresInDays?: number;
  expiresAt?: string;
  drafts?: boolean;
};

/**
 * Reserves a block, once for each key of an actor.
 * @returns its id, and whether the key had made it before
 * @throws AppError not-found, invalid-input, metadata-refused, shoulder-closed, quota-reached, idempotency-key-reused
 */
export async function reserveOnce(
  ctx: ReserveContext,
  actor: Actor,
  key: string | null,
  request: ReserveRequest,
): Promise<{ blockId: string; replayed: boolean }> {
  const shoulder = await requireMintableShoulder(ctx, actor, request.shoulder);
  if (request.drafts === true && shoulder.registrarAccountId === null) {
    throw new AppError('invalid-input', 'There is no registrar that could have drafts of these names.', {
      problems: [{ pointer: '/drafts', detail: 'Leave it out, or choose a shoulder with a registrar.' }],
    });
  }
  const wish = {
    shoulder,
    actor,
    count: request.count,
    title: request.title?.trim() ?? null,
    expiresAt: readTerm(request, ctx.now()) ?? null,
    draft: request.drafts ?? false,
    target: readTargetTemplate(request.target),
    metadata: readDescription(request, { type: shoulder.type, level: 'draft' }),
  };
  const answer = await oncePerKey(
    ctx,
    { actor: actorKey(actor), key, method: 'POST', path: '/api/v1/blocks', body: request },
    async (tx) => {
      const { block } = await reserveBlock(tx, ctx, wish);
      // A reference: the names are megabytes, and are read again for each answer.
      return { status: 201, headers: {}, body: { blockId: block.id } };
    },
  );
  if (!answer.replayed) ctx.metrics.minted.inc({ type: shoulder.type }, request.count);
  ctx.wakeRegistration();
  const { blockId } = answer.body as { blockId: string };
  return { blockId, replayed: answer.replayed };
}

/** Reads an address with `{pid}` in it: it must be one for each name. */
function readTargetTemplate(template: string | null | undefined): string | null {
  if (template === undefined || template === null) return null;
  readTarget(fillTemplate(template, '10.5072/0000-0000'));
  return template;
}
