import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findGs1Ai, type Gs1Ai, gs1Ais, gs1ConvenienceNames } from './index.ts';

const DICTIONARY = new URL('../../../../shared/data/idr/gs1-syntax-dictionary.txt', import.meta.url);
const exists = existsSync(DICTIONARY);
const title = (what: string) => (exists ? what : `${what} (skipped: the data folder is missing)`);

/** The entries of the dictionary's text, ranges expanded, in the shape of ours. */
function readDictionary(): Gs1Ai[] {
  const lines = readFileSync(DICTIONARY, 'utf8').split('\n');
  return lines.filter((line) => /^\d/.test(line)).flatMap(readEntry);
}

function readEntry(line: string): Gs1Ai[] {
  const comment = line.indexOf('#');
  const [ais = '', ...words] = (comment === -1 ? line : line.slice(0, comment)).trim().split(/\s+/);
  const flags = /^[*?]+$/.test(words[0] ?? '') ? (words.shift() ?? '') : '';
  const attribute = (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
  const list = (text: string | undefined, separator: string) => (text ? text.split(separator) : []);
  const isKey = words.some((word) => /^dlpkey(=|$)/.test(word));
  return expand(ais).map((ai) => ({
    ai,
    title: comment === -1 ? '' : line.slice(comment + 1).trim(),
    components: words.filter((word) => /^\[?[NXYZ]/.test(word)).map(readComponent),
    predefinedLength: flags.includes('*'),
    dataAttribute: flags.includes('?'),
    requires: list(attribute('req'), ',').map((group) => group.split('+')),
    excludes: list(attribute('ex'), ','),
    primaryKey: isKey
      ? { sequences: list(attribute('dlpkey'), '|').map((sequence) => sequence.split(',')) }
      : null,
  }));
}

function readComponent(word: string): Gs1Ai['components'][number] {
  const [type = '', ...linters] = word.replace(/[[\]]/g, '').split(',');
  const length = Number(/\d+$/.exec(type)?.[0]);
  return {
    characters: type.charAt(0) as 'N',
    min: type.includes('..') ? 1 : length,
    max: length,
    optional: word.startsWith('['),
    linters: linters as Gs1Ai['components'][number]['linters'],
  };
}

function expand(ais: string): string[] {
  const [first = '', last = first] = ais.split('-');
  const all: string[] = [];
  for (let number = Number(first); number <= Number(last); number += 1) {
    all.push(String(number).padStart(first.length, '0'));
  }
  return all;
}

describe('GS1 Application Identifiers', () => {
  test('are found by their number, and only so', () => {
    expect(findGs1Ai('01')).toMatchObject({ ai: '01', title: 'GTIN', predefinedLength: true });
    expect(findGs1Ai('3103')?.title).toBe('NET WEIGHT (kg)');
    expect(findGs1Ai('1')).toBeNull();
    expect(findGs1Ai('3106')).toBeNull();
    expect(findGs1Ai('(01)')).toBeNull();
    expect(findGs1Ai('constructor')).toBeNull();
  });

  test('say which qualifiers a primary key takes, in which order', () => {
    expect(findGs1Ai('01')?.primaryKey).toEqual({ sequences: [['22', '10', '21'], ['235']] });
    expect(findGs1Ai('00')?.primaryKey).toEqual({ sequences: [] });
    expect(findGs1Ai('10')?.primaryKey).toBeNull();
  });

  test('stand in one order, each once, and no AI is the beginning of another', () => {
    const numbers = gs1Ais.map(({ ai }) => ai);
    expect(numbers).toEqual([...new Set(numbers)].sort());
    for (const ai of numbers) {
      expect(numbers.filter((other) => other !== ai && other.startsWith(ai))).toEqual([]);
    }
  });

  test('have convenience names for primary keys and qualifiers only', () => {
    const pathAis = new Set(
      gs1Ais.flatMap(({ ai, primaryKey }) => {
        return primaryKey === null ? [] : [ai, ...primaryKey.sequences.flat()];
      }),
    );
    for (const ai of Object.values(gs1ConvenienceNames)) expect(pathAis).toContain(ai);
    expect(new Set(Object.values(gs1ConvenienceNames)).size).toBe(Object.keys(gs1ConvenienceNames).length);
  });
});

describe.skipIf(!exists)(title('GS1’s syntax dictionary'), () => {
  test('has the same entries', () => {
    const theirs = readDictionary();
    expect(theirs.length).toBeGreaterThan(500);
    for (const entry of theirs) expect(findGs1Ai(entry.ai)).toEqual(entry);
    expect(gs1Ais.map(({ ai }) => ai)).toEqual(theirs.map(({ ai }) => ai));
  });
});
