import type { Tx } from '../../../db/index.ts';
import type { Deposit } from '../deposits/deposit.ts';
import { explainTakenOff } from '../deposits/explain.ts';
import { moveDeposit } from '../deposits/move-deposit.ts';

/** Notes that what was on a record is not there any more: the person took it off, and it is not written again unasked. */
export async function noteDeleted(tx: Tx, deposit: Deposit, now: Date): Promise<Deposit> {
  return moveDeposit(
    tx,
    deposit,
    'find-deleted',
    {
      state: 'deleted-by-user',
      consent: 'declined',
      putCode: null,
      groupId: null,
      postedAt: null,
      posted: null,
      acknowledged: null,
      acknowledgedHash: null,
      reason: null,
      detail: null,
      problems: [],
      attempts: 0,
      nextAttemptAt: null,
    },
    { actor: { kind: 'service' }, now, reason: explainTakenOff(deposit.putCode) },
  );
}
