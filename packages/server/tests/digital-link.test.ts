import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import { type System, startSystem } from './support/start-system.ts';
import { makeParts, putAnchor, putScheme } from './support/typed-links.ts';

const DATA = new URL('../../../../shared/data/idr/', import.meta.url);
const GTIN = '09506000134352';
let system: System;

beforeAll(async () => {
  system = await startSystem();
  await putScheme(system, makeParts('parts', 'open'));
  await putAnchor(system, `gs1/01/${GTIN}`, {
    links: [{ href: 'https://example.org/product', isDefault: true, passQuery: false }],
  });
  await putAnchor(system, `gs1/01/${GTIN}/10/00012`, {
    links: [{ href: 'https://example.org/lot', isDefault: true }],
  });
});
afterAll(() => system?.close());

function askRaw(path: string, headers: [string, string][] = []) {
  return sendBytes(Number(new URL(system.url).port), writeRequest({ path, headers }));
}

async function compress(path: string): Promise<{ uncompressed: string; compressed: string }> {
  const answer = await askRaw(`${path}${path.includes('?') ? '&' : '?'}compress=true`);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body);
}

/** The path of an address on the service. */
const pathOf = (address: string) => address.slice(system.url.length);

describe('a GTIN', () => {
  test.each([
    ['of eight digits', '96385074', '00000096385074'],
    ['of twelve digits', '614141123452', '00614141123452'],
    ['of thirteen digits', '9506000134352', GTIN],
    ['of fourteen digits', GTIN, GTIN],
  ])('%s is found as the one of fourteen digits', async (_name, spelling, canonical) => {
    await putAnchor(system, `gs1/01/${canonical}`, {
      links: [{ href: 'https://example.org/found', isDefault: true }],
    });
    const answer = await askRaw(`/01/${spelling}`);
    expect(answer.headers.get('location')).toBe('https://example.org/found');
    expect(answer.headers.get('link')).toContain(`<${system.url}/01/${canonical}>; rel="owl:sameAs"`);
  });
});

describe('compressed', () => {
  test('an identifier is read like the uncompressed one, which is named in the Link header', async () => {
    const { compressed, uncompressed } = await compress(`/01/${GTIN}/10/00012`);
    expect(uncompressed).toBe(`${system.url}/01/${GTIN}/10/00012`);
    expect(compressed.length).toBeLessThan(uncompressed.length);
    for (const path of [pathOf(compressed), `/gs1${pathOf(compressed)}`, `${pathOf(compressed)}/`]) {
      const answer = await askRaw(path);
      expect(answer.status).toBe(307);
      expect(answer.headers.get('location')).toBe('https://example.org/lot');
      expect(answer.headers.get('link')).toContain(`<${uncompressed}>; rel="owl:sameAs"`);
    }
  });

  test('its linkset has the uncompressed address as its subject', async () => {
    const { compressed } = await compress(`/01/${GTIN}`);
    const { body } = await askRaw(`${pathOf(compressed)}?linkType=linkset`);
    expect(JSON.parse(body).linkset[0].anchor).toBe(`${system.url}/01/${GTIN}`);
  });

  test('attributes come out again, and are passed on', async () => {
    const { compressed } = await compress(`/01/${GTIN}/10/00012?17=261231&x=1`);
    expect(compressed).not.toContain('17=261231');
    const { headers } = await askRaw(pathOf(compressed));
    expect(headers.get('location')).toBe('https://example.org/lot?17=261231&x=1');
  });

  test('alone as plain text for who asks for that', async () => {
    const answer = await askRaw(`/01/${GTIN}?compress=true`, [['Accept', 'text/plain']]);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.body.trim()).toBe((await compress(`/01/${GTIN}`)).compressed);
  });

  test('only identifiers of GS1 are', async () => {
    await putAnchor(system, 'parts/part/AB1234', {
      links: [{ href: 'https://example.org/part', isDefault: true }],
    });
    expect((await askRaw('/parts/part/AB1234?compress=true')).status).toBe(302);
  });

  test('what holds no identifier is not found at the root, and refused under the name of the scheme', async () => {
    expect((await askRaw('/AQnYUc1g')).status).toBe(404);
    expect((await askRaw('/gs1/AQnYUc1g')).status).toBe(400);
    for (const word of ['/robots', '/index', '/a', '/-', '/_']) {
      expect((await askRaw(word)).status).toBe(404);
    }
  });
});

type Vectors = { vectors: { valid: boolean; uri: string }[] };

describe.skipIf(!existsSync(DATA))("GS1's vectors (skipped without the shared data)", () => {
  test('compression keeps every address that the resolver reads, and none gets an answer that it must not have', async () => {
    const file = new URL('gs1-dl-uri-parse-vectors.json', DATA);
    const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    let kept = 0;
    for (const { uri } of vectors) {
      // Addresses with their key first, as the resolver has them; others hold another service's folders.
      const path = /^https?:\/\/[^/?#]+(\/\d{2,4}\/[^#]*)/i.exec(uri)?.[1];
      if (path === undefined) continue;
      const plain = await askRaw(path);
      expect([307, 400, 404], path).toContain(plain.status);
      if (plain.status === 400) continue;
      const { uncompressed, compressed } = await compress(path);
      const again = await compress(pathOf(compressed));
      expect(again.uncompressed, path).toBe(uncompressed);
      kept += 1;
    }
    expect(kept).toBeGreaterThan(20);
  });

  test('every sequence of qualifiers is read', async () => {
    const file = new URL('gs1-dl-key-qualifier-sequences.json', DATA);
    const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: string[][] };
    const { gs1Examples } = await import('./support/gs1-examples.ts');
    for (const ais of vectors) {
      const path = ais.map((ai) => `/${ai}/${gs1Examples[ai]}`).join('');
      const answer = await askRaw(path);
      expect([307, 404], path).toContain(answer.status);
    }
  });
});
