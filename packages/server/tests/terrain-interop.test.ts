import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Curation, makeFolder, openCuration, requestDoi } from './support/curation.ts';

const samples = new URL('../../../../shared/data/requests/cyverse/', import.meta.url);

/** The members of a JSON value and of those in it, each with its type. */
function describeShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [describeShape(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, describeShape(member)]),
  );
}

function readSample(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, samples), 'utf8'));
}

describe.skipIf(!existsSync(samples))('the shapes of CyVerse (skipped without its samples)', () => {
  let curation: Curation;
  let id: string;
  beforeAll(async () => {
    curation = await openCuration();
    const { laure, system } = curation;
    // The sample is of somebody whose address is known to the one who asks.
    await sql`insert into mail_addresses (account_id, address, confirmed_at)
      select id, 'laure@example.org', ${system.clock.now()} from accounts where orcid = ${laure.orcid}`.execute(
      system.ctx.db,
    );
    ({ id } = await requestDoi(curation, laure, await makeFolder(curation, laure, 'Haak_springs_2026')));
  });
  afterAll(() => curation?.system.close());

  test('a row of a list has the members of the sample, of the same types', async () => {
    const { body } = await curation.josiah.terrain.get('/admin/permanent-id-requests');
    const sample = readSample('sample-requests.json') as { requests: unknown[] };
    expect(sample.requests).toHaveLength(22);
    for (const each of sample.requests) {
      expect(describeShape((body.requests as unknown[])[0])).toEqual(describeShape(each));
    }
  });

  test('details have the members of the sample, of the same types', async () => {
    const own = await curation.laure.terrain.get(`/permanent-id-requests/${id}`);
    const asCurator = await curation.josiah.terrain.get(`/admin/permanent-id-requests/${id}`);
    const sample = readSample('sample-requestDetails.json');
    // CyVerse's sample is of the owner of a folder; here the requester of a staged one may write, and a curator owns it.
    const shape = { ...(describeShape(own.body) as object), folder: describeShape(asCurator.body.folder) };
    expect(shape).toEqual(describeShape(sample));
  });

  test('types and the codes of the service are those of CyVerse', async () => {
    const { terrain } = curation.laure;
    const types = readSample('request-types.json') as { request_types: object[] };
    const { body } = await terrain.get('/permanent-id-requests/types');
    expect(body.request_types).toEqual(
      types.request_types.map((each) => ({ id: expect.any(String), ...each })),
    );
    const known = (await terrain.get('/permanent-id-requests/status-codes')).body.status_codes;
    const codes = readSample('status-codes.json') as { status_codes: { name: string }[] };
    for (const { name } of codes.status_codes) {
      expect(known).toContainEqual({ id: expect.any(String), name, description: expect.any(String) });
    }
  });
});
