import { itemKinds } from '@mintmark/orcid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { createJobHandlers } from '../src/worker.ts';
import { type Api, createApi } from './support/api.ts';
import { recordOf } from './support/orcid-deposits.ts';
import {
  BATCHES,
  type BatchBody,
  connectWhole,
  createEntryBatches,
  ENTRIES,
  type EntryBatches,
  type EntryBody,
  itemsOfKinds,
  type ReportRow,
  settleEntries,
  signInAdministrator,
} from './support/orcid-entries.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let admin: Api;
let token: string;
let batches: EntryBatches;
beforeAll(async () => {
  system = await startSystem();
  ({ api: admin, token } = await signInAdministrator(system));
  batches = createEntryBatches(system, token);
  await connectWhole(system, JOSIAH);
});
afterAll(() => system?.close());

const settle = (...rest: [kind: string, body: string, options?: Parameters<EntryBatches['upload']>[2]]) =>
  settleEntries(system, batches, ...rest);

const heading = 'local-id,orcid,email,organization,city,country,organization-id,role,start-date';
const employment = (key: string, role = 'Curator', orcid = JOSIAH) =>
  `${key},${orcid},,University of Example,Auckland,NZ,https://ror.org/03b94tp07,${role},2021-03`;

/** What of a section we put on a record. */
async function rolesOf(orcid: string): Promise<unknown[]> {
  const items = await recordOf(system, orcid);
  return items.filter(({ kind }) => kind === 'membership').map(({ item }) => item['role-title']);
}

const outcomesOf = (rows: readonly ReportRow[]) => rows.map(({ outcome }) => outcome);

describe('a file of entries', () => {
  test.each(itemKinds)('the template of %s with its example goes to the record', async (kind) => {
    const template = await batches.readText(`/templates/${kind}.csv?example=true`);
    const csv = template.replace('0000-0002-1825-0097', JOSIAH).replace('hr-1001', `template-${kind}`);
    const { batch, rows } = await settle(kind, csv);
    expect(batch).toMatchObject({ kind, state: 'done', counts: { total: 1, ok: 1, refused: 0 } });
    expect(rows).toMatchObject([
      { line: 2, outcome: 'created', state: 'acknowledged', orcid: JOSIAH, errors: [] },
    ]);
    const held = (await recordOf(system, JOSIAH)).filter((each) => each.kind === kind);
    expect(held.map(({ putCode }) => putCode)).toContain(rows[0]?.putCode);
    if (kind === 'peer-review') expect(rows[0]?.groupId).toBe('issn:1741-4857');
  });

  test('the same file twice changes nothing; a changed row changes its item alone', async () => {
    const rows = ['a', 'b', 'c'].map((key) => employment(`twice-${key}`));
    const file = [heading, ...rows].join('\r\n');
    const others = await rolesOf(JOSIAH);
    const first = await settle('membership', file);
    expect(outcomesOf(first.rows)).toEqual(['created', 'created', 'created']);
    const before = await recordOf(system, JOSIAH);

    const second = await settle('membership', file);
    expect(outcomesOf(second.rows)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(second.rows.map(({ putCode }) => putCode)).toEqual(first.rows.map(({ putCode }) => putCode));
    expect(await recordOf(system, JOSIAH)).toEqual(before);

    const changed = await settle(
      'membership',
      file.replace('twice-b,', 'twice-b ,').replace(/(twice-c.*)Curator/, '$1Director'),
    );
    expect(outcomesOf(changed.rows)).toEqual(['unchanged', 'unchanged', 'updated']);
    expect(changed.rows[2]?.putCode).toBe(first.rows[2]?.putCode);
    expect(await rolesOf(JOSIAH)).toEqual([...others, 'Curator', 'Curator', 'Director']);
    const { body } = await admin.get<{ items: EntryBody[] }>(`${ENTRIES}?batch=${changed.batch.id}`);
    expect(body.items.map(({ localId }) => localId)).toEqual(['twice-c']);
  });

  test('a dry run says what would happen, row by row, and writes nothing; then the same is done in earnest', async () => {
    const file = [
      heading,
      employment('twice-a'),
      employment('twice-b', 'Warden'),
      employment('dry-new'),
      employment('dry-waits', 'Curator', LAURE),
      'dry-wrong,,,University of Example,,NZ,https://ror.org/03b94tp07,Curator,soon',
    ].join('\n');
    const before = await recordOf(system, JOSIAH);
    const { batch, rows } = await settle('membership', file, { query: { dryRun: 'true' } });
    expect(batch).toMatchObject({ dryRun: true, state: 'done', counts: { total: 5, ok: 4, refused: 1 } });
    expect(outcomesOf(rows)).toEqual(['unchanged', 'updated', 'created', 'created', 'refused']);
    expect(rows[3]).toMatchObject({ state: 'held', reason: 'not-connected', entry: null });
    expect(rows[4]?.errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['start-date', 'orcid']),
    );
    expect(await recordOf(system, JOSIAH)).toEqual(before);
    const { body } = await admin.get<{ items: EntryBody[] }>(`${ENTRIES}?localId=dry-new`);
    expect(body.items).toEqual([]);

    const applied = await admin.post<BatchBody>(`${BATCHES}/${batch.id}/apply`);
    expect(applied.status).toBe(202);
    await system.drain();
    const result = await batches.readResult(applied.body.id);
    expect(outcomesOf(result)).toEqual(['unchanged', 'updated', 'created', 'created', 'refused']);
    expect(result.map(({ state }) => state)).toEqual([
      'acknowledged',
      'acknowledged',
      'acknowledged',
      'held',
      null,
    ]);
    expect(result[4]?.errors).toEqual(rows[4]?.errors);
    expect((await admin.post(`${BATCHES}/${applied.body.id}/apply`)).status).toBe(409);
  });

  test.each([
    ['application/json', (rows: object[]) => JSON.stringify(rows)],
    ['application/x-ndjson', (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
  ])('as %s, in our columns or in ORCID’s own shape', async (type, write) => {
    const key = type.length;
    const { rows } = await settle(
      'funding',
      write([
        {
          'local-id': `flat-${key}`,
          orcid: JOSIAH,
          type: 'grant',
          title: 'Deep drilling',
          amount: 50_000,
          currency: 'nzd',
          organization: 'Funder',
          city: 'Wellington',
          country: 'NZ',
          'organization-id': 'https://ror.org/03b94tp07',
          'external-id-type': 'grant_number',
          'external-id-value': `flat-${key}`,
        },
        {
          'local-id': `orcid-${key}`,
          orcid: `https://orcid.org/${JOSIAH}`,
          item: {
            ...itemsOfKinds.funding,
            'external-ids': {
              'external-id': [
                {
                  'external-id-type': 'grant_number',
                  'external-id-value': `orcid-${key}`,
                  'external-id-relationship': 'self',
                },
              ],
            },
          },
        },
        { 'local-id': `wrong-${key}`, orcid: JOSIAH, item: { type: 'grant' } },
      ]),
      { type },
    );
    expect(outcomesOf(rows)).toEqual(['created', 'created', 'refused']);
    expect(rows.slice(0, 2).every(({ state, putCode }) => state === 'acknowledged' && putCode !== null)).toBe(
      true,
    );
    expect(rows[2]?.errors.map(({ field }) => field)).toContain('item/title');
  });

  test('a spreadsheet’s ways of writing CSV are all read', async () => {
    const cells = ['local id', 'ORCID', 'Organization', 'City', 'Country', 'Organization ID', 'Role'];
    const file = (delimiter: string, key: string) =>
      `\uFEFF${cells.join(delimiter)}${delimiter}\r\n${[key, JOSIAH, '"Uni ""X"";\r\nMain, Campus"', 'Paris', 'fr', 'grid.1.2', 'Chair'].join(delimiter)}${delimiter}\r\n`;
    for (const [delimiter, key] of [
      [';', 'semicolon'],
      ['\t', 'tab'],
    ] as const) {
      const { rows } = await settle('service', file(delimiter, key));
      expect(rows).toMatchObject([{ localId: key, outcome: 'created', state: 'acknowledged', errors: [] }]);
    }
    const names = (await recordOf(system, JOSIAH))
      .filter(({ kind }) => kind === 'service')
      .map(({ item }) => (item.organization as { name: string }).name);
    expect(names.filter((name) => name.startsWith('Uni "X"'))).toHaveLength(2);
  });

  test('the result as CSV has the put codes, and nothing in it begins a formula', async () => {
    const { batch } = await settle(
      'keyword',
      `local-id,orcid,keyword\n=1+1,${JOSIAH},@SUM(A1)\n-2,${LAURE},x\n`,
    );
    const csv = await batches.readText(`/${batch.id}/result`);
    const lines = csv.trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      'line,local-id,orcid,email,outcome,state,put-code,group-id,reason,detail,errors,entry',
    );
    expect(lines[1]).toMatch(new RegExp(`^2,'=1\\+1,${JOSIAH},,created,acknowledged,\\d+,,`));
    expect(lines[2]).toMatch(new RegExp(`^3,'-2,${LAURE},,created,held,,,not-connected,`));
  });

  test('an upload that is repeated with its key makes one batch', async () => {
    const file = `local-id,orcid,keyword\nonce,${JOSIAH},once\n`;
    const headers = { 'idempotency-key': 'upload-once' };
    const first = await batches.upload('keyword', file, { headers });
    const second = await batches.upload('keyword', file, { headers });
    expect(second.body.id).toBe(first.body.id);
    const other = await batches.upload('keyword', file.replace('once', 'twice'), { headers });
    expect(other.status).toBe(422);
    await system.drain();
  });

  test('a batch that is cancelled leaves its other rows undone', async () => {
    const { body } = await batches.upload('keyword', `local-id,orcid,keyword\ncancelled,${JOSIAH},never\n`);
    const cancelled = await admin.post<BatchBody>(`${BATCHES}/${body.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 202, body: { state: 'cancelling' } });
    await system.drain();
    expect(await batches.read(body.id)).toMatchObject({
      state: 'cancelled',
      counts: { skipped: 1, done: 1 },
    });
    expect(outcomesOf(await batches.readResult(body.id))).toEqual(['skipped']);
    expect((await admin.post(`${BATCHES}/${body.id}/cancel`)).status).toBe(409);
    expect((await admin.get<{ items: [] }>(`${ENTRIES}?localId=cancelled`)).body.items).toEqual([]);
  });

  test('what ORCID refuses afterwards stands at its row', async () => {
    const peerReview =
      'local-id,orcid,group-id,role,type,completion-date,review-id-type,review-id-value,organization,city,country,organization-id\n';
    const { rows } = await settle(
      'peer-review',
      `${peerReview}no-group,${JOSIAH},orcid-generated:nowhere,reviewer,review,2024,source-work-id,r-9,Uni,Paris,FR,https://ror.org/03b94tp07\n`,
    );
    expect(rows).toMatchObject([{ outcome: 'created', state: 'refused', putCode: null }]);
    const csv = JSON.stringify(rows);
    expect(csv).toContain('orcid-generated:nowhere');
  });
});

describe('who may', () => {
  test('members, strangers, readers and other organisations’ administrators upload and see nothing', async () => {
    const { batch } = await settle('keyword', `local-id,orcid,keyword\nmine,${JOSIAH},mine\n`);
    await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other' });
    await createApi(system, TEST_ADMIN_TOKEN).put(`/organisations/other/members/${LAURE}`, { role: 'admin' });
    const laure = (await signIn(system, LAURE, ['orcid:read', 'orcid:write'])).token;
    const reader = (await signIn(system, JOSIAH, ['orcid:read'])).token;
    const file = `local-id,orcid,keyword\nx,${JOSIAH},x\n`;
    const upload = async (by: string, home?: string) =>
      (await createEntryBatches(system, by, home).upload('keyword', file)).status;
    expect(await upload(laure)).toBe(403);
    expect(await upload(laure, '/organisations/nowhere/orcid/batches')).toBe(404);
    expect(await upload(reader)).toBe(403);
    expect(await upload('')).toBe(401);
    // It has no credentials.
    expect(await upload(laure, '/organisations/other/orcid/batches')).toBe(409);
    const other = createApi(system, laure);
    for (const path of ['', '/result', '/cancel', '/apply']) {
      const address = `/organisations/other/orcid/batches/${batch.id}${path}`;
      const answer =
        path === '/cancel' || path === '/apply' ? await other.post(address) : await other.get(address);
      expect(answer.status).toBe(404);
    }
    await setRole(system, LAURE, 'member');
    const member = (await signIn(system, LAURE, ['orcid:read', 'orcid:write'])).token;
    expect(await upload(member)).toBe(403);
    expect((await createApi(system, member).get(`${BATCHES}/templates/keyword.csv`)).status).toBe(403);
  });
});

describe('much later', () => {
  test('its rows are deleted 30 days after it is finished; its entries stay', async () => {
    const { batch } = await settle('keyword', `local-id,orcid,keyword\nkept,${JOSIAH},kept\n`);
    system.clock.advance(31 * 86_400_000);
    const { api, token: renewed } = await signInAdministrator(system);
    const later = createEntryBatches(system, renewed);
    await createJobHandlers(system.ctx).upkeep({});
    expect((await later.read(batch.id)).links).toMatchObject({ result: null, apply: null });
    await expect(later.readText(`/${batch.id}/result`)).rejects.toThrow('404');
    const { body } = await api.get<{ items: EntryBody[] }>(`${ENTRIES}?localId=kept`);
    expect(body.items).toHaveLength(1);
  });
});
