import { existsSync, readFileSync } from 'node:fs';
import { normalizeArk } from '@mintmark/identifiers';
import { describe, expect, test } from 'vitest';
import { parseAsked } from './parse.ts';

const DATA = new URL('../../../../../shared/data/minting/', import.meta.url);
const exists = existsSync(DATA);
const title = exists
  ? 'addresses as N2T’s resolver cleans them'
  : 'addresses as N2T’s resolver cleans them (skipped: the data folder is missing)';

type Request = [{ url: string }, { cleaned: string; is_introspection: boolean }];

describe.skipIf(!exists)(title, () => {
  const requests = () =>
    (JSON.parse(readFileSync(new URL('rslv_vectors.json', DATA), 'utf8')) as { request: Request[] }).request;
  const targetOf = (url: string) => url.slice('http://example.com'.length);

  test('name the same ARK, in full, encoded or bare, and ask for its description alike', () => {
    const arks = requests().filter(([, { cleaned }]) => cleaned.startsWith('ark:'));
    expect(arks).toHaveLength(7);
    for (const [{ url }, { cleaned, is_introspection }] of arks) {
      const asked = parseAsked(targetOf(url));
      expect([url, asked.kind === 'pid' ? asked.pid.canonical : null]).toEqual([url, normalizeArk(cleaned)]);
      expect([url, asked.wish.kind]).toEqual([url, is_introspection ? 'description' : 'thing']);
    }
  });

  test('differ where N2T resolves schemes that are not ours', () => {
    const others = requests().filter(([, { cleaned }]) => !cleaned.startsWith('ark:'));
    expect(others.map(([{ url }]) => parseAsked(targetOf(url)).kind)).toEqual(['unreadable', 'unreadable']);
  });

  test('differ where N2T knows /.info/ as an inflection: to the specification it is a part of the name', () => {
    expect(parseAsked('/ark:12345/foo/.info/')).toMatchObject({
      pid: { canonical: 'ark:12345/foo/info' },
      wish: { kind: 'thing' },
    });
  });
});
