import { expect, test } from 'vitest';
import { presentRequester } from './present-requester.ts';

const known = {
  orcid: '0000-0002-1825-0097',
  name: 'Josiah Carberry',
  email: null,
  institution: 'Example University',
};

test('a requester is told by iD and name, and by an address only where it may be seen', () => {
  const shown = {
    username: '0000-0002-1825-0097',
    firstname: 'Josiah',
    lastname: 'Carberry',
    name: 'Josiah Carberry',
    institution: 'Example University',
  };
  expect(presentRequester(known)).toEqual(shown);
  expect(presentRequester({ ...known, email: 'a@example.org' })).toEqual({
    ...shown,
    email: 'a@example.org',
  });
});

test.each([
  ['Ada', '', 'Ada'],
  ['  Ana  María   López ', 'Ana María', 'López'],
])('of the name "%s" the last word is taken for the family name', (name, firstname, lastname) => {
  expect(presentRequester({ ...known, name })).toMatchObject({ name, firstname, lastname });
});

test.each([null, '', '   '])('who shows no name (%j) is a username alone', (name) => {
  expect(presentRequester({ ...known, name })).toBe('0000-0002-1825-0097');
});
