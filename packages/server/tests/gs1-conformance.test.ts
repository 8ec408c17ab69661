import { existsSync, readFileSync } from 'node:fs';
import { gs1Ais } from '@mintmark/identifiers';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Linkset } from '../src/resolver/typed-links/linkset.ts';
import { createApi } from './support/api.ts';
import { gs1Examples } from './support/gs1-examples.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { GS1, putAnchor, putHandler, UNTP } from './support/typed-links.ts';

const DATA = new URL('../../../../shared/data/idr/', import.meta.url);
const GTIN = '09506000134352';
const ITEM = `/01/${GTIN}`;
const LOT = `${ITEM}/10/LOT1`;

const productLinks = [
  { href: 'https://example.org/en', title: 'Product', hreflang: ['en'], isDefault: true },
  { href: 'https://example.org/fr', title: 'Produit', hreflang: ['fr'] },
  { href: 'https://example.org/au', title: 'Product in Australia', hreflang: ['en'], context: 'AU' },
  {
    href: 'https://example.org/data',
    title: 'Data',
    types: ['application/json'],
    relation: `${GS1}masterData`,
  },
  { href: 'https://example.org/page', title: 'Data', types: ['text/html'], relation: `${GS1}masterData` },
  {
    href: 'https://example.org/dpp',
    title: 'Passport',
    relation: `${UNTP}dpp`,
    types: ['application/ld+json'],
  },
];

/**
 * Each "shall" of GS1's statements of conformance, 1.0 of the resolver standard and 1.2 of Digital Link, has a test of
 * its own here; the names are ours. TLS is the operator's: see the first test.
 */
let system: System;
let behindTls: System;

beforeAll(async () => {
  system = await startSystem();
  behindTls = await startSystem({ env: { PUBLIC_URL: 'https://id.example.org' } });
  for (const each of [system, behindTls]) {
    await putAnchor(each, `gs1/01/${GTIN}`, {
      description: 'An example product',
      links: productLinks,
    });
    await putAnchor(each, `gs1/01/${GTIN}/10/LOT1`, {
      description: 'A lot of it',
      links: [
        { href: 'https://example.org/lot', title: 'Lot', relation: `${GS1}traceability`, isDefault: true },
      ],
    });
    await putAnchor(each, `gs1/01/${GTIN}/10/LOT1/21/S1`, {
      description: 'One piece',
      links: [{ href: 'https://example.org/warranty', title: 'Warranty', relation: `${GS1}registerProduct` }],
    });
  }
  await putHandler(system, 'gs1/^4012345', 'https://resolver.example.org');
});
afterAll(async () => {
  await system?.close();
  await behindTls?.close();
});

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', on = system) {
  const answer = await fetch(`http://127.0.0.1:${on.config.port}${path}`, {
    method,
    headers,
    redirect: 'manual',
  });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    link: answer.headers.get('link') ?? '',
    headers: answer.headers,
    text: await answer.text(),
  };
}

async function readLinkset(path: string, on = system): Promise<Linkset['linkset']> {
  const { status, text } = await ask(`${path}?linkType=linkset`, {}, 'GET', on);
  expect(status).toBe(200);
  return (JSON.parse(text) as Linkset).linkset;
}

async function compress(path: string): Promise<string> {
  const { compressed } = JSON.parse((await ask(`${path}?compress=true`)).text) as { compressed: string };
  return compressed.slice(system.url.length);
}

describe('requests', () => {
  test('HTTP over TLS: behind an operator’s proxy all addresses are https, and browsers are told to stay there', async () => {
    const { link, headers } = await ask(ITEM, {}, 'GET', behindTls);
    expect(link).toContain(`<https://id.example.org${ITEM}>`);
    expect(headers.get('strict-transport-security')).not.toBeNull();
    expect((await readLinkset(ITEM, behindTls))[0]?.anchor).toBe(`https://id.example.org${ITEM}`);
  });

  test.each(['GET', 'HEAD'])('%s is answered', async (method) => {
    expect(await ask(ITEM, {}, method)).toMatchObject({ status: 307, location: 'https://example.org/en' });
  });

  test('OPTIONS is answered with GET, HEAD and OPTIONS', async () => {
    const { status, headers } = await ask(ITEM, { origin: 'https://example.org' }, 'OPTIONS');
    expect(status).toBe(204);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(headers.get('access-control-allow-methods')).toContain(method);
    }
  });

  test('CORS: every kind of answer may be read by other sites', async () => {
    for (const path of [
      ITEM,
      `${ITEM}?linkType=linkset`,
      '/01/1',
      '/01/00000000000000',
      '/.well-known/gs1resolver',
    ]) {
      const { headers } = await ask(path, { origin: 'https://example.org' });
      expect(headers.get('access-control-allow-origin'), path).toBe('*');
    }
    const { headers } = await ask(ITEM);
    expect(headers.get('access-control-expose-headers')).toContain('Link');
  });

  test('all key qualifiers of all primary keys are supported', async () => {
    for (const { ai, primaryKey } of gs1Ais) {
      for (const sequence of primaryKey === null ? [] : [[], ...primaryKey.sequences]) {
        const elements = [ai, ...sequence].map(
          (each) => `${each}/${encodeURIComponent(gs1Examples[each] ?? '')}`,
        );
        const path = elements.join('/');
        await putAnchor(system, `gs1/${path}`, {
          links: [{ href: 'https://example.org/key', isDefault: true }],
        });
        expect((await ask(`/${path}`)).status, path).toBe(307);
      }
    }
    await putAnchor(system, `gs1/01/${GTIN}`, { description: 'An example product', links: productLinks });
  });

  test.each([
    ['a wrong check digit', '/01/09506000134353'],
    ['what is no AI', `${ITEM}/foo`],
    ['qualifiers in the wrong order', `${ITEM}/21/1/10/A`],
    ['a date that there is not', `${ITEM}?17=269999`],
  ])('a URI with %s is reported with 400', async (_name, path) => {
    expect((await ask(path)).status).toBe(400);
  });

  test('an error is never told with 200', async () => {
    const paths = [
      '/01/1',
      '/01/00000000000000',
      `${ITEM}?linkType=gs1:faqs`,
      '/01/00000000000000?linkType=linkset',
    ];
    for (const path of paths) {
      const { status, text } = await ask(path);
      expect([400, 404]).toContain(status);
      expect(JSON.parse(text).status).toBe(status);
    }
  });

  test('a trailing slash is tolerated', async () => {
    expect((await ask(`${ITEM}/`)).location).toBe((await ask(ITEM)).location);
  });
});

describe('compression', () => {
  test('a compressed URI is decompressed, without a redirect to the uncompressed one here', async () => {
    const answer = await ask(await compress(LOT));
    expect(answer).toMatchObject({ status: 307, location: 'https://example.org/lot' });
  });

  test('the uncompressed URI is exposed with owl:sameAs', async () => {
    expect((await ask(await compress(LOT))).link).toContain(`<${system.url}${LOT}>; rel="owl:sameAs"`);
  });

  test('an alternative resolver is given the uncompressed URI', async () => {
    const path = '/01/04012345000009/10/A1';
    expect((await ask(await compress(path))).location).toBe(`https://resolver.example.org${path}`);
  });
});

describe('linksets', () => {
  test.each([
    ['linkType=linkset', '?linkType=linkset', {}],
    ['linkType=all', '?linkType=all', {}],
    ['Accept: application/linkset+json', '', { accept: 'application/linkset+json' }],
  ])('%s gives the list of links, as RFC 9264 has it', async (_name, query, headers) => {
    const answer = await ask(`${ITEM}${query}`, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/linkset+json');
    expect(JSON.parse(answer.text)).toHaveProperty('linkset');
  });

  test('the links of each level up to the primary key are in it', async () => {
    const linkset = await readLinkset(`${LOT}/21/S1`);
    expect(linkset.map(({ anchor }) => anchor)).toEqual(
      [`${LOT}/21/S1`, LOT, ITEM].map((path) => `${system.url}${path}`),
    );
  });

  test('the subject of what is said is the uncompressed URI', async () => {
    const path = await compress(LOT);
    expect((await readLinkset(path))[0]?.anchor).toBe(`${system.url}${LOT}`);
  });

  test('every link has its target, its type and a title', async () => {
    for (const { anchor: _, itemDescription: __, ...relations } of await readLinkset(`${LOT}/21/S1`)) {
      for (const [relation, targets] of Object.entries(relations)) {
        expect(relation).toMatch(/^(?:https?:|[a-z-]+$)/);
        for (const target of Array.isArray(targets) ? targets : []) {
          expect(target.href).toMatch(/^https:/);
          expect(target.title).toBeTruthy();
        }
      }
    }
  });

  test('media types are those that were registered for the links, each of the form that IANA registers', async () => {
    const types = JSON.stringify(await readLinkset(ITEM)).match(/"type":"[^"]+"/g) ?? [];
    expect(new Set(types)).toEqual(
      new Set(['"type":"text/html"', '"type":"application/json"', '"type":"application/ld+json"']),
    );
  });

  test('the default link, and those in several languages, are described by their own type as well', async () => {
    const [item] = await readLinkset(ITEM);
    const hrefs = (relation: string) => {
      const targets = item?.[relation];
      return Array.isArray(targets) ? targets.map(({ href }) => href) : [];
    };
    const described = hrefs(`${GS1}pip`);
    expect(hrefs(`${GS1}defaultLink`)).toHaveLength(1);
    expect(hrefs(`${GS1}defaultLinkMulti`).length).toBeGreaterThan(1);
    for (const href of [...hrefs(`${GS1}defaultLink`), ...hrefs(`${GS1}defaultLinkMulti`)]) {
      expect(described).toContain(href);
    }
  });

  test('the default link is exactly one, without optional attributes', async () => {
    for (const context of await readLinkset(LOT)) {
      expect(context[`${GS1}defaultLink`]).toHaveLength(1);
      expect(Object.keys(context[`${GS1}defaultLink`]?.[0] ?? {})).toEqual(['href', 'title']);
    }
  });

  test('a Link header leads to the JSON-LD context, which is application/ld+json', async () => {
    const { link } = await ask(`${ITEM}?linkType=linkset`);
    const href = /<([^>]+)>; rel="http:\/\/www\.w3\.org\/ns\/json-ld#context"/.exec(link)?.[1];
    expect(href).toBe(`${system.url}/linkset.jsonld`);
    expect((await fetch(href ?? '')).headers.get('content-type')).toBe('application/ld+json');
  });

  test.skipIf(!existsSync(DATA))(
    "are valid against GS1's schemas (skipped without the shared data)",
    async () => {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      for (const file of ['gs1-linkset-schema.json', 'gs1-linkset-schema-1.2.json']) {
        const validate = ajv.compile(JSON.parse(readFileSync(new URL(file, DATA), 'utf8')));
        for (const path of [ITEM, LOT, `${LOT}/21/S1`]) {
          expect(validate({ linkset: await readLinkset(path) }), JSON.stringify(validate.errors)).toBe(true);
        }
      }
    },
  );
});

describe('redirects', () => {
  test('lead to the default link where nothing in the request fits another one better', async () => {
    expect((await ask(ITEM)).location).toBe('https://example.org/en');
    expect((await ask(ITEM, { 'accept-language': 'ja' })).location).toBe('https://example.org/en');
  });

  test('however granular a URI is, there is a default at its level or above', async () => {
    for (const path of [ITEM, LOT, `${LOT}/21/S1`, `${ITEM}/10/unknown`]) {
      expect((await ask(path)).status, path).toBe(307);
    }
    // But a serial number that nobody registered is of no item that is known.
    expect((await ask(`${LOT}/21/unknown`)).status).toBe(404);
  });

  test('lead to the type of link that is asked for, of this level or of one above', async () => {
    expect((await ask(`${LOT}/21/S1?linkType=gs1:traceability`)).location).toContain(
      'https://example.org/lot',
    );
    expect((await ask(`${LOT}?linkType=${encodeURIComponent(`${UNTP}dpp`)}`)).location).toContain('/dpp');
  });

  test('a type of link that is not available is answered with 404', async () => {
    expect((await ask(`${ITEM}?linkType=gs1:recipeInfo`)).status).toBe(404);
  });

  test('all pairs of the query are passed on', async () => {
    expect((await ask(`${ITEM}?foo=bar&17=261231&a=%20`)).location).toBe(
      'https://example.org/en?foo=bar&17=261231&a=%20',
    );
  });

  test('language, media type and context tell links of one type apart', async () => {
    expect((await ask(ITEM, { 'accept-language': 'fr-BE, en;q=0.5' })).location).toBe(
      'https://example.org/fr',
    );
    expect((await ask(`${ITEM}?context=AU`)).location).toContain('https://example.org/au');
    const wish = `${ITEM}?linkType=gs1:masterData`;
    expect((await ask(wish, { accept: 'application/json' })).location).toContain('https://example.org/data');
    expect((await ask(wish, { accept: 'text/html' })).location).toContain('https://example.org/page');
  });

  test('several best matches are all given, with 300', async () => {
    expect((await ask(`${ITEM}?linkType=gs1:masterData`)).status).toBe(300);
    // One of those that are registered always has the flags.
    const relation = `${GS1}certificationInfo`;
    const flags = { isDefaultContext: true, isDefaultType: true };
    await putAnchor(system, 'gs1/01/09506000164908', {
      links: [
        { href: 'https://example.org/', isDefault: true, ...flags },
        { href: 'https://example.org/1', relation, ...flags },
        { href: 'https://example.org/2', relation },
      ],
    });
    const certificates = await ask('/01/09506000164908?linkType=gs1:certificationInfo');
    expect([certificates.status, certificates.location]).toEqual([300, null]);
  });

  test('the linkset is exposed in the Link header even then', async () => {
    expect((await ask(ITEM)).link).toContain(`<${system.url}${ITEM}?linkType=linkset>; rel="linkset"`);
  });

  test('by company prefix are annotated with gs1:handledBy instead of the linkset', async () => {
    const { status, link } = await ask('/01/04012345000009');
    expect(status).toBe(307);
    expect(link).toContain('rel="https://ref.gs1.org/voc/handledBy"');
    expect(link).not.toContain('rel="linkset"');
  });
});

describe('the resolver description file', () => {
  test('is at /.well-known/gs1resolver, with the supported primary keys and the JSON-LD context', async () => {
    const { status, text } = await ask('/.well-known/gs1resolver');
    expect(status).toBe(200);
    expect(JSON.parse(text).supportedPrimaryKeys).toContain('01');
    expect(JSON.parse(text).jsonLdContextLocation).toBe(`${system.url}/linkset.jsonld`);
  });

  test('names the GS1 Web vocabulary among its namespaces', async () => {
    const { text } = await ask('/.well-known/gs1resolver');
    expect(JSON.parse(text).supportedLinkType).toContainEqual({
      namespace: 'https://ref.gs1.org/voc/',
      prefix: 'gs1:',
    });
  });

  test('link types that are defined elsewhere and repeat one of GS1 are told to who defines them', async () => {
    const api = createApi(system, TEST_ADMIN_TOKEN);
    const { status, body } = await api.put<{ warnings: { pointer: string }[] }>('/vocabularies/shop', {
      uri: 'https://example.org/voc/shop#',
      title: 'Shop',
      linkTypes: { pip: { title: 'Our page' }, own: { title: 'Something of its own' } },
    });
    expect([status, body.warnings.map(({ pointer }) => pointer)]).toEqual([201, ['/linkTypes/pip']]);
  });
});
