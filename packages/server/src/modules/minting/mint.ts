import type { DataciteMetadata } from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../../http/actor.ts';
import { createPid, type Pid } from '../pids/index.ts';
import { wantAnnounced } from './announce.ts';
import { changeContext } from './change-context.ts';
import { closedError, takeName } from './names.ts';
import { mayMint } from './policy.ts';
import { readShoulder, type Shoulder } from './store.ts';

export type MintContext = Pick<AppContext, 'config' | 'db' | 'now' | 'noidSequences' | 'metrics'>;

export type MintWish = {
  shoulder: Shoulder;
  state: 'reserved' | 'registered' | 'public';
  target: string | null;
  metadata: DataciteMetadata | null;
};

/** Names taken elsewhere or met by chance are skipped; more than this in a row means that something is wrong. */
const NAME_TRIES = 50;

/** The shoulder that an actor may mint under. A shoulder of strangers looks like none. @throws AppError not-found, shoulder-closed */
export async function requireMintableShoulder(
  ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  shoulderId: string,
): Promise<Shoulder> {
  const shoulder = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(shoulderId)
    ? await readShoulder(ctx.db, shoulderId)
    : null;
  if (shoulder === null || !mayMint(actor, shoulder.organisationId)) {
    throw new AppError(
      'not-found',
      'There is no such shoulder, or you may not mint under it. GET /api/v1/shoulders lists yours.',
      {
        problems: [{ pointer: '/shoulder', detail: 'Use the id of a shoulder from the list.' }],
      },
    );
  }
  if (!shoulder.open) throw closedError();
  return shoulder;
}

/** Gives out one name with its record, history, resolution and wish to the registrar, all in the caller's transaction. */
export async function mintPid(tx: Tx, ctx: MintContext, actor: Actor, wish: MintWish): Promise<Pid> {
  const { shoulder } = wish;
  const now = ctx.now();
  const change = changeContext(tx, ctx, shoulder.organisationId, actor, now);
  for (let attempt = 0; attempt < NAME_TRIES; attempt += 1) {
    const pid = await createPid(
      tx,
      {
        pid: await takeName(tx, ctx, shoulder),
        type: shoulder.type,
        state: wish.state,
        organisationId: shoulder.organisationId,
        shoulderId: shoulder.id,
        ownerId: actor.kind === 'person' ? actor.accountId : null,
        target: wish.target,
        metadata: wish.metadata,
      },
      change,
    );
    if (pid === null) continue;
    await wantAnnounced(tx, shoulder, pid, now);
    return pid;
  }
  throw new Error(`no free name found under shoulder ${shoulder.id} in ${NAME_TRIES} tries`);
}
