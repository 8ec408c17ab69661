import type { Connection, ConnectionState, Preference, RecordState } from './connection.ts';

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
