import { expect, test } from 'vitest';
import { readSchemeBody } from './read-scheme-body.ts';
import { IdrRefusal } from './refusals.ts';
import { checkSchemeRules } from './scheme-rules.ts';

const GTIN = {
  title: 'Global Trade Item Number (GTIN)',
  label: 'GTIN',
  shortcode: 'gtin',
  ai: '01',
  type: 'I',
  regex: '(\\d{12,14}|\\d{8})',
  qualifiers: ['10'],
};
const LOT = { title: 'Batch', label: 'LOT', shortcode: 'lot', ai: '10', type: 'Q', regex: '.{0,20}' };

function mistakesOf(body: unknown): unknown {
  try {
    readSchemeBody(body);
  } catch (error) {
    if (error instanceof IdrRefusal && 'errors' in error.body) return error.body.errors;
    throw error;
  }
  return [];
}

function rulesOf(applicationIdentifiers: unknown[]): string[] {
  const { applicationIdentifiers: read } = readSchemeBody({ namespace: 'x', applicationIdentifiers });
  return checkSchemeRules(read).map(({ field, message }) => `${field}: ${message}`);
}

test('a missing member is told twice, as empty and as no string, as release 4 tells it', () => {
  const { type, regex, ...gtin } = GTIN;
  expect(mistakesOf({ namespace: 'x', applicationIdentifiers: [gtin, LOT] })).toEqual([
    { field: 'applicationIdentifiers.0.type', message: 'type is not in the list of allowed values' },
    { field: 'applicationIdentifiers.0.type', message: 'type must be a string' },
    { field: 'applicationIdentifiers.0.regex', message: 'regex should not be empty' },
    { field: 'applicationIdentifiers.0.regex', message: 'regex must be a string' },
  ]);
});

test('mistakes of the identifiers come before those of the namespace', () => {
  expect(mistakesOf({ namespace: '', applicationIdentifiers: [{ ...GTIN, title: '' }] })).toEqual([
    { field: 'applicationIdentifiers.0.title', message: 'title should not be empty' },
    { field: 'namespace', message: 'namespace should not be empty' },
  ]);
});

test.each([
  ['nothing', undefined, ['applicationIdentifiers must be an array']],
  ['an object', {}, ['applicationIdentifiers must be an array']],
  [
    'a text',
    'x',
    ['applicationIdentifiers must be an array', 'applicationIdentifiers nested validation failed'],
  ],
  ['a list of null', [null], ['0 nested validation failed']],
])('%s instead of identifiers is refused', (_name, applicationIdentifiers, messages) => {
  const mistakes = mistakesOf({ namespace: 'x', applicationIdentifiers }) as { message: string }[];
  expect(mistakes.map((each) => each.message)).toEqual(messages);
});

test('an identifier without ai is called by its shortcode, and unknown members are left out', () => {
  const { ai, ...lot } = LOT;
  const read = readSchemeBody({ namespace: 'x', more: 1, applicationIdentifiers: [{ ...lot, more: 1 }] });
  expect(read).toEqual({ namespace: 'x', applicationIdentifiers: [{ ...LOT, ai: 'lot' }] });
});

test('every rule of release 4 is told in its words', () => {
  expect(rulesOf([GTIN, LOT])).toEqual([]);
  expect(rulesOf([GTIN, LOT, { ...LOT, shortcode: 'lot2' }])).toContain(
    "applicationIdentifiers: Duplicate identifier with AI or shortcode '10'",
  );
  expect(rulesOf([GTIN, LOT, { ...LOT, ai: '11' }])).toContain(
    "applicationIdentifiers: Duplicate identifier with AI or shortcode 'lot'",
  );
  expect(rulesOf([GTIN])).toEqual(["qualifiers: Qualifier with AI or shortcode '10' not found"]);
  expect(rulesOf([{ ...GTIN, qualifiers: [] }, LOT])).toEqual([
    "qualifiers: Qualifier with AI or shortcode '10' is not listed in any primary identifier's qualifiers array",
  ]);
  expect(rulesOf([GTIN, { ...LOT, qualifiers: ['10'] }])).toEqual([
    "qualifiers: Qualifier with AI or shortcode'10' cannot have its own qualifiers",
  ]);
  expect(rulesOf([GTIN, LOT, { ...LOT, ai: '17', shortcode: 'exp', type: 'D', qualifiers: ['10'] }])).toEqual(
    ["qualifiers: Data attribute with AI or shortcode '17' cannot have its own qualifiers"],
  );
  expect(rulesOf([{ ...GTIN, regex: '([a-zA-Z' }, LOT])).toEqual(["regex: Invalid regex '([a-zA-Z'"]);
});
