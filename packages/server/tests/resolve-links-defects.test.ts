import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { register } from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import { type System, startSystem } from './support/start-system.ts';

const GTIN = '09506000134352';
let system: System;
let admin: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
  const parts = {
    namespace: 'parts',
    applicationIdentifiers: [
      {
        title: 'Part',
        label: 'PART',
        shortcode: 'part',
        ai: '1',
        type: 'I',
        regex: '(a+)+|[A-Z]{2}\\d{4}',
        qualifiers: ['lot'],
      },
      { title: 'Lot', label: 'LOT', shortcode: 'lot', ai: '2', type: 'Q', regex: '[A-Z0-9-]+' },
    ],
  };
  expect((await admin.put('/schemes/parts', parts, { 'if-none-match': '*' })).status).toBe(201);
  await register(admin, `gs1/gtin/${GTIN}`, [
    {
      linkType: 'gs1:pip',
      target: 'https://example.org/en',
      title: 'Crème "brûlée" 日本語 😀',
      hreflang: ['en'],
    },
    { linkType: 'gs1:pip', target: 'https://example.org/es', title: 'Página', hreflang: ['es-419'] },
    {
      linkType: 'gs1:certificationInfo',
      target: 'https://example.org/secret',
      title: 'Audit',
      accessRoles: ['untp:accessRole#Auditor'],
    },
  ]);
  await register(admin, 'parts/part/AB1234/lot/AB-1', [
    { linkType: 'describedby', target: 'https://example.org/lot', title: 'Crème "brûlée" 日本語 😀' },
  ]);
});
afterAll(() => system?.close());

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(`${system.url}${path}`, { method, headers, redirect: 'manual' });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    location: answer.headers.get('location'),
    headers: answer.headers,
    text: await answer.text(),
  };
}

describe('what other resolvers were measured to do wrong', () => {
  test('linkType=linkset was not found', async () => {
    expect((await ask(`/01/${GTIN}?linkType=linkset`)).status).toBe(200);
  });

  test('a linkset had the media type of something else', async () => {
    expect((await ask(`/01/${GTIN}`, { accept: 'application/linkset+json' })).type).toBe(
      'application/linkset+json',
    );
    expect((await ask(`/01/${GTIN}?linkType=all`)).type).toBe('application/linkset+json');
    expect((await ask(`/01/${GTIN}`, { accept: 'application/linkset' })).type).toBe('application/linkset');
  });

  test('a link type as a whole address was not found', async () => {
    const type = encodeURIComponent('https://gs1.org/voc/pip');
    expect((await ask(`/01/${GTIN}?linkType=${type}`)).status).toBe(307);
  });

  test('restricted links were public, and anyone might claim a role', async () => {
    for (const query of [
      '',
      '&accessRole=Auditor',
      '&accessRole=untp:accessRole%23Auditor',
      '&accessRole=Owner',
    ]) {
      expect((await ask(`/01/${GTIN}?linkType=linkset${query}`)).text).not.toContain('secret');
      expect((await ask(`/01/${GTIN}?linkType=gs1:certificationInfo${query}`)).status).toBe(404);
    }
  });

  test('an unknown lot of a known GTIN was not found', async () => {
    expect((await ask(`/01/${GTIN}/10/UNKNOWN`)).location).toBe('https://example.org/en');
  });

  test('the linkset of a lot lacked the links of its GTIN', async () => {
    await register(admin, `gs1/01/${GTIN}/10/L1`, [
      { linkType: 'gs1:traceability', target: 'https://example.org/l1', title: 'Lot' },
    ]);
    const { linkset } = JSON.parse((await ask(`/01/${GTIN}/10/L1?linkType=linkset`)).text);
    expect(linkset).toHaveLength(2);
  });

  test('the GTIN-13 of a GTIN-14 was not found', async () => {
    expect((await ask(`/01/${GTIN.slice(1)}`)).status).toBe(307);
  });

  test('wrong check digits, parts of a value and qualifiers in any order resolved', async () => {
    expect((await ask('/01/09506000134353')).status).toBe(400);
    expect((await ask('/parts/part/xxAB1234yy')).status).toBe(400);
    expect((await ask(`/01/${GTIN}/21/1/10/A`)).status).toBe(400);
  });

  test('a qualifier that was registered by its short name could never be resolved, and a lot with a hyphen not be registered', async () => {
    for (const path of ['/parts/part/AB1234/lot/AB-1', '/parts/1/AB1234/2/AB-1']) {
      expect((await ask(path)).location).toBe('https://example.org/lot');
    }
  });

  test('languages were compared letter by letter, and the default link had none', async () => {
    expect((await ask(`/01/${GTIN}`, { 'accept-language': 'es-419-x-lunfardo, en;q=0.5' })).location).toBe(
      'https://example.org/es',
    );
    expect((await ask(`/01/${GTIN}`, { 'accept-language': 'es, en;q=0.9' })).location).toBe(
      'https://example.org/es',
    );
    expect((await ask(`/01/${GTIN}`, { 'accept-language': 'es;q=0, *' })).location).toBe(
      'https://example.org/en',
    );
  });

  test('titles beyond ASCII broke the header and every later reading', async () => {
    const { headers, status } = await ask('/parts/part/AB1234/lot/AB-1');
    expect(status).toBe(302);
    expect(headers.get('link')).toContain("title*=UTF-8''Cr%C3%A8me%20%22br%C3%BBl%C3%A9e%22%20%E6%97%A5");
    expect((await ask(`/01/${GTIN}?linkType=linkset`)).text).toContain('Crème \\"brûlée\\" 日本語 😀');
  });

  test('the query was dropped where GS1 has it passed on', async () => {
    expect((await ask(`/01/${GTIN}?17=261231&a=b`)).location).toBe('https://example.org/en?17=261231&a=b');
  });

  test('OPTIONS was not among the methods', async () => {
    const { headers } = await ask(`/01/${GTIN}`, { origin: 'https://example.org' }, 'OPTIONS');
    expect(headers.get('access-control-allow-methods')).toContain('OPTIONS');
  });

  test('a hostile pattern stopped the service for seconds', async () => {
    const port = Number(new URL(system.url).port);
    const send = (key: string) => sendBytes(port, writeRequest({ path: `/parts/part/${key}` }));
    await send('aaaa!');
    for (const key of [`${'a'.repeat(27)}!`, `${'a'.repeat(2000)}!`, 'a'.repeat(10_000)]) {
      const tookMs: number[] = [];
      // The best of five, since other processes may be at work on the machine.
      for (let round = 0; round < 5; round += 1) {
        const started = performance.now();
        expect((await send(key)).status).toBe(400);
        tookMs.push(performance.now() - started);
      }
      expect(Math.min(...tookMs)).toBeLessThan(50);
    }
  });

  test('the description of the resolver was not at the root', async () => {
    expect((await ask('/.well-known/resolver')).status).toBe(200);
    expect((await ask('/.well-known/gs1resolver')).status).toBe(200);
  });
});
