import { describe, expect, test } from 'vitest';
import { activityKinds, checkItem, findRefusedField } from './index.ts';

const refusal = (code: number | null, detail = '') => ({ code, detail });

describe('the field that a refusal of ORCID’s is about', () => {
  test.each([
    ['work', 9022, '/title'],
    ['work', 9037, '/type'],
    ['work', 9023, '/external-ids'],
    ['work', 9049, '/publication-date'],
    ['employment', 9045, '/organization/disambiguated-organization'],
    ['employment', 9060, '/organization/address'],
    ['service', 9061, '/organization/address/country'],
    ['membership', 9050, '/start-date'],
    ['membership', 9055, '/end-date'],
    ['funding', 9054, '/amount/value'],
    ['peer-review', 9026, '/review-group-id'],
    ['peer-review', 9046, '/convening-organization'],
    ['peer-review', 9023, '/review-identifiers'],
    ['research-resource', 9022, '/proposal/title'],
    ['keyword', 9030, '/content'],
  ] as const)('of a %s, refused with %i, is %s', (kind, code, pointer) => {
    expect(findRefusedField(kind, refusal(code))).toBe(pointer);
  });

  test('is left open where the code does not tell it', () => {
    expect(findRefusedField('work', refusal(9020))).toBe('');
    expect(findRefusedField('work', refusal(null))).toBe('');
    expect(findRefusedField('employment', refusal(9049))).toBe('');
    expect(findRefusedField('keyword', refusal(9022))).toBe('');
    expect(findRefusedField('work', refusal(9037, 'Invalid language code, valid values are: en'))).toBe('');
  });

  test.each(activityKinds)('of a %s is the one that our own check names for what is missing', (kind) => {
    for (const { code, pointer } of checkItem(kind, {})) {
      const found = findRefusedField(kind, refusal(code));
      if (found === '') continue;
      // Ours may name one inside of it, as the number of an amount.
      expect(pointer.startsWith(found) || found.startsWith(pointer), `${code}: ${pointer}, ${found}`).toBe(
        true,
      );
    }
  });
});
