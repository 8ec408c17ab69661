import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { markMetadataWithRegistrar, wantRegistrations } from '../../registration/index.ts';
import { type BlockWish, reserveBlock } from '../reserve-block.ts';
import type { Shoulder } from '../shoulder.ts';
import { type MintDoiContext, mintDoi } from './mint-doi.ts';
import { type DoiWish, suitShoulder } from './read-doi-wish.ts';

export const DRAFTS_LIMIT = 100_000;
/** Of the metadata that waits for DataCite, all drafts of one request together. */
const WAITING_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Reserves DOIs and asks DataCite for a draft of each, all or none. The names are there at once; the queue makes each
 * draft exactly once. Metadata goes to DataCite alone.
 * @throws AppError invalid-input, metadata-refused, shoulder-closed, quota-reached, already-exists
 */
export async function draftDois(
  tx: Tx,
  ctx: MintDoiContext,
  request: { shoulder: Shoulder; actor: Actor; wish: DoiWish; count: number },
): Promise<string[]> {
  const { shoulder, actor, count } = request;
  const wish = suitShoulder(request.wish, shoulder);
  if (wish.name !== null) {
    if (count > 1) throw refuseCount('A doi that you choose is one; leave it out for more.');
    const { pid } = await mintDoi(tx, ctx, { shoulder, actor, wish, keepRecord: false });
    return [pid];
  }
  const size = wish.metadata === null ? 0 : Buffer.byteLength(JSON.stringify(wish.metadata));
  if (size * count > WAITING_LIMIT_BYTES) {
    throw refuseCount(
      `With metadata of this size, at most ${Math.floor(WAITING_LIMIT_BYTES / size)} at a time.`,
    );
  }
  const hasContent = wish.metadata !== null || wish.target !== null;
  const block: BlockWish = { shoulder, actor, count, title: null, expiresAt: null, draft: !hasContent };
  const { names } = await reserveBlock(tx, ctx, block);
  if (hasContent) await wantDescribedDrafts(tx, ctx, shoulder, wish, names);
  return names;
}

async function wantDescribedDrafts(
  tx: Tx,
  ctx: MintDoiContext,
  shoulder: Shoulder,
  { target, metadata }: DoiWish,
  names: readonly string[],
): Promise<void> {
  const { registrarAccountId } = shoulder;
  if (registrarAccountId === null) throw new Error('a shoulder without a registrar');
  const wanted = { state: 'draft', target, reason: null, metadata } as const;
  await wantRegistrations(
    tx,
    names.map((pid) => ({ pid, registrarAccountId, wanted })),
    ctx.now(),
  );
  if (metadata !== null) await markMetadataWithRegistrar(tx, names);
}

function refuseCount(detail: string): AppError {
  return new AppError('invalid-input', 'That many cannot be made at once.', {
    problems: [{ pointer: '/num_drafts', detail }],
  });
}
