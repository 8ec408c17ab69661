import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { ChangedMeanwhile, type Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { takeImportedItem } from '../imports/store.ts';
import type { Deposit, DepositWish } from './deposit.ts';
import { describe, moveDeposit, placeAt, standOf } from './move-deposit.ts';
import {
  type DepositConnection,
  insertDeposit,
  keepConnections,
  lockDepositOf,
  updateDepositRow,
} from './store.ts';
import { hashWanted } from './wanted.ts';

/**
 * Says what records should hold of things of ours; the queue brings it there. The same wish again changes nothing. A wish
 * for nothing takes off what was added, and leaves no trace where nothing was.
 * @param wishes at most one for each connection, thing and kind
 */
export async function wantDeposits(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  wishes: readonly DepositWish[],
): Promise<void> {
  const connections = await keepConnections(tx, [...new Set(wishes.map((wish) => wish.connectionId))]);
  for (const wish of wishes.toSorted(byPlace)) {
    const connection = connections.get(wish.connectionId);
    if (connection !== undefined) await wantDeposit(tx, ctx.now(), connection, wish);
  }
}

/** Everybody locks deposits in this order. */
function byPlace(one: DepositWish, other: DepositWish): number {
  return placeOf(one) < placeOf(other) ? -1 : 1;
}

function placeOf(wish: DepositWish): string {
  return `${wish.connectionId} ${wish.thing.type} ${wish.thing.id} ${wish.kind}`;
}

async function wantDeposit(
  tx: Tx,
  now: Date,
  connection: DepositConnection,
  wish: DepositWish,
): Promise<void> {
  const before = await lockDepositOf(tx, wish);
  const hash = hashWanted(wish.wanted);
  if (before === null) {
    if (wish.wanted !== null) await insertNew(tx, now, connection, wish, hash);
    return;
  }
  if (before.wantedHash === hash) {
    if (before.title !== wish.title) await updateDepositRow(tx, { ...before, title: wish.title });
    return;
  }
  const wanted: Deposit = { ...before, title: wish.title, wanted: wish.wanted, wantedHash: hash };
  const stand = standOf(wanted, connection);
  await moveDeposit(
    tx,
    before,
    'want',
    { title: wish.title, wanted: wish.wanted, wantedHash: hash, ...placeAt(stand, now) },
    { actor: { kind: 'service' }, now },
  );
}

async function insertNew(
  tx: Tx,
  now: Date,
  connection: DepositConnection,
  wish: DepositWish,
  hash: string,
): Promise<void> {
  const bare: Omit<Deposit, 'seq'> = {
    id: randomUUID(),
    organisationId: connection.organisationId,
    connectionId: connection.id,
    orcidClientId: connection.orcidClientId,
    kind: wish.kind,
    thing: wish.thing,
    title: wish.title,
    wanted: wish.wanted,
    wantedHash: hash,
    acknowledged: null,
    acknowledgedHash: null,
    acknowledgedAt: null,
    putCode: await takeImportedItem(tx, {
      connectionId: connection.id,
      kind: wish.kind,
      localIds: [wish.thing.id, ...(wish.localId === undefined ? [] : [wish.localId])],
    }),
    groupId: null,
    state: 'due',
    consent: null,
    reason: null,
    detail: null,
    problems: [],
    attempts: 0,
    nextAttemptAt: now,
    claim: null,
    claimedUntil: null,
    postedAt: null,
    posted: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const deposit = { ...bare, ...placeAt(standOf(bare, connection), now) };
  if (!(await insertDeposit(tx, deposit))) {
    throw new ChangedMeanwhile('somebody else wished for the same deposit at the same moment');
  }
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-deposit', id: deposit.id },
    action: 'want',
    actor: { kind: 'service' },
    after: describe(deposit),
  });
}
