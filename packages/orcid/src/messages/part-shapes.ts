import {
  flag,
  integer,
  list,
  moment,
  must,
  type ObjectShape,
  one,
  type TextShape,
  text,
  value,
} from './shape.ts';
import { COUNTRIES, LANGUAGES, RELATIONSHIPS, VISIBILITIES } from './vocabularies.ts';

/** Codes of what ORCID answers to a message that does not follow the XSD, an enumeration, or its own rules. */
export const CODE = {
  structure: 9001,
  rule: 9020,
  title: 9022,
  externalId: 9023,
  type: 9037,
  disambiguated: 9045,
  organization: 9046,
  date: 9049,
  enumeration: 9051,
  role: 9058,
} as const;

const URL_LIMIT = 2084;

/** 150, 255, 1,000 … characters of which one at least is no white space. */
export const filled = (max: number) => ({ filled: true, max });

export const url = value({ filled: true, max: URL_LIMIT });

export const identifier: ObjectShape = {
  kind: 'object',
  children: [one('common:uri', text()), one('common:path', text()), one('common:host', text())],
};

const source: ObjectShape = {
  kind: 'object',
  children: [
    one('common:source-orcid', identifier),
    one('common:source-client-id', identifier),
    one('common:source-name', value()),
    one('common:assertion-origin-orcid', identifier),
    one('common:assertion-origin-client-id', identifier),
    one('common:assertion-origin-name', value()),
  ],
};

export const dates = [one('common:created-date', moment), one('common:last-modified-date', moment)];

/** What every item begins with. */
export const header = [...dates, one('common:source', source)];

const visibility = text({ oneOf: VISIBILITIES, code: CODE.enumeration });

/** What every item has as attributes; `display-index` is a text for activities. */
export const activityAttributes: Readonly<Record<string, TextShape>> = {
  'put-code': integer,
  visibility,
  'display-index': text(),
  path: text(),
};

/** As of activities; `display-index` is a number for what is said about the person. */
export const personAttributes: Readonly<Record<string, TextShape>> = {
  ...activityAttributes,
  'display-index': integer,
};

export const fuzzyDate: ObjectShape = {
  kind: 'object',
  children: [
    must(
      'common:year',
      value({ pattern: /^\d{4}$/, patternName: 'four digits', code: CODE.date }),
      CODE.date,
    ),
    one('common:month', value({ pattern: /^(0[1-9]|1[0-2])$/, patternName: '01 to 12', code: CODE.date })),
    one(
      'common:day',
      value({ pattern: /^(0[1-9]|[12]\d|3[01])$/, patternName: '01 to 31', code: CODE.date }),
    ),
  ],
};

/** What an identifier consists of; `code` is what ORCID answers when type or value is missing or too long. */
const externalIdMembers = (code: number, max: number) => [
  must('common:external-id-type', text({ ...filled(255), code }), code),
  must('common:external-id-value', text({ ...filled(max), code }), code),
  one('common:external-id-normalized', { kind: 'value', scalar: 'text', attributes: { transient: flag } }),
  one('common:external-id-normalized-error', {
    kind: 'object',
    attributes: { transient: flag },
    children: [one('common:error-code', text()), one('common:error-message', text())],
  }),
  one('common:external-id-url', value({ max: URL_LIMIT })),
  one('common:external-id-relationship', text({ oneOf: RELATIONSHIPS, code: CODE.enumeration })),
];

export const externalId: ObjectShape = {
  kind: 'object',
  children: externalIdMembers(CODE.externalId, URL_LIMIT),
};

/** An identifier that is an item of its own, of the person. */
export const personExternalId: ObjectShape = {
  kind: 'object',
  attributes: personAttributes,
  children: [...header, ...externalIdMembers(CODE.rule, 255)],
};

/** With a code, at least one identifier is asked for. */
export const externalIds = (required?: number): ObjectShape => ({
  kind: 'object',
  children: [list('common:external-id', externalId, required === undefined ? {} : { required })],
});

const country = text({ oneOf: COUNTRIES, code: CODE.enumeration });

/** An organisation; where `code` is given, ORCID asks for its identifier in a registry of organisations. */
export function organization(code?: number): ObjectShape {
  const disambiguated: ObjectShape = {
    kind: 'object',
    children: [
      must(
        'common:disambiguated-organization-identifier',
        text({ filled: true, max: 500, code: CODE.disambiguated }),
        CODE.disambiguated,
      ),
      must(
        'common:disambiguation-source',
        text({ filled: true, max: 500, code: CODE.disambiguated }),
        CODE.disambiguated,
      ),
    ],
  };
  const address: ObjectShape = {
    kind: 'object',
    children: [
      one('common:city', text(filled(4000))),
      one('common:region', text(filled(4000))),
      one('common:country', country),
    ],
  };
  return {
    kind: 'object',
    children: [
      must('common:name', text(filled(4000)), CODE.organization),
      must('common:address', address, CODE.organization),
      code === undefined
        ? one('common:disambiguated-organization', disambiguated)
        : must('common:disambiguated-organization', disambiguated, code),
    ],
  };
}

const language = text({ oneOf: LANGUAGES, code: CODE.type });

export const languageCode = one('common:language-code', language);

const translatedTitle = one('common:translated-title', {
  kind: 'value',
  scalar: 'text',
  limits: { ...filled(1000), code: CODE.rule },
  attributes: { 'language-code': language },
  required: { 'language-code': CODE.type },
});

const mainTitle = must('common:title', value({ ...filled(1000), code: CODE.title }), CODE.title);

export const title: ObjectShape = { kind: 'object', children: [mainTitle, translatedTitle] };

export const titleWithSubtitle: ObjectShape = {
  kind: 'object',
  children: [mainTitle, one('common:subtitle', value({ max: 1000 })), translatedTitle],
};
