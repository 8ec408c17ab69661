import type { HeldReason } from './moves.ts';

const heldSentences: Record<HeldReason, string> = {
  'not-connected':
    'There is no permission to write to this record. It goes on when the person connects again.',
  'scope-missing':
    'The permission that the person gave does not cover this. They can allow it by connecting once more.',
  preference: 'The person does not want anything written to their record.',
  declined: 'The person said no to this.',
  locked: 'ORCID has locked the record. It goes on when the record is open again.',
  deactivated: 'The record is closed: its owner deactivated it.',
  unclaimed: 'Nobody has claimed the record yet.',
  moved: 'The record was merged into another one. It goes on when the new iD is connected.',
  quarantined:
    'The permission turned out to belong to another record. Nothing is sent until the person connects anew.',
  'read-only': "The organisation's credentials are for the public API, which cannot write.",
};

/** Why a deposit waits, in a sentence for people. */
export function explainHeld(reason: HeldReason): string {
  return heldSentences[reason];
}

/** That a person took something off their record, which had a put code there. */
export function explainTakenOff(putCode: number | null): string {
  const what = putCode === null ? '' : `, where it had the put code ${putCode}`;
  return `The person has taken it off their record${what}.`;
}
