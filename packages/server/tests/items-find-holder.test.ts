import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { createHolderFinder, listIdentifiers } from '../src/modules/items/index.ts';
import { type Api, createApi } from './support/api.ts';
import { createItem, type ItemBody, identify, pidPath } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const PREFIX = '20.500.12345';
const DATA = new URL('../../../../shared/data/dspace/', import.meta.url);
const hasData = existsSync(DATA);
const skipped = hasData ? '' : ' (skipped: the data folder is missing)';

let system: System;
let api: Api;
let item: ItemBody;
let doi: string;
let handle: string;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: PREFIX } });
  const { token } = await signIn(system);
  await setRole(system, JOSIAH, 'admin');
  api = createApi(system, token);
  item = await createItem(api);
  doi = (await identify(api, item.uuid, 'register')).body.pid;
  handle = item.identifiers[0]?.pid ?? '';
});
afterAll(() => system.close());

const find = (text: string) => createHolderFinder(system.ctx.db)(text);
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, DATA), 'utf8')) as T;

/** Makes an item the holder of a name that no shoulder of the test has. */
async function hold(name: string): Promise<void> {
  await transact(system.ctx.db, async (tx) => {
    await sql`
      insert into pids (pid, type, state, organisation_id, shoulder_id, orcids, created_at, updated_at, holder_type, holder_id)
      select ${name}, 'handle', 'public', organisation_id, shoulder_id, '{}', now(), now(), 'item', ${item.uuid}::uuid
      from pids where pid = ${handle}
      on conflict do nothing`.execute(tx);
  });
}

describe('what an identifier leads to', () => {
  test('is found by every spelling of its DOI, whatever the case', async () => {
    const found = { kind: 'found', holder: { type: 'item', id: item.uuid } };
    for (const text of [
      doi,
      doi.toUpperCase(),
      `doi:${doi}`,
      `DOI:${doi}`,
      `https://doi.org/${doi}`,
      `http://dx.doi.org/${doi.toUpperCase()}`,
      `https://doi.org/${encodeURIComponent(doi)}`,
      ` ${doi} `,
    ]) {
      expect([text, await find(text)]).toEqual([text, found]);
    }
  });

  test('is found by every spelling of its Handle', async () => {
    for (const text of [
      handle,
      `hdl:${handle}`,
      `info:hdl/${handle}`,
      `https://hdl.handle.net/${handle}`,
      `http://hdl.handle.net/${handle}`,
      `${system.url}/handle/${handle}`,
      `https://example.org/some/where/handle/${handle}`,
    ]) {
      expect([text, await find(text)]).toEqual([
        text,
        { kind: 'found', holder: { type: 'item', id: item.uuid } },
      ]);
    }
  });

  test('is absent for what nothing holds, however it is written', async () => {
    const minted = await createItem(api, { state: 'workspace' });
    const { body } = await identify(api, minted.uuid, 'mint');
    await api.delete(pidPath(minted.uuid, body.pid));
    for (const text of [
      'fakeIdentifier',
      '',
      '/',
      'x'.repeat(5000),
      '10.5072/not-there',
      'hdl:123456789/1',
      '9783161484100',
      item.uuid,
      body.pid,
      'http://hdl.handle.net/handle/10.5072/123abc-lkj/kljl',
      "'; drop table pids; --",
      '\u0000',
    ]) {
      expect([text, await find(text)]).toEqual([text, { kind: 'absent' }]);
    }
  });

  test.each([
    ['urn:nbn:de:101:1-201102033592', 'urn'],
    ['URN:ISBN:9783161484100', 'urn'],
    ['http://purl.org/dc/terms/title', 'purl'],
    ['https://w3id.org/example', 'w3id'],
    ['ark:12148/btv1b8449691v', 'ark'],
    ['https://orcid.org/0000-0002-1825-0097', 'orcid'],
    ['isbn:978-3-16-148410-0', 'isbn'],
  ])('%s is of a scheme that is known and not resolved here', async (text, scheme) => {
    expect(await find(text)).toEqual({ kind: 'not-resolvable', scheme });
  });

  test('an ARK of ours that names no item is absent, not foreign', async () => {
    const { body } = await api.get<{ items: { id: string; type: string }[] }>('/shoulders');
    const shoulder = body.items.find((each) => each.type === 'ark')?.id;
    const ark = (await api.post<{ pid: string }>('/pids', { shoulder })).body.pid;
    expect(await find(ark)).toEqual({ kind: 'absent' });
  });
});

describe.skipIf(!hasData)(`the forms that DSpace reads${skipped}`, () => {
  test('every Handle of its test vectors is found once an item holds it, and nothing else is', async () => {
    const { vectors } = read<{ vectors: [string | null, string | null][] }>('handle-parse-vectors.json');
    // A canonical prefix without “/handle/” is a matter of the configuration there; ours always has it.
    const unlike = 'https://fake.canonical.prefix/';
    for (const [given, name] of vectors) {
      if (given === null) continue;
      if (name === null) {
        expect([given, (await find(given)).kind]).toEqual([given, 'absent']);
        continue;
      }
      await hold(name);
      const text = given.startsWith(unlike) ? given.replace(unlike, `${system.url}/handle/`) : given;
      expect([text, await find(text)]).toEqual([
        text,
        { kind: 'found', holder: { type: 'item', id: item.uuid } },
      ]);
    }
  });

  test('every DOI that it accepts is read, with the one that it gets wrong, and what it rejects is not', async () => {
    const { accepted, rejected } = read<{ accepted: string[]; rejected: (string | null)[] }>(
      'doi-format-vectors.json',
    );
    for (const name of ['10.5072/123abc-lkj/kljl', '10.5072/dspaceunittests-lkjljasd1234']) await hold(name);
    for (const text of accepted) expect([text, (await find(text)).kind]).toEqual([text, 'found']);
    for (const text of rejected) {
      if (text !== null) expect([text, (await find(text)).kind]).toEqual([text, 'absent']);
    }
  });
});

test('identifiers of several holders are read together, each in its order', async () => {
  const other = await createItem(api, { state: 'workspace' });
  const held = await listIdentifiers(system.ctx.db, [other.uuid, item.uuid]);
  expect(held.has(other.uuid)).toBe(false);
  expect(held.get(item.uuid)?.slice(0, 1)).toMatchObject([{ pid: doi, status: 'TO_BE_REGISTERED' }]);
  expect(await listIdentifiers(system.ctx.db, [])).toEqual(new Map());
});
