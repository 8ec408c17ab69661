import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const PACKAGES = new URL('../../', import.meta.url);
const GUIDE = readFileSync(new URL('../docs/orcid.md', PACKAGES), 'utf8');

type Line = { number: string; shownBy: { file: string; name: string }[] };

/** Lines of tables that begin with a number such as S12. */
function readLines(): Line[] {
  return [...GUIDE.matchAll(/^\| ([A-Z]\d+) \|.*\| (.*) \|$/gm)].map(([, number = '', cell = '']) => ({
    number,
    shownBy: cell.split('; `').flatMap((part) => {
      const file = /^`?([\w./-]+\.test\.ts)`: /.exec(part)?.[1] ?? '';
      return [...part.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file, name }));
    }),
  }));
}

/** The names of the tests of a file, as they are written in it. */
function readTestNames(file: string): Set<string> {
  const url = new URL(file, PACKAGES);
  if (!existsSync(url)) return new Set();
  const source = readFileSync(url, 'utf8');
  const names = source.matchAll(
    /\b(?:test|it)\b[^'"`]*?(?:\][^'"`]*)?\(\s*(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1,/g,
  );
  const direct = [...names].map(([, , name = '']) => name);
  const listed = [...source.matchAll(/\)\(\s*(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1,/g)].map(
    ([, , name = '']) => name,
  );
  return new Set([...direct, ...listed].map((name) => name.replaceAll("\\'", "'")));
}

describe('the guide to ORCID', () => {
  const lines = readLines();

  test('has every line that it announces, and each is shown by a test', () => {
    const announced = [...GUIDE.matchAll(/<!-- lines ([A-Z])1 to [A-Z](\d+) -->/g)].flatMap(
      ([, letter, last]) => Array.from({ length: Number(last) }, (_, index) => `${letter}${index + 1}`),
    );
    expect(announced.length).toBeGreaterThan(70);
    expect(lines.map(({ number }) => number)).toEqual(announced);
    expect(lines.filter(({ shownBy }) => shownBy.length === 0)).toEqual([]);
  });

  test('names tests that are there', () => {
    const missing = lines.flatMap(({ number, shownBy }) =>
      shownBy
        .filter(({ file, name }) => !readTestNames(file).has(name))
        .map(({ file, name }) => `${number}: ${file} has no test “${name}”`),
    );
    expect(missing).toEqual([]);
  });
});
