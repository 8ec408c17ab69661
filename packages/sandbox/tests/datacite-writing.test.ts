import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDataciteStandIn } from '../src/index.ts';
import { attributesOf, COMPLETE, OWNER, STRANGER, startDatacite } from './datacite-caller.ts';

const PUBLISHED = { ...COMPLETE, event: 'publish' };
const NOT_FOUND = { errors: [{ status: '404', title: "The resource you are looking for doesn't exist." }] };
const FORBIDDEN = {
  errors: [{ status: '403', title: 'You are not authorized to access this resource.' }],
};
const NO_PAYLOAD = {
  errors: [{ status: '400', title: 'You need to provide a payload following the JSONAPI spec' }],
};

describe('credentials', () => {
  test('a repository is known by its id in any case, and the answer says whom it took the caller for', async () => {
    const { call } = await startDatacite();
    const answer = await call('GET', '/dois', { as: { ...OWNER, id: 'mintmark.Demo' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-credential-username')).toBe('mintmark.demo');
  });

  test('a wrong password on a read is no error: the caller silently becomes anonymous', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/draft', { attributes: {} });
    await call('PUT', '/dois/10.5072/open', { attributes: PUBLISHED });
    const wrong = { ...OWNER, password: 'guess' };
    const open = await call('GET', '/dois/10.5072/open', { as: wrong });
    expect(open.status).toBe(200);
    expect(open.headers.get('x-credential-username')).toBeNull();
    expect((await call('GET', '/dois/10.5072/draft', { as: wrong })).status).toBe(404);
  });

  test('a caller without credentials is told that it is anonymous', async () => {
    const { call } = await startDatacite();
    const answer = await call('GET', '/dois', { as: null });
    expect(answer.headers.get('x-anonymous-consumer')).toBe('true');
  });

  test.each(['POST /dois', 'PUT /dois/10.5072/a', 'DELETE /dois/10.5072/a', 'POST /dois/validate'])(
    '%s with no or wrong credentials is refused with 401',
    async (route) => {
      const { call } = await startDatacite();
      const [method = '', path = ''] = route.split(' ');
      for (const as of [null, { ...OWNER, password: 'guess' }]) {
        const answer = await call(method, path, { as, attributes: { doi: '10.5072/a' } });
        expect(answer.status).toBe(401);
        expect(answer.body).toEqual({ errors: [{ status: '401', title: 'Bad credentials.' }] });
      }
    },
  );

  test('a foreign prefix and a DOI of another repository are refused with the same words', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/mine', { attributes: {} });
    const foreignPrefix = await call('PUT', '/dois/10.5074/x', { attributes: {} });
    const foreignDoi = await call('PUT', '/dois/10.5072/mine', { as: STRANGER, attributes: {} });
    const foreignDelete = await call('DELETE', '/dois/10.5072/mine', { as: STRANGER });
    for (const answer of [foreignPrefix, foreignDoi, foreignDelete]) {
      expect(answer.status).toBe(403);
      expect(answer.body).toEqual(FORBIDDEN);
    }
  });
});

describe('writing a DOI', () => {
  test('the first PUT creates a draft with 201, the same PUT again answers 200', async () => {
    const { call } = await startDatacite();
    const first = await call('PUT', '/dois/10.5072/AB-12', { attributes: COMPLETE });
    expect(first.status).toBe(201);
    expect(attributesOf(first)).toMatchObject({ doi: '10.5072/ab-12', prefix: '10.5072', suffix: 'ab-12' });
    expect(attributesOf(first)).toMatchObject({ state: 'draft', registered: null, metadataVersion: 0 });
    const second = await call('PUT', '/dois/10.5072/ab-12', { attributes: COMPLETE });
    expect(second.status).toBe(200);
    expect(attributesOf(second).metadataVersion).toBe(0);
  });

  test('an update changes only the keys that are present, and counts a version per change of metadata', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    const moved = await call('PUT', '/dois/10.5072/a', { attributes: { url: 'https://example.org/2' } });
    expect(attributesOf(moved)).toMatchObject({ url: 'https://example.org/2', metadataVersion: 0 });
    expect(attributesOf(moved).titles).toEqual(COMPLETE.titles);
    const renamed = await call('PATCH', '/dois/10.5072/a', { attributes: { titles: [{ title: 'New' }] } });
    expect(attributesOf(renamed)).toMatchObject({ titles: [{ title: 'New' }], metadataVersion: 1 });
    const cleared = await call('PUT', '/dois/10.5072/a', { attributes: { subjects: [] } });
    expect(attributesOf(cleared).metadataVersion).toBe(1);
  });

  test('POST makes a suffix under the prefix that is asked for', async () => {
    const { call } = await startDatacite();
    const answer = await call('POST', '/dois', { attributes: { prefix: '10.5072' } });
    expect(answer.status).toBe(201);
    const { doi } = attributesOf(answer);
    expect(doi).toMatch(/^10\.5072\/[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{2}\d{2}$/);
    expect(answer.headers.get('location')).toContain(`/dois/${doi}`);
  });

  test('POST without a name or under a prefix that is none of the repository is not authorised', async () => {
    const { call } = await startDatacite();
    for (const attributes of [{}, { prefix: '10.5074' }, { doi: 'abc' }, { doi: '10.123456/x' }]) {
      const answer = await call('POST', '/dois', { attributes });
      expect([answer.status, answer.body]).toEqual([403, FORBIDDEN]);
    }
  });

  test('moving a DOI to another repository is not for repositories', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: {} });
    expect((await call('PUT', '/dois/10.5072/a', { attributes: { mode: 'transfer' } })).status).toBe(403);
  });

  test('sixteen creations of one name at once are one 201 and fifteen refusals', async () => {
    const { call } = await startDatacite();
    const create = () => call('POST', '/dois', { attributes: { doi: '10.5072/a' } });
    const answers = await Promise.all(Array.from({ length: 16 }, create));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(15).fill(422)]);
  });

  test('POST of a DOI that exists is refused', async () => {
    const { call } = await startDatacite();
    await call('POST', '/dois', { attributes: { doi: '10.5072/a' } });
    const again = await call('POST', '/dois', { attributes: { doi: '10.5072/A' } });
    expect(again.status).toBe(422);
    expect(again.body).toEqual({
      errors: [{ source: 'doi', title: 'This DOI has already been taken', uid: '10.5072/a' }],
    });
  });

  test('a new name outside the strict alphabet is invalid, and one that is no DOI is not found', async () => {
    const { call } = await startDatacite();
    const space = await call('PUT', '/dois/10.5072%2Fa%20b', { attributes: {} });
    expect(space.status).toBe(422);
    expect(space.body).toEqual({ errors: [{ source: 'doi', title: 'Is invalid', uid: '10.5072/a b' }] });
    const none = await call('PUT', '/dois/20.5072%2Fab', { attributes: {} });
    expect(none.status).toBe(404);
    expect(none.body).toEqual(NOT_FOUND);
  });

  test('a compressed request body is understood', async () => {
    const { call } = await startDatacite();
    const raw = Uint8Array.from(gzipSync(JSON.stringify({ data: { type: 'dois', attributes: COMPLETE } })));
    const answer = await call('PUT', '/dois/10.5072/a', { raw, headers: { 'content-encoding': 'gzip' } });
    expect(answer.status).toBe(201);
    expect(attributesOf(answer).titles).toEqual(COMPLETE.titles);
  });

  test.each([
    ['no data', '{}'],
    ['no type', '{"data":{"attributes":{}}}'],
    ['another type', '{"data":{"type":"media","attributes":{}}}'],
    ['a list', '[]'],
    ['an empty body', ''],
  ])('%s is no JSON:API payload', async (_name, raw) => {
    const { call } = await startDatacite();
    const answer = await call('PUT', '/dois/10.5072/a', { raw });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(NO_PAYLOAD);
  });

  test('malformed JSON is refused with the words of a parser, and another media type as no payload', async () => {
    const { call } = await startDatacite();
    const broken = await call('PUT', '/dois/10.5072/a', { raw: '{"data":' });
    expect(broken.status).toBe(400);
    expect(broken.body).toMatchObject({
      errors: [{ status: '400', title: expect.stringContaining('JSON') }],
    });
    const headers = { 'content-type': 'text/plain' };
    const text = await call('PUT', '/dois/10.5072/a', { raw: '{"data":{"type":"dois"}}', headers });
    expect(text.body).toEqual(NO_PAYLOAD);
  });

  test('an Accept header without JSON is refused with 406', async () => {
    const { call } = await startDatacite();
    const answer = await call('GET', '/dois/10.5072/a', { headers: { accept: 'image/png' } });
    expect(answer.status).toBe(406);
    expect(answer.body).toEqual({
      errors: [{ status: '406', title: 'The content type is not recognized.' }],
    });
  });

  test('a draft can be deleted; a DOI that was registered cannot', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/draft', { attributes: {} });
    await call('PUT', '/dois/10.5072/open', { attributes: PUBLISHED });
    expect((await call('DELETE', '/dois/10.5072/draft')).status).toBe(204);
    expect((await call('DELETE', '/dois/10.5072/draft')).status).toBe(404);
    const kept = await call('DELETE', '/dois/10.5072/open');
    expect(kept.status).toBe(405);
    expect(kept.headers.get('allow')).toBe('HEAD, GET, POST, PATCH, PUT, OPTIONS');
    expect(kept.body).toEqual({ errors: [{ status: '405', title: 'Method not allowed' }] });
  });
});

describe('keeping state', () => {
  test('acknowledged writes survive a stand-in that is never closed, and a line cut off by a kill is left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'datacite-stand-in-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, 'dois.jsonl');
    const { call } = await startDatacite({ stateFile });
    await call('PUT', '/dois/10.5072/a', { attributes: COMPLETE });
    await call('PUT', '/dois/10.5072/a', { attributes: { event: 'publish' } });
    await call('PUT', '/dois/10.5072/b', { attributes: {} });
    await call('DELETE', '/dois/10.5072/b');
    const copy = join(folder, 'copy.jsonl');
    await writeFile(copy, `${await readFile(stateFile, 'utf8')}{"put":{"doi":"10.5072/torn"`);
    const restarted = await startDatacite({ stateFile: copy });
    expect(attributesOf(await restarted.call('GET', '/dois/10.5072/a')).state).toBe('findable');
    const { items } = (await restarted.call('GET', '/_control/dois')).body as { items: unknown[] };
    const before = (await call('GET', '/_control/dois')).body.items;
    expect(items).toEqual(before);
    expect(items).toMatchObject([{ doi: '10.5072/a', writes: [{ status: 201 }, { status: 200 }] }]);
  });

  test('a damaged state file stops the start instead of being overwritten', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'datacite-stand-in-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, 'dois.jsonl');
    await writeFile(stateFile, 'no JSON\n');
    await expect(startDataciteStandIn({ repositories: [OWNER], stateFile })).rejects.toThrow();
    expect(await readFile(stateFile, 'utf8')).toBe('no JSON\n');
  });
});
