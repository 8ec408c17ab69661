import { expect, test } from 'vitest';
import { readListingQuery } from './read-listing-query.ts';

const everything = {
  statuses: null,
  sort: { field: 'date_submitted', descending: true },
  offset: 0,
  limit: null,
};

test('without anything said the newest come first, all of them', () => {
  expect(readListingQuery({})).toEqual(everything);
});

test('a direction counts only together with a field, and is ascending unless said', () => {
  expect(readListingQuery({ 'sort-dir': 'ASC' })).toEqual(everything);
  expect(readListingQuery({ 'sort-field': 'status' }).sort).toEqual({ field: 'status', descending: false });
  expect(readListingQuery({ 'sort-field': 'date_submitted', 'sort-dir': 'DESC' }).sort).toEqual(
    everything.sort,
  );
});

test('one status and several are the same kind of wish', () => {
  expect(readListingQuery({ statuses: 'Pending' }).statuses).toEqual(['Pending']);
  expect(readListingQuery({ statuses: ['Pending', 'My own'], limit: '010', offset: '20' })).toEqual({
    ...everything,
    statuses: ['Pending', 'My own'],
    offset: 20,
    limit: 10,
  });
});
