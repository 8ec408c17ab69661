import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawFirstDrand48 } from './drand48.ts';
import {
  createNoidSequence,
  formatNoidName,
  type NoidTemplate,
  noidCheckCharacter,
  parseNoidTemplate,
  validateNoidName,
} from './index.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url);
const exists = existsSync(DATA);
const title = (what: string) => (exists ? what : `${what} (skipped: the data folder is missing)`);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, DATA), 'utf8'));
}

function readTemplate(text: string): NoidTemplate {
  const result = parseNoidTemplate(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

describe.skipIf(!exists)(title('Noid names as Perl Noid and Nog mint them'), () => {
  const published = () =>
    readJson('minting/noid_published_vectors.json') as {
      ncda: { in: string; check: string }[];
      ncda_invalid: string[];
      sequential: {
        template: string;
        first?: string[];
        first29_joined?: string;
        at?: Record<string, string>;
      }[];
      random_perl_order: {
        template: string;
        naan?: string;
        first?: string[];
        at?: Record<string, string>;
        total?: number;
      }[];
      nog_expandable: { shoulder: string; mask?: string; first?: string[]; next?: string[] }[];
    };

  test('have the same check characters', () => {
    for (const vector of published().ncda) expect(noidCheckCharacter(vector.in)).toBe(vector.check);
    for (const name of published().ncda_invalid) {
      expect(noidCheckCharacter(name.slice(0, -1))).not.toBe(name.slice(-1));
    }
  });

  test('draw the same first numbers as drand48', () => {
    const { first } = readJson('minting/drand48_first_draw.json') as { first: [number, number][] };
    for (const [seed, draw] of first) expect(drawFirstDrand48(seed)).toBe(draw);
  });

  test('have the same sequential order', () => {
    for (const { template, first = [], first29_joined = '', at = {} } of published().sequential) {
      const parsed = readTemplate(template);
      for (const [n, name] of [...first, ...first29_joined].entries()) {
        expect(formatNoidName(parsed, n)).toBe(name);
      }
      for (const [n, name] of Object.entries(at)) {
        expect(createNoidSequence(parsed, { at: Number(n) }).next()).toBe(name);
      }
    }
  });

  test('have the same random order', () => {
    for (const { template, naan = '', first = [], at = {}, total } of published().random_perl_order) {
      const parsed = readTemplate(template);
      const sequence = createNoidSequence(parsed, { zone: naan });
      expect(first.map(() => sequence.next())).toEqual(first);
      for (const [n, name] of Object.entries(at)) {
        expect(createNoidSequence(parsed, { zone: naan, at: Number(n) }).next()).toBe(name);
      }
      if (total !== undefined) {
        expect(createNoidSequence(parsed, { zone: naan, at: total }).next()).toBeNull();
      }
    }
  });

  test('have the order of every classic sequence, and validate', () => {
    const { sequences } = readJson('minting/noid_classic_sequences.json') as {
      sequences: Record<string, string[]>;
    };
    for (const [key, names] of Object.entries(sequences)) {
      const [zone = '', text = ''] = key.split('|');
      const template = readTemplate(text);
      const sequence = createNoidSequence(template, { zone });
      expect(names.map(() => sequence.next())).toEqual(names);
      expect(names.filter((name) => !validateNoidName(template, name, zone).ok)).toEqual([]);
    }
  });

  test('have the order of Nog, from the start and from a later position', () => {
    for (const { shoulder, mask = 'eedk', first, next } of published().nog_expandable) {
      // The vector with `next` continues a minter that has given out 2,191 names.
      const sequence = createNoidSequence(readTemplate(mask), { zone: shoulder, at: next ? 2191 : 0 });
      const blades = first ?? next ?? [];
      expect(blades.map(() => sequence.next())).toEqual(blades.map((blade) => shoulder + blade));
    }
  });
});

describe('a million Nog names', () => {
  test('are those that the Perl minter of shoulder 77913/r7 gave out', () => {
    // SHA-256 of the published list of names 2,191 to 1,002,190 without shoulder, one a line, across a growth.
    const sequence = createNoidSequence(readTemplate('eedk'), { zone: '77913/r7', at: 2191 });
    const hash = createHash('sha256');
    for (let batch = 0; batch < 100; batch += 1) {
      const names = Array.from({ length: 10_000 }, () => sequence.next()?.slice('77913/r7'.length));
      hash.update(`${names.join('\n')}\n`);
    }
    expect(hash.digest('hex')).toBe('419aea56a9b0e2e2d0629c6fb9b8b5cf3a37b13f1879f02136b7e82d6f1a274f');
  });
});
