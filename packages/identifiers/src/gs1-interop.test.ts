import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  findGs1Ai,
  formatGs1ElementString,
  gs1Ais,
  parseGs1DigitalLink,
  parseGs1ElementString,
  parseGs1Path,
} from './index.ts';

const DATA = new URL('../../../../shared/data/idr/', import.meta.url);
const exists = existsSync(DATA);
const title = (what: string) => (exists ? what : `${what} (skipped: the data folder is missing)`);

type Vector = { valid: boolean; uri: string; elementString: string; settings: Record<string, string> };

/** Vectors that ask for what we do not offer. */
const DIFFERENCES = [
  {
    uri: 'https://example.com/01/09520123456788?99=XYZ&89=ABC123',
    settings: 'ValidationEnabled:gs1_encoder_vUNKNOWN_AI_NOT_DL_ATTR',
    reason:
      'Two settings together let an AI that GS1 has not defined pass as a data attribute. A resolver answers 400 to ' +
      'unknown AIs, so there is no such option; with its settings as they come, the engine refuses the address too.',
  },
];

const KNOWN_SETTINGS = [
  'permitConvenienceAlphas',
  'PermitZeroSuppressedGTINinDLuris',
  'PermitUnknownAIs',
  'ValidationEnabled:gs1_encoder_vUNKNOWN_AI_NOT_DL_ATTR',
];

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, DATA), 'utf8'));
}

describe.skipIf(!exists)(title('GS1 Digital Links as GS1’s syntax engine reads them'), () => {
  const read = () => (readJson('gs1-dl-uri-parse-vectors.json') as { vectors: Vector[] }).vectors;

  /** The engine reads neither convenience names nor short GTINs unless told to. */
  function readAsEngine({ uri, settings }: Vector): string | null {
    const result = parseGs1DigitalLink(uri, {
      convenienceNames: settings.permitConvenienceAlphas === 'true',
      shortGtins: settings.PermitZeroSuppressedGTINinDLuris === 'true',
    });
    return result.ok ? formatGs1ElementString(result.value) : null;
  }

  test('differ only where we mean to', () => {
    const vectors = read();
    expect(vectors.length).toBe(118);
    const settings = new Set(vectors.flatMap((vector) => Object.keys(vector.settings)));
    expect([...settings].sort()).toEqual([...KNOWN_SETTINGS].sort());
    const differences = vectors.filter((vector) => {
      return readAsEngine(vector) !== (vector.valid ? vector.elementString : null);
    });
    expect(differences.map(({ uri }) => uri)).toEqual(DIFFERENCES.map(({ uri }) => uri));
    for (const [index, { settings: setting }] of DIFFERENCES.entries()) {
      expect(differences[index]?.settings[setting]).toBe('false');
    }
  });

  test('that are right are right for a resolver too, and mean the same there', () => {
    for (const { valid, uri, elementString } of read()) {
      const whole = parseGs1DigitalLink(uri);
      if (!valid || !whole.ok) continue;
      const [rest = ''] = uri.slice(whole.value.stem.length).split('#');
      const [path = '', query] = rest.split('?');
      const request = parseGs1Path(path, query);
      expect(request.ok && formatGs1ElementString(request.value)).toBe(elementString);
    }
  });
});

describe.skipIf(!exists)(title('Element strings as GS1’s syntax engine writes them'), () => {
  test('are read again as they are, but where the path cannot be told from the elements alone', () => {
    const { vectors } = readJson('gs1-dl-uri-parse-vectors.json') as { vectors: Vector[] };
    const strings = vectors.filter(({ valid }) => valid).map(({ elementString }) => elementString);
    const differences = strings.filter((text) => {
      const link = parseGs1ElementString(text);
      return !link.ok || formatGs1ElementString(link.value) !== text;
    });
    // 235 or 10 may qualify the GTIN and neither may follow the other: the engine too writes no address for it.
    // 89 is no AI, as above.
    expect(differences).toEqual(['^0109520123456788235XYZ^10ABC123', '^010952012345678899XYZ^89ABC123']);
  });
});

describe.skipIf(!exists)(title('Primary keys and qualifiers as GS1’s syntax engine lists them'), () => {
  const read = () => (readJson('gs1-dl-key-qualifier-sequences.json') as { vectors: string[][] }).vectors;

  /** Every path that our table allows for a key: each sequence with any of its qualifiers left out. */
  function listPaths(ai: string): string[] {
    const sequences = findGs1Ai(ai)?.primaryKey?.sequences ?? [];
    const paths: string[][] = [];
    for (const sequence of sequences) {
      const some: string[][] = [[]];
      for (const next of sequence) some.push(...some.map((path) => [...path, next]));
      paths.push(...some);
    }
    return [...new Set([ai, ...paths.map((path) => [ai, ...path].join(' '))])];
  }

  test('are the same, but for AI 415, which is a key in the dictionary and missing from the list', () => {
    const theirs = new Set(read().map((sequence) => sequence.join(' ')));
    const ours = gs1Ais.flatMap(({ ai, primaryKey }) => (primaryKey === null ? [] : listPaths(ai)));
    expect(ours.filter((path) => !theirs.has(path))).toEqual(['415', '415 8020']);
    expect([...theirs].filter((path) => !ours.includes(path))).toEqual([]);
  });

  test('make paths in their order and in no other', () => {
    const values: Record<string, string> = {
      '00': '106141412345678908',
      '01': '09506000134352',
      '253': '9521321345676',
      '255': '9521321345676',
      '402': '95213211234567896',
      '414': '9521321345676',
      '417': '9521321345676',
      '7040': '1ABC',
      '8003': '09521321345676',
      '8006': '095212345432130102',
      '8013': '1987654Ad4X4bL5ttr2310c2K',
      '8017': '952123456789012345',
      '8018': '952123456789012345',
    };
    const write = (ais: string[]) => ais.map((ai) => `/${ai}/${values[ai] ?? '95211'}`).join('');
    for (const sequence of read()) {
      expect(parseGs1Path(write(sequence))).toMatchObject({ ok: true });
      const [key = '', ...qualifiers] = sequence;
      if (qualifiers.length < 2) continue;
      expect(parseGs1Path(write([key, ...qualifiers.reverse()]))).toMatchObject({
        problem: { code: 'gs1-qualifier-order' },
      });
    }
  });
});
