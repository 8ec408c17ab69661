import { expect, test } from 'vitest';
import { readLinkChange, readLinkQuery, readRegistration } from './read-link-body.ts';
import { IdrRefusal } from './refusals.ts';

const LINK = {
  defaultLinkType: true,
  defaultMimeType: true,
  defaultContext: true,
  fwqs: false,
  active: true,
  linkType: 'gs1:certificationInfo',
  hreflang: ['en'],
  context: 'au',
  title: 'Certification Information',
  targetUrl: 'https://example.org/',
  mimeType: 'application/json',
};
const BODY = {
  namespace: 'gs1',
  identificationKeyType: 'gtin',
  identificationKey: '09506000134352',
  description: 'A jar of honey',
  qualifierPath: '/10/AB-1',
  active: true,
  responses: [LINK],
};

function mistakesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof IdrRefusal && 'errors' in error.body)
      return error.body.errors.map(({ field, message }) => `${field}: ${message}`);
    throw error;
  }
  return [];
}

test('a registration in the words of release 4 is read whole', () => {
  const { qualifierPath, ...rest } = BODY;
  expect(readRegistration(BODY)).toEqual({ ...rest, qualifiers: ['10', 'AB-1'] });
});

test('without a qualifierPath, the identifier itself is meant', () => {
  expect(readRegistration({ ...BODY, qualifierPath: undefined }).qualifiers).toEqual([]);
  expect(readRegistration({ ...BODY, qualifierPath: '/' }).qualifiers).toEqual([]);
});

test('every missing member of an empty body is told', () => {
  expect(mistakesOf(() => readRegistration(null))).toEqual([
    'namespace: namespace should not be empty',
    'namespace: namespace must be a string',
    'identificationKeyType: identificationKeyType should not be empty',
    'identificationKeyType: identificationKeyType must be a string',
    'identificationKey: identificationKey should not be empty',
    'identificationKey: identificationKey must be a string',
    'description: description should not be empty',
    'description: description must be a string',
    'active: active must be a boolean',
    'responses: responses should not be an empty array',
    'responses: responses must be an array',
  ]);
});

test.each([
  [{ defaultLinkType: 'yes' }, ['defaultLinkType must be a boolean']],
  [{ fwqs: 1 }, ['fwqs must be a boolean']],
  [{ active: null }, ['active must be a boolean']],
  [{ title: '' }, ['title should not be empty']],
  [{ targetUrl: 'ftp://example.org/' }, ['targetUrl must be a valid URL']],
  [{ targetUrl: 'javascript:alert(1)' }, ['targetUrl must be a valid URL']],
  [{ mimeType: 'html' }, ['mimeType is not in a valid format']],
  [{ mimeType: undefined }, ['mimeType must be a string', 'mimeType is not in a valid format']],
  [{ context: '' }, ['context should not be empty']],
  [{ encryptionMethod: 'ROT13' }, ['encryptionMethod is not in the list of allowed values']],
  [{ accessRole: ['untp:accessRole#King'] }, ['accessRole is not in the list of allowed values']],
  [{ hreflang: ['not a language'] }, ['hreflang is not in a valid format']],
  [
    { hreflang: 'en' },
    ['hreflang must be an array', 'hreflang must be a string', 'hreflang is not in a valid format'],
  ],
  [{ rel: [1] }, ['rel must be a string']],
  [{ public: 'no' }, ['public must be a boolean']],
])('a link with %j is refused', (members, messages) => {
  expect(mistakesOf(() => readRegistration({ ...BODY, responses: [{ ...LINK, ...members }] }))).toEqual(
    messages.map((message) => `responses.0.${Object.keys(members)[0]}: ${message}`),
  );
});

test.each(['es-419', 'zh-Hans', 'en', 'en-GB', 'sr-Latn-RS'])('the language %s is accepted', (tag) => {
  const { responses } = readRegistration({ ...BODY, responses: [{ ...LINK, hreflang: [tag] }] });
  expect(responses[0]?.hreflang).toEqual([tag]);
});

test.each(['10/A', '/10', '/10/', '//A', '/10/%', '/10/A/21'])('the qualifier path %s is refused', (path) => {
  expect(mistakesOf(() => readRegistration({ ...BODY, qualifierPath: path }))).toEqual([
    'qualifierPath: qualifierPath is not in a valid format',
  ]);
});

test('names of the older releases are understood, and the newer name counts where both stand', () => {
  const { title, hreflang, active, ...link } = LINK;
  const { description, ...body } = BODY;
  const old = { ...link, linkTitle: 'Old', ianaLanguage: 'fr', defaultIanaLanguage: true };
  const read = readRegistration({ ...body, itemDescription: 'Old jar', responses: [old] });
  expect(read.description).toBe('Old jar');
  expect(read.responses).toEqual([{ ...link, title: 'Old', hreflang: ['fr'], active: true }]);
  const both = readRegistration({
    ...BODY,
    itemDescription: 'Old jar',
    responses: [{ ...LINK, linkTitle: 'Old', ianaLanguage: 'fr' }],
  });
  expect(both.description).toBe('A jar of honey');
  expect(both.responses).toEqual([LINK]);
});

test('an empty description, as the client of UN/CEFACT sends it, becomes the key', () => {
  const { description, ...body } = BODY;
  expect(readRegistration({ ...body, itemDescription: '' }).description).toBe('09506000134352');
});

test('relations that only the resolver makes are dropped without a word', () => {
  const { responses } = readRegistration({
    ...BODY,
    responses: [{ ...LINK, rel: ['edit', 'predecessor-version'] }],
  });
  expect(responses[0]?.rel).toEqual(['edit']);
});

test('a change is read in old and new words, and says when it says nothing', () => {
  expect(readLinkChange({ linkTitle: 'New' })).toEqual({ title: 'New' });
  expect(readLinkChange({ title: 'New', ianaLanguage: 'de' })).toEqual({ title: 'New', hreflang: ['de'] });
  expect(readLinkChange({})).toBeNull();
  expect(readLinkChange({ linkId: 'x', createdAt: 'y' })).toBeNull();
  expect(mistakesOf(() => readLinkChange({ targetUrl: 'nowhere', active: 'yes' }))).toEqual([
    'targetUrl: targetUrl must be a valid URL',
    'active: active must be a boolean',
  ]);
});

test('a query for links needs the identifier', () => {
  expect(mistakesOf(() => readLinkQuery({ namespace: ['a', 'b'], mimeType: 'x' }))).toEqual([
    'namespace: namespace must be a string',
    'identificationKeyType: identificationKeyType should not be empty',
    'identificationKeyType: identificationKeyType must be a string',
    'identificationKey: identificationKey should not be empty',
    'identificationKey: identificationKey must be a string',
    'mimeType: mimeType is not in a valid format',
  ]);
});
