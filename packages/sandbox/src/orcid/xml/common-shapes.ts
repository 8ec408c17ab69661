import { attribute, type ComplexShape, complex, type Member, many, one, text } from './shape.ts';

/** Types of ORCID's common-3.0.xsd. */

const VISIBILITIES = ['public', 'limited', 'private', 'registered-only'] as const;
const ORCID_PATH = /^(\d{4}-){3,}\d{3}[\dX]$/;
const CLIENT_PATH = /^(APP-[\da-zA-Z]{16}|(\d{4}-){3,}\d{3}[\dX])$/;
const ORCID_URI = /^https:\/\/([^/]*orcid\.org|localhost.*\/orcid-web)\/(\d{4}-){3,}\d{3}[\dX]$/;
const CLIENT_URI =
  /^https:\/\/([^/]*orcid\.org|localhost.*\/orcid-web)\/client\/(APP-[\da-zA-Z]{16}|(\d{4}-){3,}\d{3}[\dX])$/;

export const VISIBILITY = attribute('visibility', 'plain', { values: VISIBILITIES });
export const PATH = attribute('path');

const time = text('time');
export const createdDate = one('common:created-date', time);
export const lastModifiedDate = one('common:last-modified-date', time);

/** The XSD lets an address be left out, not be a strange one: a stand-in on another host writes path and host. */
function identifier(uri: RegExp, path: RegExp): ComplexShape {
  return complex([
    one('common:uri', text('plain', { pattern: uri })),
    one('common:path', text('plain', { pattern: path })),
    one('common:host', text()),
  ]);
}

export const orcidId = identifier(ORCID_URI, ORCID_PATH);
const clientId = identifier(CLIENT_URI, CLIENT_PATH);

export const sourceMembers: Member[] = [
  one('common:source-orcid', orcidId),
  one('common:source-client-id', clientId),
  one('common:source-name', text('wrapped')),
  one('common:assertion-origin-orcid', orcidId),
  one('common:assertion-origin-client-id', clientId),
  one('common:assertion-origin-name', text('wrapped')),
];

export const source = one('common:source', complex(sourceMembers));

/** What every item carries: who made it when, and as attributes its put code, visibility, order and path. */
export function element(members: Member[], displayIndex: 'plain' | 'integer' = 'plain'): ComplexShape {
  return complex(
    [createdDate, lastModifiedDate, source, ...members],
    [attribute('put-code', 'integer'), VISIBILITY, attribute('display-index', displayIndex), PATH],
  );
}

export const url = text('wrapped', { longest: 2084 });

const fuzzyPart = text('wrapped');
export const fuzzyDate = complex([
  one('common:year', fuzzyPart, { required: true }),
  one('common:month', fuzzyPart),
  one('common:day', fuzzyPart),
]);

const longText = text('plain', { longest: 4000, filled: true });
export const organization = complex([
  one('common:name', longText, { required: true }),
  one(
    'common:address',
    complex([one('common:city', longText), one('common:region', longText), one('common:country', text())]),
    { required: true },
  ),
  one(
    'common:disambiguated-organization',
    complex([
      one('common:disambiguated-organization-identifier', text('plain', { longest: 500 }), {
        required: true,
      }),
      one('common:disambiguation-source', text('plain', { longest: 500 }), { required: true }),
    ]),
  ),
]);

const TRANSIENT = attribute('transient', 'boolean', { required: true, values: ['true'] });
export const externalIdMembers: Member[] = [
  one('common:external-id-type', text('plain', { filled: true }), { required: true }),
  one('common:external-id-value', text('plain', { filled: true }), { required: true }),
  one('common:external-id-normalized', text('wrapped', { filled: true, attributes: [TRANSIENT] })),
  one(
    'common:external-id-normalized-error',
    complex(
      [
        one('common:error-code', text('plain', { filled: true })),
        one('common:error-message', text('plain', { filled: true })),
      ],
      [TRANSIENT],
    ),
  ),
  one('common:external-id-url', url),
  one('common:external-id-relationship', text()),
];
export const externalId = element(externalIdMembers);
export const externalIds = complex([many('common:external-id', externalId)]);

const title = text('wrapped', { longest: 1000, filled: true });
const translatedTitle = text('wrapped', {
  longest: 1000,
  filled: true,
  attributes: [attribute('language-code', 'plain', { required: true })],
});
export const titleWithTranslation = complex([
  one('common:title', title, { required: true }),
  one('common:translated-title', translatedTitle),
]);
export const titleWithSubtitle = complex([
  one('common:title', title, { required: true }),
  one('common:subtitle', text('wrapped', { longest: 1000 })),
  one('common:translated-title', translatedTitle),
]);

export const creditName = text('wrapped', { longest: 150, filled: true });
export const email = text('plain', { longest: 350, pattern: /^[^@]+@[^.]+\..+$/ });
