import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import type { Connection } from '../connections/connection.ts';
import type { Deposit } from '../deposits/deposit.ts';
import { describe } from '../deposits/move-deposit.ts';
import {
  deleteDeposit,
  lockDepositOf,
  lockDepositsOfConnection,
  moveDepositRow,
  updateDepositRow,
} from '../deposits/store.ts';

/**
 * Lets the deposits of a record that was merged away go on as those of another record. ORCID takes over no items: put codes
 * are forgotten. Should it keep one all the same, or the other record hold it from us, it is found before anything is added.
 * Where both have a deposit of one thing, the one of the other record stays, with a no that was said to either.
 * @param to the connection with the other record; the same one where it takes that record
 */
export async function moveDeposits(tx: Tx, from: Connection, to: Connection, now: Date): Promise<void> {
  for (const before of await lockDepositsOfConnection(tx, from.id)) {
    const twin = from.id === to.id ? null : await lockDepositOf(tx, { ...before, connectionId: to.id });
    if (twin === null) {
      const after = { ...forgetRecord(before, now), version: before.version + 1, updatedAt: now };
      await updateDepositRow(tx, after);
      if (from.id !== to.id) await moveDepositRow(tx, before.id, to.id);
      await tell(tx, before.id, { before: describe(before), after: describe(after) }, to, now);
    } else {
      await keepNo(tx, before, twin, now);
      await deleteDeposit(tx, before.id);
      await tell(tx, before.id, { before: describe(before), after: { mergedInto: twin.id } }, to, now);
    }
  }
}

/** What was on the old record is not known to be anywhere; what was to leave it has left with it. */
function forgetRecord(deposit: Deposit, now: Date): Deposit {
  const wasThere = deposit.putCode !== null || deposit.postedAt !== null;
  const isLookedFor = wasThere && deposit.wanted !== null && deposit.consent !== 'declined';
  return {
    ...deposit,
    putCode: null,
    groupId: null,
    acknowledged: null,
    acknowledgedHash: null,
    acknowledgedAt: null,
    claim: null,
    claimedUntil: null,
    postedAt: isLookedFor ? (deposit.postedAt ?? now) : null,
    posted: isLookedFor ? (deposit.acknowledged ?? deposit.posted ?? deposit.wanted) : null,
  };
}

/** What is on the other record stays; what is not yet is not written where the person said no to it on the old one. */
async function keepNo(tx: Tx, old: Deposit, twin: Deposit, now: Date): Promise<void> {
  const isThere = twin.putCode !== null || twin.postedAt !== null;
  if (old.consent !== 'declined' || twin.consent !== null || isThere) return;
  await updateDepositRow(tx, {
    ...twin,
    consent: 'declined',
    version: twin.version + 1,
    updatedAt: now,
  });
}

async function tell(
  tx: Tx,
  id: string,
  change: { before: Record<string, unknown>; after: Record<string, unknown> },
  to: Connection,
  now: Date,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-deposit', id },
    action: 'follow-merged-record',
    actor: { kind: 'service' },
    before: change.before,
    after: { ...change.after, connectionId: to.id },
  });
}
