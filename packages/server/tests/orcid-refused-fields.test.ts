import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { addFault } from './support/orcid-deposits.ts';
import {
  connectWhole,
  createEntryBatches,
  type EntryBatches,
  settleEntries,
  signInAdministrator,
} from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let batches: EntryBatches;
beforeAll(async () => {
  system = await startSystem();
  const { token } = await signInAdministrator(system);
  batches = createEntryBatches(system, token);
  await connectWhole(system, JOSIAH);
});
afterAll(() => system?.close());

/** Sends the example of a kind as a file, and lets ORCID refuse it, by itself or by a fault. */
async function refused(kind: string, fault: string | null, change = (csv: string): string => csv) {
  const template = await batches.readText(`/templates/${kind}.csv?example=true`);
  const csv = template.replace('0000-0002-1825-0097', JOSIAH).replace('hr-1001', `${kind}-${fault}`);
  const match = { method: 'POST', pathPrefix: '/v3.0/' };
  if (fault !== null) await addFault(system, { kind: fault, match });
  const { rows } = await settleEntries(system, batches, kind, change(csv));
  expect(rows).toMatchObject([{ state: 'refused' }]);
  return rows[0]?.errors ?? [];
}

describe('what ORCID refuses is told at the column of the file that it is about:', () => {
  test.each([
    ['work', 'registry-9022', 'title'],
    ['work', 'registry-9037', 'type'],
    ['funding', 'registry-9054', 'amount'],
    ['employment', 'registry-9045', 'organization-id'],
    ['service', 'registry-9061', 'country'],
    ['membership', 'registry-9055', 'end-date'],
    ['peer-review', 'registry-9026', 'group-id'],
    ['research-resource', 'registry-9022', 'title'],
    ['keyword', 'registry-9030', 'keyword'],
  ])('a %s with %s at %s', async (kind, fault, field) => {
    const errors = await refused(kind, fault);
    expect(errors).toEqual([{ field, detail: expect.stringMatching(/\S/) }]);
  });

  test('a group that is not there, at the group', async () => {
    const errors = await refused('peer-review', null, (csv) =>
      csv.replace('issn:1741-4857', 'orcid-generated:nowhere'),
    );
    expect(errors).toMatchObject([{ field: 'group-id' }]);
  });

  test('and at none where the code leaves open which it is', async () => {
    const errors = await refused('work', 'registry-9020');
    expect(errors).toMatchObject([{ field: '' }]);
  });

  test('on the page of deposits, too', async () => {
    await refused('qualification', 'registry-9046');
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const { body } = await browser.open('/app/orcid/manage/default/deposits?kind=qualification');
    expect(body).toContain('<code>/organization</code>');
  });
});
