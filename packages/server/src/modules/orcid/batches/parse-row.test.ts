import { itemKinds } from '@mintmark/orcid';
import { describe, expect, test } from 'vitest';
import { titleEntry } from '../entries/title-entry.ts';
import { columnsOf, entryColumns, findColumnAt } from './columns.ts';
import { parseRow } from './parse-row.ts';

const JOSIAH = '0000-0002-1825-0097';

/** The row that a template shows. */
function exampleOf(kind: (typeof itemKinds)[number]): Record<string, string> {
  return Object.fromEntries(
    [...entryColumns, ...columnsOf(kind)].map(({ name, example }) => [name, example]),
  );
}

const employment = {
  'local-id': 'hr-1',
  orcid: JOSIAH,
  organization: 'University of Example',
  city: 'Auckland',
  country: 'nz',
  'organization-id': 'https://ror.org/03b94tp07',
};

describe('rows of a file become items of ORCID', () => {
  test.each(itemKinds)('the example of %s is an item that ORCID takes', (kind) => {
    const { wish, problems } = parseRow(kind, exampleOf(kind));
    expect(problems).toEqual([]);
    expect(wish).toMatchObject({ kind, localId: 'hr-1001', person: { orcid: JOSIAH, email: null } });
    expect(titleEntry(kind, wish?.item ?? {})).not.toBe(kind);
  });

  test.each(itemKinds)('each column of %s leads to a place of its own', (kind) => {
    const places = columnsOf(kind).map(({ goesTo, pointer }) => `${goesTo ?? 'item'}${pointer}`);
    expect(new Set(places).size).toBe(places.length);
    const names = [...entryColumns, ...columnsOf(kind)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('an employment is written as in ORCID’s samples', () => {
    const row = {
      ...employment,
      department: 'Geology',
      role: 'Curator',
      'start-date': '2021-3',
      'end-date': '2023-01-05',
      url: 'https://example.org/hr/1',
      'external-id-type': 'Source-Work-Id',
      'external-id-value': 'hr-1',
    };
    expect(parseRow('employment', row).wish?.item).toEqual({
      organization: {
        name: 'University of Example',
        address: { city: 'Auckland', country: 'NZ' },
        'disambiguated-organization': {
          'disambiguated-organization-identifier': 'https://ror.org/03b94tp07',
          'disambiguation-source': 'ROR',
        },
      },
      'department-name': 'Geology',
      'role-title': 'Curator',
      'start-date': { year: { value: '2021' }, month: { value: '03' } },
      'end-date': { year: { value: '2023' }, month: { value: '01' }, day: { value: '05' } },
      url: { value: 'https://example.org/hr/1' },
      'external-ids': {
        'external-id': [
          {
            'external-id-type': 'source-work-id',
            'external-id-value': 'hr-1',
            'external-id-relationship': 'self',
          },
        ],
      },
    });
  });

  test('a row may give the item in ORCID’s own shape; what ORCID adds to it is left out', () => {
    const item = parseRow('employment', employment).wish?.item;
    const { wish, problems } = parseRow('employment', {
      'local-id': 'hr-1',
      email: 'New.Person@Example.org',
      item: { ...item, 'put-code': 7, visibility: 'private', path: '/x', source: { 'source-name': null } },
    });
    expect(problems).toEqual([]);
    expect(wish).toMatchObject({ person: { orcid: null, email: 'new.person@example.org' } });
    expect(wish?.item).toEqual(item);
  });

  test('the group of a peer review stands apart from the review', () => {
    const row = {
      ...exampleOf('peer-review'),
      'group-id': 'orcid-generated:finse-symposium',
      'group-name': 'Finse Symposium',
      'group-description': 'A yearly meeting',
      'group-type': 'Conference',
    };
    const { wish } = parseRow('peer-review', row);
    expect(wish?.group).toEqual({
      name: 'Finse Symposium',
      description: 'A yearly meeting',
      type: 'conference',
    });
    expect(wish?.item['review-group-id']).toBe('orcid-generated:finse-symposium');
    expect(JSON.stringify(wish?.item)).not.toContain('Finse Symposium');
  });
});

describe('what is wrong with a row is told at its column', () => {
  const fieldsOf = (row: Record<string, unknown>): string[] =>
    parseRow('employment', { ...employment, ...row }).problems.map(({ field }) => field);

  test.each([
    ['no key of one’s own', { 'local-id': ' ' }, ['local-id']],
    ['a key with a control character', { 'local-id': 'a\u0007b' }, ['local-id']],
    ['nobody', { orcid: '' }, ['orcid']],
    ['an iD with a wrong check digit', { orcid: '0000-0002-1825-0098' }, ['orcid']],
    ['an iD and an address', { email: 'a@example.org' }, ['email']],
    ['no address', { orcid: '', email: 'nobody' }, ['email']],
    ['no name of the organisation', { organization: '' }, ['organization']],
    ['no city', { city: '' }, ['city']],
    ['a country that is none', { country: 'XQ' }, ['country']],
    ['a date in words', { 'start-date': 'March 2021' }, ['start-date']],
    ['a day that no month has', { 'start-date': '2021-02-31' }, ['start-date']],
    ['an identifier whose source is not said', { 'organization-id': '12345' }, ['organization-id-source']],
    ['a NUL', { department: 'a\0b' }, ['department']],
    ['a number where a text is needed', { department: { a: 1 } }, ['department']],
    ['an item twice', { item: {} }, ['organization']],
  ])('%s', (_, row, fields) => {
    expect(fieldsOf(row).slice(0, fields.length)).toEqual(fields);
  });

  test('an end before its beginning is told once, at one of the two', () => {
    const fields = fieldsOf({ 'start-date': '2023', 'end-date': '2021' });
    expect(fields).toHaveLength(1);
    expect(['start-date', 'end-date']).toContain(fields[0]);
  });

  test('in ORCID’s own shape, its place is told', () => {
    const { problems } = parseRow('keyword', { 'local-id': 'k', orcid: JOSIAH, item: { content: {} } });
    expect(problems.map(({ field }) => field)).toEqual(['item/content']);
  });

  test('what has no column is told at its place', () => {
    expect(findColumnAt('employment', '/nowhere')).toBeNull();
    expect(findColumnAt('employment', '/start-date/year')?.name).toBe('start-date');
    expect(findColumnAt('employment', '/organization')?.name).toBe('organization');
  });
});
