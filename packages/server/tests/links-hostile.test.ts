import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { dumpDatabase } from './support/database.ts';
import { anchorPath, openScheme, readAnchor, register, wishLink } from './support/links.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  await openScheme(system);
});
afterAll(() => system.close());

const FORBIDDEN = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

describe('a wish that nobody means well', () => {
  test.each([
    ...FORBIDDEN.map((name) => ({ anchor: `${name}/${name}/1` })),
    ...FORBIDDEN.map((name) => ({ anchor: `cores/${name}/AB1234` })),
    ...FORBIDDEN.map((name) => ({ links: [wishLink({ linkType: name })] })),
    ...FORBIDDEN.map((name) => ({ links: [wishLink({ linkType: `${name}:${name}` })] })),
    ...FORBIDDEN.map((name) => ({ links: [wishLink({ target: `https://example.org/{${name}}` })] })),
    ...FORBIDDEN.map((name) => ({ organisation: name })),
    { anchor: `cores/1/${'A'.repeat(4000)}` },
    { anchor: `cores${'/1/AB1234'.repeat(200)}` },
    { anchor: 'cores/1/AB1234/3/%00' },
    { anchor: 'cores/1/AB1234/3/%ff' },
    { anchor: 'cores/1/AB1234/3/%' },
    { anchor: 'cores/1/AB1234/3/\ud800' },
    { anchor: `cores/1/AB1234/3/${encodeURIComponent('日'.repeat(300))}` },
    { anchor: '' },
    { anchor: '////' },
    { anchor: 'cores//AB1234' },
    { links: [] },
    { links: {} },
    { links: [null] },
    { links: [wishLink({ title: ' ' })] },
    { links: [wishLink({ title: 'x'.repeat(1001) })] },
    { links: [wishLink({ title: '\u2028' })] },
    { links: [wishLink({ titles: { en: 7 } })] },
    {
      links: [
        wishLink({ titles: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`x-${n}`, 'x'])) }),
      ],
    },
    { links: [wishLink({ types: Array.from({ length: 51 }, (_, n) => `text/x${n}`) })] },
    { links: [wishLink({ validFrom: '+020000-01-01T00:00:00Z' })] },
    { links: [wishLink({ validUntil: '9999-12-31T23:59:59-14:00' })] },
    { links: [wishLink({ id: '00000000-0000-0000-0000-000000000000' })] },
    { links: [wishLink({ linkType: 'https://example.org/a b' })] },
    { links: [wishLink({ linkType: 'predecessor version' })] },
    { links: [wishLink({ rel: ['a"b'] })] },
    { links: Array.from({ length: 101 }, (_, n) => wishLink({ target: `https://example.org/${n}` })) },
  ])('%# is refused, and leaves nothing: %j', async (wish) => {
    const before = await dumpDatabase(system);
    const answer = await operator.post('/links', { anchor: 'cores/1/AB1234', links: [wishLink()], ...wish });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const after = await dumpDatabase(system);
    for (const table of ['anchors', 'links', 'link_resolutions', 'link_versions']) {
      expect(after.get(`public.${table}`)).toEqual(before.get(`public.${table}`));
    }
  });

  test('of whatever JSON is never our own mistake', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...FORBIDDEN, 'cores/1/AB1234', 'item'),
    );
    const values = fc.object({
      maxDepth: 3,
      key: text,
      values: [text, fc.double(), fc.boolean(), fc.constant(null)],
    });
    await fc.assert(
      fc.asyncProperty(values, text, async (junk, anchor) => {
        const bodies = [
          junk,
          { anchor, links: [junk] },
          { anchor: 'cores/1/AB1234', links: [wishLink(junk)] },
        ];
        for (const body of bodies) {
          const answer = await operator.post('/links', body);
          expect(answer.status).toBeLessThan(500);
        }
        const row = await fetch(`${system.url}/api/v1/links/bulk`, {
          method: 'POST',
          headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/jsonl' },
          body: bodies.map((each) => JSON.stringify(each)).join('\n'),
        });
        expect(await row.text()).toContain('"done":true');
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    '%00',
    '%ff',
    '%',
    'a%2',
    `${'A'.repeat(5000)}`,
    '__proto__',
    '..%2f..',
    'cores%2F1%2F%ED%A0%80',
  ])('at the address %s finds nothing', async (address) => {
    for (const path of [`/anchors/${address}`, `/anchors/${address}/history`, `/handlers/${address}`]) {
      const { status } = await operator.get(path);
      expect([400, 404, 414]).toContain(status);
    }
  });
});

test('a long identifier of 2,000 characters can be registered, read and changed', async () => {
  const anchor = `cores/1/AB1234/3/${'%E6%97%A5'.repeat(90)}`;
  await register(operator, anchor, [wishLink()]);
  expect((await readAnchor(operator, anchor)).body.anchor).toBe(anchor);
  expect((await operator.patch(anchorPath(anchor), { active: false }, { 'if-match': '*' })).status).toBe(200);
});

describe('private targets', () => {
  test('are refused, and this service itself is none', async () => {
    const refused = await operator.post('/links', {
      anchor: 'cores/1/AC0001',
      links: [wishLink({ target: 'http://127.0.0.1:1/' })],
    });
    expect(refused.status).toBe(400);
    await register(operator, 'cores/1/AC0001', [wishLink({ target: `${system.url}/ark:99999/fk4` })]);
  });

  test('are taken where the operator allows them', async () => {
    const open = await startSystem({ env: { ALLOW_PRIVATE_TARGETS: 'true' } });
    try {
      await openScheme(open);
      const api = createApi(open, TEST_ADMIN_TOKEN);
      await register(api, 'cores/1/AC0001', [wishLink({ target: 'http://10.0.0.1/archive' })]);
      const refused = await api.post('/links', {
        anchor: 'cores/1/AC0001',
        links: [wishLink({ target: 'ftp://10.0.0.1/archive' })],
      });
      expect(refused.status).toBe(400);
    } finally {
      await open.close();
    }
  });
});
