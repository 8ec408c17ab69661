import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Callers,
  expectRefusal,
  type ItemBody,
  logEveryoneIn,
  makeItem,
  openRepository,
  type Repository,
  UNKNOWN_UUID,
} from './support/dspace.ts';
import type { DspaceItemBody } from './support/dspace-containers.ts';
import { sendBytes, writeRequest } from './support/raw-http.ts';

let repository: Repository;
let callers: Callers;
let item: ItemBody;

beforeAll(async () => {
  repository = await openRepository();
  callers = await logEveryoneIn(repository);
  item = await makeItem(repository);
});
afterAll(() => repository?.system.close());

const long = 'x'.repeat(10_000);

describe('ids that mean no good', () => {
  test.each([
    ['10,000 characters', `/pid/find?id=${long}`, [400, 404, 414]],
    ['10,000 characters of a DOI', `/pid/find?id=10.5072/${long}`, [400, 404, 414]],
    ['10,000 characters of a uuid', `/core/items/${long}`, [400, 404, 414]],
    ['broken percent-encoding', '/pid/find?id=%zz', [400, 404]],
    ['half a character', '/pid/find?id=10.5072/%e2%82', [400, 404]],
    ['a zero byte', '/pid/find?id=10.5072/x%00', [400, 404]],
    ['a line break', '/pid/find?id=hdl:1/2%0d%0aLocation:%20https://example.org', [400, 404]],
    ['an address elsewhere', '/pid/find?id=https://example.org/', [404]],
    ['two ids', '/pid/find?id=10.5072/x&id=10.5072/y', [400, 422]],
    ['a path', '/pid/find?id=../../etc/passwd', [404]],
    ['a path for a uuid', '/core/items/..%2f..%2fcore/identifiers', [400, 404]],
    ['a uuid with spaces', `/core/items/%20${UNKNOWN_UUID}`, [400, 404]],
    ['a uuid in braces', `/dso/find?uuid={${UNKNOWN_UUID}}`, [400]],
    ['a uuid of another alphabet', `/dso/find?uuid=${'%D9%A5'.repeat(8)}-1111-1111-1111-111111111111`, [400]],
    ['an embed of everything', `/core/items?embed=${'identifiers,'.repeat(800)}`, [200, 400, 414]],
    ['a page far away', '/core/items?page=99999999999999999999', [200, 400]],
    ['a page of everything', '/core/items?size=99999999', [200]],
  ])('%s', async (_name, path, statuses) => {
    const target = `/server/api${path}`;
    const bytes = writeRequest({ path: target });
    const answer = await sendBytes(repository.system.config.port, bytes);
    expect(statuses, answer.body.slice(0, 300)).toContain(answer.status);
    expect(answer.headers.get('location')).toBeUndefined();
    expect(answer.headers.get('content-type')).toMatch(/^application\/(hal\+)?json/);
    expect(answer.body.length).toBeLessThan(50_000);
  });

  test('a Host and a forwarded host that lie change no link and no redirect', async () => {
    const { handle } = (await callers.admin.get(`/core/items/${item.uuid}`)).body<DspaceItemBody>();
    for (const path of ['/server/api', `/server/api/pid/find?id=${handle}`]) {
      const headers = [
        ['X-Forwarded-Host', 'evil.example.org'],
        ['X-Forwarded-Proto', 'https'],
        ['Forwarded', 'host=evil.example.org'],
      ] as const;
      const answer = await sendBytes(repository.system.config.port, writeRequest({ path, headers }));
      expect(`${answer.body}${answer.headers.get('location')}`).not.toContain('evil.example.org');
    }
  });

  test('other sites are not let in', async () => {
    const origin = 'https://evil.example.org';
    const read = await callers.anonymous.get('/pid/identifiers/search', { headers: { origin } });
    expect(read.headers.get('access-control-allow-origin')).not.toBe(origin);
    expect(read.headers.get('access-control-allow-origin')).not.toBe('*');
    const write = await callers.admin.register(`${callers.admin.root}/core/items/${item.uuid}`, '?type=doi', {
      headers: { origin },
    });
    expectRefusal(write, 403);
  });
});

describe('patches that mean no good leave the item as it was', () => {
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const value = { value: 'x' };
  const add = (path: string, sent: unknown = value) => ({ op: 'add', path, value: sent });

  test.each<[string, string, readonly number[]]>([
    [
      'ten thousand operations',
      JSON.stringify(Array(10_000).fill(add('/metadata/dc.subject/-'))),
      [400, 413, 422],
    ],
    [
      'a value of a million characters',
      JSON.stringify([add('/metadata/dc.title/0', { value: 'x'.repeat(1e6) })]),
      [400, 413, 422],
    ],
    ['brackets without end', deep(100_000), [400, 413]],
    ['no list', '{"op":"add"}', [400, 422]],
    ['an unknown operation', '[{"op":"destroy","path":"/metadata"}]', [400, 422]],
    ['a prototype', '[{"op":"add","path":"/__proto__/x","value":{"value":"x"}}]', [400, 422]],
    [
      'a prototype of metadata',
      '[{"op":"add","path":"/metadata/__proto__/0","value":{"value":"x"}}]',
      [400, 422],
    ],
    [
      'a constructor',
      '[{"op":"add","path":"/metadata/constructor/prototype","value":{"value":"x"}}]',
      [400, 422],
    ],
    ['a place far away', JSON.stringify([add('/metadata/dc.title/4294967296')]), [400, 422]],
    ['a place before the first', JSON.stringify([add('/metadata/dc.title/-1')]), [400, 422]],
    ['nothing to remove', '[{"op":"remove","path":"/metadata/dc.nothing/5"}]', [400, 422]],
    ['a path that is no text', '[{"op":"add","path":7,"value":{"value":"x"}}]', [400, 422]],
    ['a uuid', `[{"op":"replace","path":"/uuid","value":"${UNKNOWN_UUID}"}]`, [400, 422]],
    ['its Handle', '[{"op":"replace","path":"/handle","value":"123456789/1"}]', [400, 422]],
    ['withdrawn as a text', '[{"op":"replace","path":"/withdrawn","value":"perhaps"}]', [400, 422]],
    [
      'one good operation and one bad',
      JSON.stringify([add('/metadata/dc.title/0', { value: 'Half' }), { op: 'remove', path: '/nothing' }]),
      [400, 422],
    ],
    ['no JSON', '[{', [400]],
    [
      'half a character',
      '[{"op":"add","path":"/metadata/dc.title/0","value":{"value":"\\ud800"}}]',
      [400, 422],
    ],
  ])('%s', async (_name, body, statuses) => {
    const before = (await callers.admin.get(`/core/items/${item.uuid}`)).text;
    const answer = await callers.admin.send('PATCH', `/core/items/${item.uuid}`, {
      headers: { 'content-type': 'application/json-patch+json' },
      body,
    });
    expect(statuses, answer.text.slice(0, 300)).toContain(answer.status);
    expectRefusal(answer, answer.status);
    expect((await callers.admin.get(`/core/items/${item.uuid}`)).text).toBe(before);
  });

  test('a patch in another media type is 415', async () => {
    const answer = await callers.admin.send('PATCH', `/core/items/${item.uuid}`, {
      headers: { 'content-type': 'application/xml' },
      body: '<patch/>',
    });
    expectRefusal(answer, 415);
  });
});
