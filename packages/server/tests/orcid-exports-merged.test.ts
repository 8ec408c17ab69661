import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { type Api, createApi } from './support/api.ts';
import { mergeAtOrcid, openPeople } from './support/merged-records.ts';
import { connectionsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { ENTRIES, type EntryBody, itemsOfKinds } from './support/orcid-entries.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type Exported = { orcid: string; former_orcids: string[]; grants: Record<string, unknown>[] };

let system: System;
let api: Api;
let nextOrcid: () => string;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  nextOrcid = await openPeople(system, 20);
});
afterAll(() => system.close());

/** Somebody whose record was merged, and who has connected the one that is left. */
async function mergedPerson(): Promise<{ old: string; primary: string }> {
  const [old, primary] = [nextOrcid(), nextOrcid()];
  await connectPerson(system, old);
  await mergeAtOrcid(system, old, primary);
  await connectPerson(system, primary);
  return { old, primary };
}

async function exportOf(orcid: string): Promise<Exported> {
  const { body } = await api.get<{ connections: Exported[] }>('/organisations/default/orcid/export');
  const found = body.connections.find((each) => each.orcid === orcid);
  if (found === undefined) throw new Error(`${orcid} is not in the export`);
  return found;
}

/** The same with the tokens that an export with tokens has. */
async function withTokens(exported: Exported): Promise<Exported> {
  const token = (await tokensAtOrcid(system, exported.orcid)).find(
    ({ status, scope }) => status !== 'revoked' && scope.includes('/activities/update'),
  );
  const grant = exported.grants.at(-1);
  return { ...exported, grants: [{ ...grant, access_token: token?.accessToken, revoked_at: null }] };
}

async function importAll(connections: unknown[]): Promise<{ outcome: string; detail: string | null }[]> {
  const { body } = await api.post<{ items: { outcome: string; detail: string | null }[] }>(
    '/organisations/default/orcid/imports',
    { format: 'mintmark-orcid-connections/1', connections },
  );
  return body.items;
}

/** As if it had been another system that did all this. */
async function forget(orcid: string): Promise<void> {
  const [connection] = await connectionsOf(system, orcid);
  await transact(system.ctx.db, async (tx) => {
    for (const table of [
      'orcid_catch_ups',
      'orcid_readings',
      'orcid_webhooks',
      'orcid_former_ids',
      'grants',
    ]) {
      await sql`delete from ${sql.table(table)} where connection_id = ${connection?.id}`.execute(tx);
    }
    await sql`delete from orcid_connections where id = ${connection?.id}`.execute(tx);
  });
}

describe('iDs that ORCID merged into the one of a connection', () => {
  test('are in the export, and an import takes them along: what names them goes to the record that is left', async () => {
    const { old, primary } = await mergedPerson();
    const exported = await exportOf(primary);
    expect(exported.former_orcids).toEqual([old]);
    const csv = await fetch(`${system.url}/api/v1/organisations/default/orcid/export?format=csv`, {
      headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}` },
    });
    const [head, ...rows] = (await csv.text()).split('\r\n');
    expect(head).toMatch(/,former_orcids$/);
    expect(rows.some((row) => row.startsWith(primary) && row.endsWith(`,${old}`))).toBe(true);

    const file = [await withTokens(exported)];
    await forget(primary);
    expect(await importAll(file)).toMatchObject([{ outcome: 'imported' }]);
    expect(await exportOf(primary)).toMatchObject({ state: 'imported', former_orcids: [old] });
    expect(await importAll(file)).toMatchObject([{ outcome: 'exists' }]);
    const [connection] = await connectionsOf(system, primary);
    const said = await api.post<EntryBody>(ENTRIES, {
      kind: 'employment',
      localId: 'of-the-old-one',
      orcid: old,
      item: itemsOfKinds.employment,
    });
    expect(said.body.connectionId).toBe(connection?.id);
  });

  test('are not taken from a connection that they belong to here, and what is no iD is refused', async () => {
    const { primary } = await mergedPerson();
    const file = await withTokens(await exportOf(primary));
    await forget(primary);
    const [theirs, other] = [nextOrcid(), await mergedPerson()];
    await connectPerson(system, theirs);
    for (const former of [theirs, other.old]) {
      expect(await importAll([{ ...file, former_orcids: [former] }])).toEqual([
        { orcid: primary, outcome: 'conflict', detail: expect.stringContaining(former) },
      ]);
    }
    expect(await importAll([{ ...file, former_orcids: ['0000-0002-1825-0098'] }])).toMatchObject([
      { outcome: 'refused' },
    ]);
    expect(await connectionsOf(system, primary)).toEqual([]);
  });
});
