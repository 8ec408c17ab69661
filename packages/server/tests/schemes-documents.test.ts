import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { describeProducts, type SchemeBody } from './support/schemes.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type Change = [pointer: string, value: unknown];
type Vectors = {
  base: Record<string, unknown>;
  cases: { rule: string; kept: Change[]; broken: Change[]; places: string[] }[];
  namespaces: { accepted: string[]; refused: string[] };
};
const vectors = JSON.parse(
  readFileSync(new URL('../../../vectors/scheme-documents.json', import.meta.url), 'utf8'),
) as Vectors;

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
});
afterAll(() => system.close());

/** The document of the vectors with some members set. */
function change(changes: readonly Change[]): Record<string, unknown> {
  const document = structuredClone(vectors.base);
  for (const [pointer, value] of changes) {
    const segments = pointer.slice(1).split('/');
    const last = segments.pop() ?? '';
    const place = segments.reduce<unknown>(
      (part, segment) => (part as Record<string, unknown>)[segment],
      document,
    );
    if (Array.isArray(place) && last === '-') place.push(value);
    else if (value === null) delete (place as Record<string, unknown>)[last];
    else (place as Record<string, unknown>)[last] = value;
  }
  return document;
}

async function put(document: unknown, namespace = 'acme') {
  const path = `/schemes/${encodeURIComponent(namespace)}`;
  const { status } = await operator.get(path);
  return operator.put<SchemeBody & ProblemBody>(path, document, status === 200 ? { 'if-match': '*' } : {});
}

describe('a namespace document', () => {
  test.each(vectors.cases)('$rule: accepted', async ({ kept }) => {
    const answer = await put(change(kept));
    expect(answer.body.errors).toBeUndefined();
    expect([200, 201]).toContain(answer.status);
  });

  test.each(vectors.cases)('$rule: refused', async ({ broken, places }) => {
    const answer = await put(change(broken));
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual(places);
  });

  test('is told all its problems at once', async () => {
    const { cases } = vectors;
    const several = [
      'a qualifier has no qualifiers',
      'the pattern of a data attribute is valid',
      'the profile is one that a resolver knows',
    ];
    const chosen = cases.filter(({ rule }) => several.includes(rule));
    const answer = await put(change(chosen.flatMap(({ broken }) => broken)));
    expect(answer.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(
      chosen.flatMap(({ places }) => places).sort(),
    );
  });

  test('is kept as it was given, and complete', async () => {
    const answer = await put({ ...describeProducts('whole'), title: 'Crème brûlée 日本語 😀' }, 'whole');
    expect(answer.status).toBe(201);
    const read = await operator.get<SchemeBody>('/schemes/whole');
    expect(read.body.document).toEqual({
      id: 'identifiers/whole',
      namespace: 'whole',
      title: 'Crème brûlée 日本語 😀',
      namespaceURI: '',
      namespaceProfile: '',
      applicationIdentifiers: describeProducts('whole').applicationIdentifiers,
    });
  });

  test.each([[[]], ['text'], [5], [true], [null]])('is an object, not %j', async (document) => {
    const answer = await operator.put<ProblemBody>('/schemes/shapeless', document);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ pointer: '', detail: 'This must be an object.' }]);
  });

  test('with too many or too large parts is refused', async () => {
    const [first] = describeProducts('large').applicationIdentifiers;
    const many = Array.from({ length: 1001 }, (_, index) => ({
      ...first,
      ai: `a${index}`,
      shortcode: `s${index}`,
    }));
    const tooMany = await put({ applicationIdentifiers: many }, 'large');
    expect(tooMany.body.errors?.[0]).toEqual({
      pointer: '/applicationIdentifiers',
      detail: 'This has at most 1000 entries, not 1001.',
    });
    const heavy = many.slice(0, 1000).map((each) => ({ ...each, regex: '\\pL{400}', qualifiers: [] }));
    const began = performance.now();
    const tooLarge = await put({ applicationIdentifiers: heavy }, 'large');
    expect(tooLarge.body.errors?.[0]?.detail).toContain('too large together');
    expect(performance.now() - began).toBeLessThan(5000);
    const long = await put({ ...describeProducts('large'), title: 'x'.repeat(501) }, 'large');
    expect(long.body.errors?.[0]?.pointer).toBe('/title');
  });
});

describe('the name of a namespace', () => {
  test.each(vectors.namespaces.accepted)('may be %s', async (namespace) => {
    const { namespaces } = vectors;
    const isFirst =
      namespaces.accepted.find((each) => each.toLowerCase() === namespace.toLowerCase()) === namespace;
    const answer = await put({ ...describeProducts(namespace) }, namespace);
    expect(answer.status).toBe(isFirst ? (namespace === 'acme' ? 200 : 201) : 409);
  });

  test.each(vectors.namespaces.refused)('may not be %s', async (namespace) => {
    const answer = await put({ ...describeProducts(namespace) }, namespace);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(
      (await operator.get<{ items: SchemeBody[] }>('/schemes?limit=200')).body.items.map(
        (each) => each.namespace,
      ),
    ).not.toContain(namespace);
  });

  test('is one name whatever its case', async () => {
    expect((await put(describeProducts('Cases'), 'Cases')).status).toBe(201);
    const other = await put(describeProducts('cAsEs'), 'cAsEs');
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({
      detail: 'There is a scheme “Cases” already; names that differ only in their case are the same.',
      errors: [{ pointer: '/namespace' }],
    });
    const gs1 = await put(describeProducts('GS1'), 'GS1');
    expect(gs1.status).toBe(409);
  });

  test('of a kind of identifier has no parts that look like one', async () => {
    const named = (ai: string) => ({
      applicationIdentifiers: [{ title: 'A', label: 'A', shortcode: 'hdl', ai, type: 'I', regex: '.+' }],
    });
    const refused = await put(named('10.5072'), 'hdl');
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.[0]).toMatchObject({ pointer: '/applicationIdentifiers/0/ai' });
    expect((await put(named('handle'), 'hdl')).status).toBe(201);
  });
});
