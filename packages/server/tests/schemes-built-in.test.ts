import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationIdentifier } from '../src/anchors/scheme-document.ts';
import { bootstrap } from '../src/bootstrap.ts';
import { checkDocument } from '../src/modules/schemes/document/check-document.ts';
import { type Api, createApi } from './support/api.ts';
import type { SchemeBody } from './support/schemes.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const SEQUENCES = new URL('../../../../shared/data/idr/gs1-dl-key-qualifier-sequences.json', import.meta.url);
const NAMESPACES = ['ark', 'doi', 'gs1', 'handle', 'igsn', 'isbn', 'issn', 'orcid', 'raid', 'ror'];

type Check = {
  valid: boolean;
  anchor: string | null;
  url: string | null;
  levels: string[];
  elements: { ai: string; given: string; value: string }[];
  problem: { code: string; detail: string; segment: number } | null;
};

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
});
afterAll(() => system.close());

async function check(namespace: string, path: string): Promise<Check> {
  const answer = await operator.post<Check>(`/schemes/${namespace}/check`, { path });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function readIdentifiers(namespace: string): Promise<Map<string, ApplicationIdentifier>> {
  const { body } = await operator.get<SchemeBody>(`/schemes/${namespace}`);
  const identifiers = body.document.applicationIdentifiers as unknown as ApplicationIdentifier[];
  return new Map(identifiers.map((each) => [each.ai, each]));
}

describe('the schemes that come with the service', () => {
  test('are there after the first start, for every organisation', async () => {
    const { body } = await operator.get<{ items: SchemeBody[] }>('/schemes');
    expect(body.items.map(({ namespace }) => namespace)).toEqual(NAMESPACES);
    expect(body.items.every(({ shared }) => shared)).toBe(true);
    const strict = body.items.filter(({ profile }) => profile === 'gs1');
    expect(strict.map(({ namespace }) => namespace)).toEqual(['gs1']);
  });

  test.each(NAMESPACES)('keep every rule that other schemes keep: %s', async (namespace) => {
    const { body } = await operator.get<SchemeBody>(`/schemes/${namespace}`);
    const shape = { namespace, identifierPath: 'identifiers', unknownMembers: 'refuse' as const };
    expect(checkDocument(body.document, shape)).toEqual({ ok: true, document: body.document });
  });

  test.each([
    ['doi', 'doi/10.5072%2FABC', 'doi/doi/10.5072%2Fabc'],
    ['ark', 'ark/99999%2Ffk4-4w2s', 'ark/ark/ark%3A99999%2Ffk44w2s'],
    ['handle', 'handle/20.500.12345%2FX', 'handle/handle/20.500.12345%2FX'],
    ['igsn', 'igsn/10.5072%2FABC', 'igsn/igsn/10.5072%2Fabc'],
    ['orcid', 'orcid/000000021694233x', 'orcid/orcid/0000-0002-1694-233X'],
    ['ror', 'ror/05DXPS055', 'ror/ror/05dxps055'],
    ['isbn', 'isbn/0-306-40615-2', 'isbn/isbn/9780306406157'],
    ['issn', 'issn/03785955', 'issn/issn/0378-5955'],
    ['raid', 'raid/10.5072%2FA1B2C', 'raid/raid/10.5072%2Fa1b2c'],
  ])('read and normalise identifiers: %s', async (namespace, path, anchor) => {
    expect(await check(namespace, path)).toMatchObject({ valid: true, anchor });
  });

  test.each([
    ['doi', 'doi/11.5072%2Fabc'],
    ['ark', 'ark/x'],
    ['handle', 'handle/20.500.12345'],
    ['igsn', 'igsn/%20'],
    ['orcid', 'orcid/0000-0002-1825-0098'],
    ['ror', 'ror/05dxps054'],
    ['isbn', 'isbn/9780306406158'],
    ['issn', 'issn/0378-5954'],
    ['raid', 'raid/10378.1%2F1234'],
  ])('refuse what is none: %s', async (namespace, path) => {
    expect(await check(namespace, path)).toMatchObject({
      valid: false,
      anchor: null,
      problem: { segment: 1 },
    });
  });
});

describe('the scheme of GS1', () => {
  test.skipIf(!existsSync(SEQUENCES))(
    'has the qualifiers of every primary key in their order (skipped without GS1’s table)',
    async () => {
      const table = JSON.parse(readFileSync(SEQUENCES, 'utf8')) as { vectors: string[][] };
      const identifiers = await readIdentifiers('gs1');
      const keys = [...identifiers.values()].filter(({ type }) => type === 'I').map(({ ai }) => ai);
      const ours = keys.flatMap((ai) => {
        const { qualifiers = [], qualifierSequences = [qualifiers] } = identifiers.get(ai) ?? {};
        return qualifierSequences.flatMap(listSubsequences).map((each) => [ai, ...each].join(','));
      });
      // The table has all of them but those of 415, which the syntax dictionary has.
      const theirs = [...table.vectors.map((each) => each.join(',')), '415', '415,8020'];
      expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
    },
  );

  test('has its keys with what may follow them', async () => {
    const identifiers = await readIdentifiers('gs1');
    expect(identifiers.get('01')).toMatchObject({
      title: 'Global Trade Item Number (GTIN)',
      shortcode: 'gtin',
      type: 'I',
      qualifiers: ['22', '10', '21', '235'],
      qualifierSequences: [['22', '10', '21'], ['235']],
    });
    expect([...identifiers.values()].filter(({ type }) => type === 'I')).toHaveLength(16);
    expect(identifiers.get('17')).toMatchObject({ type: 'D' });
  });

  test('lets no unknown serial number be answered by its product', async () => {
    const identifiers = await readIdentifiers('gs1');
    const without = [...identifiers.values()].filter(({ fallback }) => fallback === false);
    expect(without.map(({ ai }) => ai)).toEqual(['21', '235', '8011']);
  });

  test('reads a lot of a product, and the product above it', async () => {
    expect(await check('gs1', 'gs1/01/09506000134352/10/AB%2F1')).toEqual({
      valid: true,
      elements: [
        {
          ai: '01',
          shortcode: 'gtin',
          label: 'GTIN',
          type: 'I',
          given: '09506000134352',
          value: '09506000134352',
        },
        { ai: '10', shortcode: 'lot', label: 'BATCH/LOT', type: 'Q', given: 'AB/1', value: 'AB/1' },
      ],
      anchor: 'gs1/01/09506000134352/10/AB%2F1',
      url: `${system.url}/gs1/01/09506000134352/10/AB%2F1`,
      levels: ['gs1/01/09506000134352/10/AB%2F1', 'gs1/01/09506000134352'],
      problem: null,
    });
  });

  test.each([
    ['01/9506000134352', 'gs1/01/09506000134352'],
    ['gtin/09506000134352/lot/A', 'gs1/01/09506000134352/10/A'],
    ['8004/9506000ABC/7040/1ABC', 'gs1/8004/9506000ABC/7040/1ABC'],
  ])('reads %s as %s', async (path, anchor) => {
    expect(await check('gs1', path)).toMatchObject({ valid: true, anchor });
  });

  test('refuses a wrong check digit', async () => {
    const { valid, problem } = await check('gs1', '01/09506000134353');
    expect([valid, problem?.segment]).toEqual([false, 1]);
    expect(problem?.detail).toContain('check digit');
  });

  test.each([
    ['01/09506000134352/21/1/10/A', 'qualifier-order', 4],
    ['01/09506000134352/10/A/235/B', 'qualifier-order', 4],
    ['01/09506000134352/254/A', 'unknown-qualifier', 2],
    ['17/260101', 'no-primary-identifier', 0],
    ['02x/09506000134352', 'unknown-identifier', 0],
    ['01/09506000134', 'gs1-length', 1],
    ['01/09506000134352/10', 'missing-value', 2],
    ['01/09506000134352/10/%zz', 'percent-encoding', 3],
  ])('tells what is wrong with %s', async (path, code, segment) => {
    expect(await check('gs1', path)).toMatchObject({ valid: false, problem: { code, segment } });
  });

  test('reads one value by itself', async () => {
    const ask = (ai: string, value: string) => operator.post<Check>('/schemes/gs1/check', { ai, value });
    expect((await ask('lot', 'A1')).body).toMatchObject({
      valid: true,
      anchor: null,
      elements: [{ ai: '10' }],
    });
    expect((await ask('10', 'A 1')).body).toMatchObject({
      valid: false,
      problem: { code: 'gs1-characters' },
    });
    expect((await ask('x', '1')).body).toMatchObject({
      valid: false,
      problem: { code: 'unknown-identifier' },
    });
  });
});

test('a later start neither overwrites what was changed nor brings back what was deleted', async () => {
  const other = await startSystem();
  try {
    const api = createApi(other, TEST_ADMIN_TOKEN);
    const before = await api.get<SchemeBody>('/schemes/issn');
    const document = { ...before.body.document, title: 'Serials' };
    expect((await api.put('/schemes/issn', document, { 'if-match': '"1"' })).status).toBe(200);
    expect((await api.delete('/vocabularies/untp', { 'if-match': '"1"' })).status).toBe(204);
    const vocabularies = await api.get('/vocabularies');
    await bootstrap(other.ctx);
    expect((await api.get<SchemeBody>('/schemes/issn')).body).toMatchObject({ title: 'Serials', version: 2 });
    expect((await api.get('/vocabularies')).body).toEqual(vocabularies.body);
    expect((await api.get<{ items: unknown[] }>('/schemes')).body.items).toHaveLength(NAMESPACES.length);
  } finally {
    await other.close();
  }
});

/** A sequence, and every one that is left when parts of it are left out. */
function listSubsequences([first, ...rest]: readonly string[]): string[][] {
  if (first === undefined) return [[]];
  const without = listSubsequences(rest);
  return [...without, ...without.map((each) => [first, ...each])];
}
