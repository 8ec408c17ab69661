import { expect, test } from 'vitest';
import type { EventActor } from '../../events.ts';
import type { HistoryEntry } from '../../modules/requests/index.ts';
import { presentHistory } from './present-history.ts';

const josiah: EventActor = {
  kind: 'person',
  accountId: '1',
  name: 'Josiah Carberry',
  orcid: '0000-0002-1825-0097',
};

function entry(label: string, more: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: 1,
    at: new Date(1_612_379_343_747),
    action: 'label',
    state: 'submitted',
    label,
    comment: null,
    internal: false,
    actor: josiah,
    ...more,
  };
}

test('each status and each word is an entry, with its time in milliseconds', () => {
  expect(presentHistory([entry('Submitted'), entry('Submitted', { comment: 'Nearly there' })])).toEqual([
    { status: 'Submitted', status_date: 1_612_379_343_747, updated_by: '0000-0002-1825-0097' },
    {
      status: 'Submitted',
      comments: 'Nearly there',
      status_date: 1_612_379_343_747,
      updated_by: '0000-0002-1825-0097',
    },
  ]);
});

test('what the service does without another status is no entry, its last word is one', () => {
  const service: EventActor = { kind: 'service' };
  const told = presentHistory([
    entry('Submitted'),
    entry('Submitted', { actor: service }),
    entry('Completion', { actor: service }),
    entry('Completion', { actor: service, comment: 'https://doi.org/10.5072/abc' }),
  ]);
  expect(told.map(({ status, updated_by }) => [status, updated_by])).toEqual([
    ['Submitted', '0000-0002-1825-0097'],
    ['Completion', 'mintmark'],
    ['Completion', 'mintmark'],
  ]);
});
