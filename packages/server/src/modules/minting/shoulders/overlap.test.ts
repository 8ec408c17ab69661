import { describe, expect, test } from 'vitest';
import type { Naming } from './naming.ts';
import { couldMeet } from './overlap.ts';

const ark = (shoulder: string, template = 'eedk', prefix = '99999'): Naming => ({
  type: 'ark',
  prefix,
  shoulder,
  template,
});
const doi = (shoulder: string, template: string | null = null, type: 'doi' | 'igsn' = 'doi'): Naming => ({
  type,
  prefix: '10.5072',
  shoulder,
  template,
});

describe('names of two shoulders', () => {
  test.each([
    ['the same shoulder string', ark('fk4'), ark('fk4', '.zd')],
    ['one shoulder string at the beginning of another', ark('fk4'), ark('fk4x')],
    ['the other way round', ark('fk4x'), ark('fk4')],
    ['DOIs and IGSN IDs of one prefix', doi('s', 'eedk'), doi('s', 'eedk', 'igsn')],
    ['numbers under no shoulder, and under a year', ark('', '.zd'), ark('2026', '.zd')],
    ['a grown name and a long one', ark('', '.zeedk'), ark('x12', '.seeedek')],
    ['random DOI suffixes and names of the same look', doi(''), doi('b0bc-', '.sdddd')],
  ])('could meet: %s', (_, one, other) => {
    expect(couldMeet(one, other)).toBe(true);
    expect(couldMeet(other, one)).toBe(true);
  });

  test.each([
    ['two shoulders that end with their first digit', ark('fk4'), ark('fk5')],
    ['the same shoulder of two prefixes', ark('fk4'), ark('fk4', 'eedk', '12345')],
    ['a DOI and an ARK', doi('fk4', 'eedk'), { ...ark('fk4'), prefix: '10.5072' }],
    ['random DOI suffixes, and short names under a shoulder', doi(''), doi('fk2', 'eedk')],
    ['random DOI suffixes with and without a shoulder', doi(''), doi('samples')],
  ])('never meet: %s', (_, one, other) => {
    expect(couldMeet(one, other)).toBe(false);
    expect(couldMeet(other, one)).toBe(false);
  });
});
