import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, type PersonActor, toEventActor } from '../../../http/actor.ts';
import type { Deposit } from '../deposits/deposit.ts';
import { moveDeposit, placeAt, standOf } from '../deposits/move-deposit.ts';
import { keepConnections, lockDeposit, readDeposit } from '../deposits/store.ts';
import { readEntry } from '../entries/store.ts';
import { writeEntry } from '../entries/write-entry.ts';
import type { Difference } from './difference.ts';
import { type ListedDifference, lockDifference, readListedDifference, updateDifference } from './store.ts';

type DecideContext = Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>;

/** What somebody says of a difference. `theirs`: what the record says is right, and our entry follows it. */
export type Decision = { action: 'accept'; take: 'ours' | 'theirs' } | { action: 'ignore' };

/**
 * Does what a person says of a difference on their own record.
 * @throws AppError not-found, move-not-allowed
 */
export async function decideOwnDifference(
  ctx: DecideContext,
  person: PersonActor,
  id: string,
  decision: Decision,
): Promise<void> {
  const known = await readListedDifference(ctx.db, id);
  if (known === null || known.accountId !== person.accountId) throw notFound();
  await decide(ctx, person, known, decision, { isTheirs: true });
}

/**
 * The same by somebody who may look after an organisation's ORCID integration. What a person took off their record, they
 * alone put back.
 * @throws AppError not-found, not-allowed, move-not-allowed
 */
export async function decideDifference(
  ctx: DecideContext,
  actor: Actor,
  organisationId: string,
  id: string,
  decision: Decision,
): Promise<void> {
  const known = await readListedDifference(ctx.db, id);
  if (known === null || known.organisationId !== organisationId) throw notFound();
  await decide(ctx, actor, known, decision, { isTheirs: false });
}

async function decide(
  ctx: DecideContext,
  actor: Actor,
  known: ListedDifference,
  decision: Decision,
  { isTheirs }: { isTheirs: boolean },
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const takesTheirs = decision.action === 'accept' && decision.take === 'theirs';
    // Connections are locked before entries, deposits and differences.
    if (takesTheirs) await takeOver(tx, ctx, actor, known, { isTheirs });
    await keepConnections(tx, [known.connectionId]);
    const deposit = known.depositId === null ? null : await lockDeposit(tx, known.depositId);
    const before = await lockDifference(tx, known.id);
    if (before === null) throw notFound();
    if (
      before.contentHash !== known.contentHash ||
      before.state === 'settled' ||
      before.state === 'accepted'
    ) {
      throw new AppError(
        'move-not-allowed',
        before.state === known.state && before.contentHash === known.contentHash
          ? `This is ${before.state} already.`
          : 'The record was read anew meanwhile, and says something else. Look at it again.',
      );
    }
    if (decision.action === 'accept' && !takesTheirs && deposit !== null) {
      await writeOurs(tx, ctx, actor, { difference: before, deposit, isTheirs });
    }
    const now = ctx.now();
    const after: Difference = {
      ...before,
      state: decision.action === 'accept' ? 'accepted' : 'ignored',
      decidedBy: 'accountId' in actor ? actor.accountId : null,
      decidedAt: now,
      updatedAt: now,
    };
    await updateDifference(tx, after);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-difference', id: after.id },
      action: decision.action,
      actor: toEventActor(actor),
      before: { state: before.state, contentHash: before.contentHash },
      after: { state: after.state, ...(decision.action === 'accept' ? { take: decision.take } : {}) },
    });
  });
  ctx.wakeDeposits();
}

/** What we say is written to the record, again or after all. */
async function writeOurs(
  tx: Tx,
  ctx: DecideContext,
  actor: Actor,
  { difference, deposit, isTheirs }: { difference: Difference; deposit: Deposit; isTheirs: boolean },
): Promise<void> {
  const connection = (await keepConnections(tx, [difference.connectionId])).get(difference.connectionId);
  if (connection === undefined) throw notFound();
  const now = ctx.now();
  const by = { actor: toEventActor(actor), now };
  if (difference.sort === 'changed-there') {
    // It has moved on by itself.
    if (deposit.state !== 'acknowledged') return;
    const changed = { ...deposit, acknowledgedHash: null };
    await moveDeposit(
      tx,
      deposit,
      'restore',
      { acknowledgedHash: null, ...placeAt(standOf(changed, connection), now) },
      by,
    );
    return;
  }
  if (deposit.state === 'refused') {
    await moveDeposit(tx, deposit, 'retry', placeAt(standOf(deposit, connection), now), by);
  } else if (deposit.state === 'deleted-by-user') {
    if (!isTheirs) {
      throw new AppError(
        'not-allowed',
        'The person took this off their record, and only they can have it put back. You can ignore the difference.',
      );
    }
    const said = { ...deposit, consent: 'given' as const };
    await moveDeposit(
      tx,
      deposit,
      'offer-again',
      { consent: 'given', ...placeAt(standOf(said, connection), now) },
      by,
    );
  }
}

/** Our entry says from now on what the record says. */
async function takeOver(
  tx: Tx,
  ctx: DecideContext,
  actor: Actor,
  known: ListedDifference,
  { isTheirs }: { isTheirs: boolean },
): Promise<void> {
  const { thereItem } = known;
  if (thereItem === null || known.thingType !== 'entry' || known.depositId === null) {
    throw new AppError(
      'move-not-allowed',
      'What the record says can only be taken over into an affiliation of yours.',
    );
  }
  if (isTheirs) {
    throw new AppError(
      'not-allowed',
      'What the organisation says of you is changed by its administrators alone.',
    );
  }
  const entryId = await readEntryId(tx, known.depositId);
  const entry = entryId === null ? null : await readEntry(tx, entryId);
  if (entry === null || entry.deletedAt !== null) throw notFound();
  const { organisationId, environment, kind, localId, orcid, email, group, batchId } = entry;
  const person = orcid === null ? { orcid: null, email: email ?? '' } : { orcid, email: null };
  await writeEntry(
    tx,
    ctx,
    { organisationId, environment, actor: toEventActor(actor), batchId },
    { kind, localId, person, item: thereItem, group },
    (before) => {
      if (before === null || before.deletedAt !== null) throw notFound();
    },
  );
}

async function readEntryId(tx: Tx, depositId: string): Promise<string | null> {
  // Its thing never changes, so that nothing is locked for it.
  const deposit = await readDeposit(tx, depositId);
  return deposit?.thing.type === 'entry' ? deposit.thing.id : null;
}

export function notFound(): AppError {
  return new AppError('not-found', 'There is no such difference here.');
}
