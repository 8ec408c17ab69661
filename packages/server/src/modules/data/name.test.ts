import { describe, expect, test } from 'vitest';
import { judgeName, NAME_LIMIT_BYTES, readName } from './name.ts';

const NUL = String.fromCharCode(0);
const RIGHT_TO_LEFT_OVERRIDE = String.fromCharCode(0x202e);
const RIGHT_TO_LEFT_MARK = String.fromCharCode(0x200f);
const RIGHT_TO_LEFT_ISOLATE = String.fromCharCode(0x2067);
const ZERO_WIDTH_SPACE = String.fromCharCode(0x200b);
const BYTE_ORDER_MARK = String.fromCharCode(0xfeff);
const SOFT_HYPHEN = String.fromCharCode(0xad);
const HANGUL_FILLER = String.fromCharCode(0x3164);
const LINE_SEPARATOR = String.fromCharCode(0x2028);
const NEXT_LINE = String.fromCharCode(0x85);
const NO_BREAK_SPACE = String.fromCharCode(0xa0);
const HALF_OF_A_PAIR = String.fromCharCode(0xd83d);
const TAG_LETTER = String.fromCodePoint(0xe0041);

describe('names that are refused', () => {
  test.each([
    ['nothing', '', /empty/],
    ['a dot', '.', /paths/],
    ['two dots', '..', /paths/],
    ['a slash', 'a/b', /slash/],
    ['a path that climbs', '../../etc/passwd', /slash/],
    ['a backslash', 'a\\b', /backslash/],
    ['NUL', `a${NUL}b`, /control/],
    ['a bell', 'a\x07b', /control/],
    ['delete', 'a\x7fb', /control/],
    ['a new line', 'a\nb', /new line/],
    ['a carriage return', 'a\rb', /new line/],
    ['a tab', 'a\tb', /tab/],
    ['the next-line character', `a${NEXT_LINE}b`, /new line/],
    ['a line separator', `a${LINE_SEPARATOR}b`, /new line/],
    ['a backquote', 'a`b', /backquote/],
    ['a double quote', 'a"b', /double quote/],
    ['a right-to-left override', `invoice${RIGHT_TO_LEFT_OVERRIDE}fdp.exe`, /direction/],
    ['a right-to-left mark', `a${RIGHT_TO_LEFT_MARK}`, /direction/],
    ['a right-to-left isolate', `a${RIGHT_TO_LEFT_ISOLATE}b`, /direction/],
    ['a zero-width space', `a${ZERO_WIDTH_SPACE}b`, /nobody sees/],
    ['a byte order mark', `${BYTE_ORDER_MARK}a`, /nobody sees/],
    ['a soft hyphen', `a${SOFT_HYPHEN}b`, /nobody sees/],
    ['a filler that is a letter', `a${HANGUL_FILLER}`, /nobody sees/],
    ['a tag character', `a${TAG_LETTER}`, /nobody sees/],
    ['the first half of a surrogate pair', `a${HALF_OF_A_PAIR}`, /surrogate/],
    ['a space alone', ' ', /spaces alone/],
    ['no-break spaces alone', NO_BREAK_SPACE.repeat(3), /spaces alone/],
    ['256 letters', 'a'.repeat(256), /255 bytes/],
    ['128 letters of two bytes', 'é'.repeat(128), /255 bytes/],
    ['10,000 letters', 'a'.repeat(10_000), /255 bytes/],
    ['10,000 slashes', '/'.repeat(10_000), /255 bytes/],
    ['a million letters with as many accents', 'e\u0301'.repeat(1_000_000), /255 bytes/],
  ])('%s', (_, name, reason) => {
    expect(judgeName(name)).toEqual({ refused: expect.stringMatching(reason), warnings: [] });
    expect(() => readName(name)).toThrow('cannot be a name');
  });
});

describe('names that are warned of', () => {
  test.each([
    ['a space', 'two words.txt', /spaces/],
    ['a space first', ' a', /begins with a space/],
    ['a space last', 'a ', /ends with a space/],
    ['a dot first', '.hidden', /hide/],
    ['a dot last', 'a.', /Windows drops/],
    ['a hyphen first', '-rf', /option/],
    ['a question mark', 'what?', /Windows cannot store/],
    ['a colon', '12:30', /Windows cannot store/],
    ['a device of Windows', 'NUL', /device/],
    ['a device of Windows with an ending', 'com1.txt', /device/],
    ['an ampersand', 'R&D', /special characters/],
    ['parentheses', 'copy(1)', /special characters/],
    ['letters of another script', 'данные', /beyond ASCII/],
    ['the longest name of two-byte letters', `a${'é'.repeat(127)}`, /beyond ASCII/],
  ])('%s', (_, name, warning) => {
    const { refused, warnings } = judgeName(name);
    expect(refused).toBeNull();
    expect(warnings).toContainEqual(expect.stringMatching(warning));
    expect(readName(name)).toBe(name);
  });

  test('one name can be warned of for several things', () => {
    expect(judgeName(' .hidden & gone?').warnings).toHaveLength(4);
  });
});

test.each([
  ['Carberry_psychoceramics_2026'],
  ['README.md'],
  ['data-v1.0.tar.gz'],
  ['a'],
  ['a'.repeat(NAME_LIMIT_BYTES)],
])('a plain name is neither refused nor warned of: %s', (name) => {
  expect(judgeName(name)).toEqual({ refused: null, warnings: [] });
});

test('a name typed with combining accents is stored as the one without', () => {
  const combined = 'donne\u0301es';
  const composed = 'donn\u00e9es';
  expect(combined).not.toBe(composed);
  expect(readName(combined)).toBe(composed);
});

test('a name that is too long with combining accents but not without them is good', () => {
  const combined = 'e\u0301'.repeat(120);
  expect(Buffer.byteLength(combined)).toBeGreaterThan(NAME_LIMIT_BYTES);
  expect(readName(combined)).toBe('é'.repeat(120));
});
