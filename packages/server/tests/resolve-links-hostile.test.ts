import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import { type System, startSystem } from './support/start-system.ts';
import { makeParts, putAnchor, putScheme } from './support/typed-links.ts';

const GTIN = '09506000134352';
let system: System;

beforeAll(async () => {
  system = await startSystem();
  await putScheme(system, makeParts('parts', 'open'));
  await putAnchor(system, `gs1/01/${GTIN}`, {
    links: [{ href: 'https://example.org/product', isDefault: true }],
  });
  await putAnchor(system, 'parts/part/AB1234', {
    links: [{ href: 'https://example.org/part', isDefault: true }],
  });
});
afterAll(() => system?.close());

function askRaw(path: string, headers: [string, string][] = []) {
  return sendBytes(Number(new URL(system.url).port), writeRequest({ path, headers }));
}

const TEN_KB = 'x'.repeat(10_000);

describe('an address that is wrong', () => {
  test.each([
    ['a wrong check digit', '/01/09506000134353', '/path/1', 'check digit'],
    ['a wrong check digit under the name of the scheme', '/gs1/01/09506000134353', '/path/2', 'check digit'],
    ['letters in a GTIN', '/01/0950600013435X', '/path/1', ''],
    ['a GTIN of eleven digits', '/01/09506000134', '/path/1', ''],
    ['an AI that GS1 does not have', '/gs1/99999/1', '/path/1', 'no identifier'],
    ['a qualifier without a key', '/10/ABC', '/path/0', 'by itself'],
    ['a data attribute in the path', `/01/${GTIN}/17/261231`, '/path/2', 'no qualifier'],
    ['qualifiers in the wrong order', `/01/${GTIN}/21/1/10/A`, '/path/4', 'order'],
    ['a qualifier of another key', `/01/${GTIN}/8011/1`, '/path/2', 'no qualifier'],
    ['qualifiers that exclude each other', `/01/${GTIN}/10/A/235/B`, '/path/4', 'order'],
    ['a qualifier twice', `/01/${GTIN}/10/A/10/B`, '/path/4', 'second time'],
    ['a name without a value', `/01/${GTIN}/10`, '/path/2', 'value'],
    ['a key without a value', '/01', '/path/0', 'value'],
    ['a scheme without an identifier', '/gs1', '/path/1', 'missing'],
    ['a scheme with a slash alone', '/gs1/', '/path/1', 'missing'],
    ['an odd segment', `/01/${GTIN}/foo`, '/path/2', 'no qualifier'],
    ['two slashes', `/01//${GTIN}`, '/path/1', 'slashes'],
    ['two slashes at the end', `/01/${GTIN}//`, '/path/2', 'slashes'],
    ['a NUL character', `/01/${GTIN}/10/%00`, '/path/3', 'NUL'],
    ['a value encoded twice', `/01/${GTIN}/10/%2541%20`, '/path/3', ''],
    ['a lot of 21 characters', `/01/${GTIN}/10/${'A'.repeat(21)}`, '/path/3', ''],
    ['a key of 10 kB', `/01/${TEN_KB}`, '/path/1', 'characters'],
    ['a lot of 10 kB', `/01/${GTIN}/10/${TEN_KB}`, '/path/3', 'characters'],
    ['a name of 10 kB', `/gs1/${TEN_KB}/1`, '/path/1', 'no identifier'],
    ['five thousand segments', `/01/${GTIN}${'/10/A'.repeat(2500)}`, '/path/4', 'second time'],
    ['a query of 10 kB', `/01/${GTIN}?x=${TEN_KB}`, '/query', '4096'],
    ['a percent sign in the query', `/01/${GTIN}?x=5%`, '/query', 'percent-encoded'],
    ['an attribute that GS1 does not have', `/01/${GTIN}?9999=1`, '/query/9999', 'no data attribute'],
    ['a key as an attribute', `/01/${GTIN}?00=106141411234567897`, '/query/00', 'no data attribute'],
    ['a day that there is not', `/01/${GTIN}?17=261332`, '/query/17', ''],
    ['an attribute twice', `/01/${GTIN}?17=261231&17=261231`, '/query/17', 'twice'],
    ['a key that the pattern does not have', '/parts/part/ab1234', '/path/2', 'PART'],
    ['a pattern that is anchored', '/parts/part/xxAB1234yy', '/path/2', 'PART'],
    ['dot segments', '/parts/part/..', '/path/2', 'PART'],
    ['markup', '/parts/part/%3Cscript%3E', '/path/2', 'PART'],
    ['line breaks', '/parts/part/AB1234%0D%0ASet-Cookie:%20a=b', '/path/2', 'PART'],
  ])('with %s is told what is wrong and where', async (_name, path, pointer, words) => {
    const answer = await askRaw(path);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeUndefined();
    expect(answer.headers.get('set-cookie')).toBeUndefined();
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const problem = readBody(answer.body);
    expect(problem.errors[0]?.pointer).toBe(pointer);
    expect(problem.detail).toContain(words);
    expect(problem.position).toBeTypeOf('number');
    const page = await askRaw(path, [['Accept', 'text/html']]);
    expect(page.status).toBe(400);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.body).not.toContain('<script>');
  });

  test.each([
    ['a percent sign alone', `/01/${GTIN}/10/50%`, '/path/3'],
    ['a percent sign with one digit', `/01/${GTIN}/10/%4`, '/path/3'],
    ['octets that are no UTF-8', `/01/${GTIN}/10/%C3%28`, '/path/3'],
    ['an octet that is no UTF-8', '/parts/part/%FF', '/path/2'],
  ])('with %s cannot be decoded, and is told where', async (_name, path, pointer) => {
    const { status, headers, body } = await askRaw(path);
    expect(status).toBe(400);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(readBody(body).errors).toEqual([
      { pointer, detail: 'A “%” in this address is not part of a percent-encoded character.' },
    ]);
  });

  test('says at which character of the part it is wrong', async () => {
    expect(readBody((await askRaw(`/01/${GTIN}/10/AB%zz`)).body).detail).toContain(
      'part 4 of its path, character 3',
    );
    expect(readBody((await askRaw('/01/0950600X134352')).body).position).toBe(7);
  });

  test.each(['/nowhere/part/AB1234', '/PARTS/part/AB1234', '/parts2/part/AB1234'])(
    'under a namespace that there is not, %s, is not found',
    async (path) => {
      expect((await askRaw(path)).status).toBe(404);
    },
  );

  test('never leads anywhere and never breaks anything, whatever it is made of', async () => {
    const pieces = [
      '/01',
      '/gs1',
      '/parts',
      '/part',
      '/AB1234',
      `/${GTIN}`,
      '/10',
      '/21',
      '//',
      '/%',
      '/%2F',
      '/..',
      '?',
      '&',
      '=',
      '%00',
      '%E9',
      'é',
      '?linkType=',
      '?linkType=%',
      '/doi',
      '/10.5072',
      '{',
      '"',
    ];
    let seed = 42;
    const next = (limit: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % limit;
    };
    for (let round = 0; round < 300; round += 1) {
      const path = `/${Array.from({ length: 1 + next(6) }, () => pieces[next(pieces.length)]).join('')}`;
      const { status, headers } = await askRaw(path);
      expect([200, 302, 307, 400, 404], path).toContain(status);
      const location = headers.get('location') ?? 'https://example.org/p';
      expect(location, path).toMatch(/^https:\/\/example\.org\/p/);
    }
  });
});

function readBody(text: string) {
  return JSON.parse(text) as {
    detail: string;
    position: number;
    errors: { pointer: string; detail: string }[];
  };
}
