import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Linkset } from '../src/resolver/typed-links/linkset.ts';
import { type System, startSystem } from './support/start-system.ts';
import { GS1, makeParts, putAnchor, putScheme, UNTP } from './support/typed-links.ts';

const DATA = new URL('../../../../shared/data/idr/', import.meta.url);
const GTIN = '09506000134352';

let system: System;

/** As many kinds of links as there are, on two levels. */
const links = [
  {
    href: 'https://example.org/en?a=1&b=2',
    title: 'Product “page”',
    titles: { de: 'Produktseite', ja: '製品ページ' },
    hreflang: ['en', 'es-419', 'zh-Hant-TW', 'gsw', 'de-CH'],
    types: ['text/html', 'application/ld+json'],
    isDefault: true,
    public: true,
    rel: ['untp:idr'],
    method: ['POST', 'X-API-Key'],
    encryptionMethod: 'AES-128',
    passQuery: false,
    predecessors: [{ href: 'https://example.org/old', title: 'Before', type: 'text/html' }],
  },
  { href: 'https://example.org/fr', title: 'Page', hreflang: ['fr'], context: 'CH' },
  {
    href: 'https://example.org/dpp',
    title: 'Passport',
    relation: `${UNTP}dpp`,
    types: ['application/vc+jwt'],
  },
  { href: 'https://example.org/licence', title: 'Licence', relation: 'license', types: [] },
  { href: 'https://example.org/{gtin}{?lot}', title: 'Recall', relation: `${GS1}recallStatus` },
];

beforeAll(async () => {
  system = await startSystem();
  await putScheme(system, makeParts('goods', 'untp'));
  await putAnchor(system, `gs1/01/${GTIN}`, { description: 'Test item', links });
  await putAnchor(system, `gs1/01/${GTIN}/10/A%2F1`, {
    description: '',
    links: [{ href: 'https://example.org/lot', title: 'Lot', isDefault: true }],
  });
  await putAnchor(system, 'goods/part/AB1234', { description: 'Crème brûlée 日本語 😀', links });
});
afterAll(() => system?.close());

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(`${system.url}${path}`, { method, headers, redirect: 'manual' });
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  return {
    status: answer.status,
    type,
    headers: answer.headers,
    link: answer.headers.get('link') ?? '',
    text,
    linkset: (type === 'application/linkset+json' && text !== ''
      ? JSON.parse(text)
      : { linkset: [] }) as Linkset,
  };
}

describe('a linkset', () => {
  test.each([
    ['?linkType=linkset', {}],
    ['?linkType=all', {}],
    ['?linktype=LINKSET', {}],
    ['', { accept: 'application/linkset+json' }],
    ['', { accept: 'application/linkset+json, */*;q=0.1' }],
    ['?linkType=linkset', { accept: 'text/html,*/*;q=0.8' }],
  ])('is given for %s with %j, as application/linkset+json', async (query, headers) => {
    const answer = await ask(`/01/${GTIN}${query}`, headers);
    expect(answer.status).toBe(200);
    expect(answer.type).toBe('application/linkset+json');
    expect(answer.linkset.linkset).toHaveLength(1);
    expect(answer.link).toContain(
      `<${system.url}/linkset.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    );
  });

  test('is no answer to a browser that names it after other things', async () => {
    const answer = await ask(`/01/${GTIN}`, { accept: 'text/html, application/linkset+json;q=0.5' });
    expect(answer.status).toBe(307);
  });

  test('is text in the syntax of Link headers for who asks for application/linkset', async () => {
    const answer = await ask(`/01/${GTIN}`, { accept: 'application/linkset' });
    expect(answer).toMatchObject({ status: 200, type: 'application/linkset' });
    expect(answer.text).toMatch(/^[ -~\n]+$/);
    const lines = answer.text.trim().split(',\n');
    expect(lines).toContain(
      `<https://example.org/old>; rel="predecessor-version"; anchor="${system.url}/01/${GTIN}"; type="text/html"; title="Before"`,
    );
    expect(answer.text).toContain("title*=UTF-8''Product%20%E2%80%9Cpage%E2%80%9D");
    expect(answer.text).toContain('hreflang="zh-TW"');
  });

  test('has a context object for every level, with the uncompressed address as its subject', async () => {
    const { linkset } = await ask(`/gtin/9506000134352/lot/A%2F1?linkType=linkset`);
    expect(linkset.linkset.map(({ anchor }) => anchor)).toEqual([
      `${system.url}/01/${GTIN}/10/A%2F1`,
      `${system.url}/01/${GTIN}`,
    ]);
    expect(linkset.linkset.map(({ itemDescription }) => itemDescription)).toEqual([
      'gs1/01/09506000134352/10/A%2F1',
      'Test item',
    ]);
    expect(linkset.linkset[1]?.[`${GS1}recallStatus`]).toMatchObject([
      { href: `https://example.org/${GTIN}?lot=A%2F1` },
    ]);
  });

  test('names the default link without optional attributes, and describes it by its own type', async () => {
    const { linkset } = await ask(`/01/${GTIN}?linkType=linkset`);
    const [item] = linkset.linkset;
    expect(item?.[`${GS1}defaultLink`]).toEqual([
      { href: 'https://example.org/en?a=1&b=2', title: 'Product “page”' },
    ]);
    expect(item?.[`${GS1}pip`]).toMatchObject([
      { href: 'https://example.org/en?a=1&b=2', type: 'text/html', hreflang: ['en', 'es', 'zh-TW', 'de-CH'] },
      { href: 'https://example.org/en?a=1&b=2', type: 'application/ld+json' },
      { href: 'https://example.org/fr', hreflang: ['fr'], context: ['CH'] },
    ]);
    expect(item?.[`${GS1}defaultLinkMulti`]).toHaveLength(3);
    expect(item?.['predecessor-version']).toEqual([
      { href: 'https://example.org/old', title: 'Before', type: 'text/html' },
    ]);
  });

  test('in the profile of GS1 lists relations without a name in its schema under related', async () => {
    const { linkset } = await ask(`/01/${GTIN}?linkType=linkset`);
    expect(linkset.linkset[0]?.related).toEqual([
      { href: 'https://example.org/dpp', title: 'Passport', type: 'application/vc+jwt' },
    ]);
  });

  test('in other profiles has the members of UNTP and the titles of each language', async () => {
    const { linkset } = await ask('/goods/part/AB1234?linkType=linkset');
    const [item] = linkset.linkset;
    expect(item?.itemDescription).toBe('Crème brûlée 日本語 😀');
    expect(item?.[`${UNTP}dpp`]).toMatchObject([{ href: 'https://example.org/dpp' }]);
    expect(item?.[`${GS1}pip`]?.[0]).toEqual({
      href: 'https://example.org/en?a=1&b=2',
      title: 'Product “page”',
      'title*': [
        { value: 'Produktseite', language: 'de' },
        { value: '製品ページ', language: 'ja' },
      ],
      type: 'text/html',
      hreflang: ['en', 'es-419', 'zh-Hant-TW', 'gsw', 'de-CH'],
      rel: ['untp:idr'],
      method: ['POST', 'X-API-Key'],
      encryptionMethod: 'AES-128',
      public: true,
      fwqs: false,
    });
  });

  test.each([
    ['untp', 'https://vocabulary.uncefact.org/untp/linkType#'],
    ['untp', 'https://example.org/unknown https://vocabulary.uncefact.org/untp/'],
  ])('of a GTIN has the members of %s for who asks for the profile %s', async (_, uris) => {
    const accept = `application/linkset+json;profile="${uris}"`;
    const answer = await ask(`/01/${GTIN}`, { accept });
    expect(answer.status).toBe(200);
    expect(answer.type).toBe(`application/linkset+json;profile="${uris.split(' ').at(-1)}"`);
    const [item] = (JSON.parse(answer.text) as Linkset).linkset;
    expect(item?.related).toBeUndefined();
    expect(item?.[`${UNTP}dpp`]).toEqual([
      { href: 'https://example.org/dpp', title: 'Passport', type: 'application/vc+jwt' },
    ]);
    expect(item?.[`${GS1}pip`]?.[0]).toMatchObject({
      encryptionMethod: 'AES-128',
      method: ['POST', 'X-API-Key'],
    });
  });

  test('of another scheme is as GS1 has it for who asks for that, and a profile that is not known changes nothing', async () => {
    const accept = (uri: string) => ({ accept: `application/linkset+json; profile="${uri}"` });
    const strict = await ask('/goods/part/AB1234', accept('https://ref.gs1.org/voc/'));
    expect(strict.type).toBe('application/linkset+json;profile="https://ref.gs1.org/voc/"');
    expect((JSON.parse(strict.text) as Linkset).linkset[0]?.related).toHaveLength(1);
    const weighed = 'application/linkset+json;q=0.9;profile="https://ref.gs1.org/voc/", */*;q=0.1';
    expect((await ask('/goods/part/AB1234', { accept: weighed })).text).toBe(strict.text);
    const unknown = await ask('/goods/part/AB1234', accept('https://example.org/'));
    expect(unknown.type).toBe('application/linkset+json');
    expect(unknown.text).toBe((await ask('/goods/part/AB1234?linkType=linkset')).text);
  });

  test('is not sent again to who has it, until it changes', async () => {
    const first = await ask(`/01/${GTIN}?linkType=linkset`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const second = await ask(`/01/${GTIN}?linkType=linkset`, { 'if-none-match': `"x", W/${etag}` });
    expect(second).toMatchObject({ status: 304, text: '' });
    expect(second.headers.get('etag')).toBe(etag);
    expect((await ask(`/01/${GTIN}?linkType=linkset`, { 'if-none-match': '"x"' })).status).toBe(200);
  });

  test('answers HEAD with the same headers', async () => {
    const head = await ask(`/01/${GTIN}?linkType=linkset`, {}, 'HEAD');
    const get = await ask(`/01/${GTIN}?linkType=linkset`);
    expect(head).toMatchObject({ status: 200, type: 'application/linkset+json', text: '' });
    expect(head.headers.get('content-length')).toBe(`${Buffer.byteLength(get.text)}`);
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
  });

  test('of a corrected key tells what took its place', async () => {
    await putAnchor(system, 'goods/part/OL0001', { successor: 'goods/part/AB1234' });
    const { linkset } = await ask('/goods/part/OL0001?linkType=linkset');
    expect(linkset.linkset.map(({ anchor }) => anchor)).toEqual([
      `${system.url}/goods/part/AB1234`,
      `${system.url}/goods/part/OL0001`,
    ]);
    expect(linkset.linkset[1]?.['successor-version']).toMatchObject([
      { href: `${system.url}/goods/part/AB1234` },
    ]);
  });

  test('can be read as JSON-LD by the context that it links to', async () => {
    const answer = await fetch(`${system.url}/linkset.jsonld`);
    expect(answer.headers.get('content-type')).toBe('application/ld+json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({
      '@context': { anchor: '@id', href: '@id', linkset: '@graph', gs1: GS1 },
    });
  });
});

describe('the Link header', () => {
  test('stays whole and below 8,192 bytes, whatever titles and targets there are', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      href: `https://example.org/${index}?<a>"b"`,
      title: index === 0 ? 'Crème "brûlée" \\ 日本語\r\nSet-Cookie: a=b' : `Title ${index}`,
      relation: `${GS1}certificationInfo`,
      isDefault: index === 0,
      hreflang: ['en'],
    }));
    await putAnchor(system, 'goods/part/MA0001', { links: many });
    const { status, link, headers } = await ask('/goods/part/MA0001');
    expect(status).toBe(307);
    expect(Buffer.byteLength(link)).toBeLessThanOrEqual(8192);
    expect(Buffer.byteLength(link)).toBeGreaterThan(7900);
    expect(link).toMatch(/^[ -~]+$/);
    expect(headers.get('set-cookie')).toBeNull();
    // Every link of the header reads whole.
    const rest = link.replace(
      /<[^<>]*>(?:; [a-z]+\*?=(?:"(?:[^"\\]|\\.)*"|UTF-8'[\w-]*'[^\s,;"]*))+(?:, |$)/g,
      '',
    );
    expect(rest).toBe('');
    expect(link).toContain(
      "title*=UTF-8''Cr%C3%A8me%20%22br%C3%BBl%C3%A9e%22%20%5C%20%E6%97%A5%E6%9C%AC%E8%AA%9E",
    );
  });
});

describe('several links that fit as well', () => {
  beforeAll(() =>
    putAnchor(system, 'gs1/01/00614141123452', {
      description: 'A product',
      links: [
        { href: 'https://example.org/p', isDefault: true },
        { href: 'https://example.org/1', title: 'First certificate', relation: `${GS1}certificationInfo` },
        { href: 'https://example.org/2', title: 'Second <b>', relation: `${GS1}certificationInfo` },
      ],
    }),
  );

  test('are all given, with 300', async () => {
    const answer = await ask('/01/00614141123452?linkType=gs1:certificationInfo');
    expect(answer).toMatchObject({ status: 300, type: 'application/linkset+json' });
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.linkset.linkset[0]?.[`${GS1}certificationInfo`]).toHaveLength(2);
    expect(answer.link).toContain('rel="alternate"; type="text/html"; title="First certificate"');
  });

  test('are shown to people on a page', async () => {
    const answer = await ask('/01/00614141123452?linkType=gs1:certificationInfo', { accept: 'text/html' });
    expect(answer).toMatchObject({ status: 300, type: 'text/html; charset=utf-8' });
    expect(answer.text).toContain('href="https://example.org/1?linkType=gs1:certificationInfo"');
    expect(answer.text).toContain('Second &lt;b&gt;');
  });
});

describe.skipIf(!existsSync(DATA))("GS1's schemas (skipped without the shared data)", () => {
  test.each(['gs1-linkset-schema.json', 'gs1-linkset-schema-1.2.json'])(
    'a linkset of the profile gs1 is valid against %s',
    async (file) => {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      const schema = JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
      const validate = ajv.compile(schema);
      for (const path of [`/01/${GTIN}`, `/01/${GTIN}/10/A%2F1`]) {
        const { linkset } = await ask(`${path}?linkType=linkset`);
        const valid = validate(linkset);
        expect(valid, JSON.stringify(validate.errors)).toBe(true);
      }
    },
  );
});
