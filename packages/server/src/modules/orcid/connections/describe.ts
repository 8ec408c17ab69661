import type { Connection, ConnectionState, Preference, RecordState } from './connection.ts';
import type { presentGrantState } from './present.ts';

export const stateLabels: Readonly<Record<ConnectionState, string>> = {
  connected: 'Connected',
  revoked: 'Taken back at ORCID',
  disconnected: 'Disconnected',
  expired: 'Ended',
  imported: 'Brought from another system',
  erased: 'Erased',
};

export const preferenceLabels: Readonly<Record<Preference, string>> = {
  automatic: 'Write to my record by itself',
  ask: 'Ask me before anything is written',
  never: 'Never write to my record',
};

/** The same choices for administrators, who read them about somebody else. */
export const preferenceLabelsToOthers: Readonly<Record<Preference, string>> = {
  automatic: 'It is written to the record by itself',
  ask: 'The person is asked before anything is written',
  never: 'Nothing is written, by the choice of the person',
};

/** Where a permission of the ledger stands. */
export const grantLabels: Readonly<Record<ReturnType<typeof presentGrantState>, string>> = {
  live: 'In use',
  expired: 'Ran out',
  refused: 'No longer accepted by ORCID',
  'to-revoke': 'Being taken back at ORCID',
  revoked: 'Taken back at ORCID',
};

const actionLabels: Readonly<Record<string, string>> = {
  connect: 'Connected',
  disconnect: 'Disconnected',
  'change-preference': 'Chose what is written, or a language',
  revoked: 'Permission taken back at ORCID',
  expired: 'Permission ran out',
  'scope-narrowed': 'ORCID renewed the permission for less than before',
  import: 'Brought from another system',
  erase: 'Erasing began',
  erased: 'Erased',
  'credentials-replaced': 'Ended with the former credentials of the organisation',
  'record-active': 'The record is open again at ORCID',
  'record-locked': 'The record was locked by ORCID',
  'record-deactivated': 'The record was deactivated',
  'record-unclaimed': 'The record turned out to be unclaimed',
  'record-merged': 'The record was merged into another one',
};

/** What happened to a connection, in words; an action without words of its own is named as the API names it. */
export function describeAction(action: string): string {
  return actionLabels[action] ?? action;
}

const recordSentences: Readonly<Record<RecordState, string | null>> = {
  active: null,
  locked: 'ORCID has locked the record; nothing can be written until ORCID unlocks it.',
  deactivated: 'The record was deactivated at ORCID; nothing can be written.',
  unclaimed: 'The record was never claimed at ORCID; nothing can be written.',
  merged: 'The record was merged into another one at ORCID.',
};

/** What stands in the way of writing to a record, as a sentence; null: nothing. */
export function describeRecord({ orcid, recordState, mergedInto }: Connection): string | null {
  const sentence = recordSentences[recordState];
  if (recordState === 'merged' && mergedInto === orcid) {
    return 'At ORCID, an older record was merged into this one. It has to be connected anew before anything is written to it.';
  }
  return recordState === 'merged' && mergedInto !== null
    ? `The record was merged into ${mergedInto} at ORCID. The connection goes on to that one.`
    : sentence;
}
