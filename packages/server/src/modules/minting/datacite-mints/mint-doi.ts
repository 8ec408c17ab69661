import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { lockPid, type Pid, transition } from '../../pids/index.ts';
import { hashWanted, markMetadataWithRegistrar, wantRegistrations } from '../../registration/index.ts';
import { putAwaited, putCompleteRecord } from '../awaited/store.ts';
import { changeContext } from '../change-context.ts';
import { type GiveOutContext, giveOut, ownerOf } from '../give-out.ts';
import { mayChange } from '../policy.ts';
import type { Shoulder } from '../shoulder.ts';
import { type DoiWish, suitShoulder } from './read-doi-wish.ts';

export type MintDoiContext = GiveOutContext & Pick<AppContext, 'config' | 'now'>;

/**
 * Gives a DOI out as provisional and asks DataCite for it: it is announced here once DataCite has answered. A name that
 * the actor holds as reserved is taken, so that a draft, or a refused wish, can be sent again.
 * @param given.keepRecord true: the complete record stays here, and DataCite gets the excerpt that its kernel knows;
 *   false: we keep name, owner and target, and the metadata only until DataCite has acknowledged it
 * @returns the name, and the hash of what DataCite is asked for
 * @throws AppError metadata-refused, shoulder-closed, quota-reached, already-exists
 */
export async function mintDoi(
  tx: Tx,
  ctx: MintDoiContext,
  given: { shoulder: Shoulder; actor: Actor; wish: DoiWish; keepRecord: boolean },
): Promise<{ pid: string; hash: string }> {
  const { shoulder, actor, keepRecord } = given;
  const wish = suitShoulder(given.wish, shoulder);
  const request = { ...given, wish };
  const now = ctx.now();
  const metadata = keepRecord ? wish.metadata : null;
  const pid = (await takeReserved(tx, ctx, request)) ?? (await giveNew(tx, ctx, request));
  const wanted = { state: wish.state, target: pid.target, reason: null, metadata: wish.metadata } as const;
  const { registrarAccountId } = shoulder;
  if (registrarAccountId === null) throw new Error('a shoulder without a registrar');
  await wantRegistrations(tx, [{ pid: pid.pid, registrarAccountId, wanted }], now);
  if (metadata === null && wish.metadata !== null) await markMetadataWithRegistrar(tx, [pid.pid]);
  if (keepRecord) await putCompleteRecord(tx, pid.pid, wish.record, now);
  if (wish.state !== 'draft') {
    const state = wish.state === 'findable' ? 'public' : 'registered';
    await putAwaited(tx, { pid: pid.pid, state, accountId: ownerOf(actor), tell: keepRecord }, now);
  }
  return { pid: pid.pid, hash: hashWanted(wanted) };
}

async function giveNew(
  tx: Tx,
  ctx: MintDoiContext,
  { shoulder, actor, wish, keepRecord }: Parameters<typeof mintDoi>[2],
): Promise<Pid> {
  const [pid] = await giveOut(tx, ctx, [
    {
      shoulder,
      actor,
      state: 'reserved',
      target: wish.target,
      metadata: keepRecord ? wish.metadata : null,
      ...(wish.name === null ? {} : { name: wish.name }),
    },
  ]);
  if (pid === undefined) throw new Error('a wish was left without an answer');
  if (pid instanceof AppError) throw pid;
  return pid;
}

async function takeReserved(
  tx: Tx,
  ctx: MintDoiContext,
  { shoulder, actor, wish, keepRecord }: Parameters<typeof mintDoi>[2],
): Promise<Pid | null> {
  const pid = wish.name === null ? null : await lockPid(tx, wish.name);
  if (pid === null || pid.state !== 'reserved' || pid.shoulderId !== shoulder.id) return null;
  if (pid.holder !== null || !mayChange(actor, pid, shoulder)) return null;
  return transition(
    tx,
    {
      pid: pid.pid,
      action: 'update',
      changes: {
        ...(wish.target === null ? {} : { target: wish.target }),
        metadata: keepRecord ? wish.metadata : null,
        // What DataCite is asked to announce does not run out.
        ...(wish.state === 'draft' ? {} : { expiresAt: null }),
      },
    },
    changeContext(tx, ctx, actor, ctx.now()),
  );
}
