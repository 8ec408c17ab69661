import type { BuiltInScheme } from './load-first.ts';

/*
 * Identifiers of research, each read by its own grammar of `@mintmark/identifiers`. Patterns keep out what is far from
 * the mark, for those who take a document and have no grammar.
 */

type Facts = {
  namespace: 'doi' | 'ark' | 'handle' | 'igsn' | 'orcid' | 'ror' | 'isbn' | 'issn' | 'raid';
  title: string;
  label: string;
  regex: string;
  format: string;
  examples: string[];
};

const facts: readonly Facts[] = [
  {
    namespace: 'doi',
    title: 'Digital Object Identifier',
    label: 'DOI',
    regex: '(?:doi:)?10\\.[0-9]+(?:\\.[0-9]+)*/.+',
    format: 'prefix/suffix (ISO 26324); compared without case',
    examples: ['10.5072/abc'],
  },
  {
    namespace: 'ark',
    title: 'Archival Resource Key',
    label: 'ARK',
    regex: '(?:ark:/?)?[0-9b-df-hj-km-np-tv-zB-DF-HJ-KM-NP-TV-Z]+/.+',
    format: 'ark:NAAN/name; hyphens do not count',
    examples: ['ark:99999/fk44w2s', '99999/fk44w2s'],
  },
  {
    namespace: 'handle',
    title: 'Handle',
    label: 'Handle',
    regex: '(?:hdl:)?[^\\s/]+/.+',
    format: 'prefix/suffix (RFC 3651)',
    examples: ['20.500.12345/x'],
  },
  {
    namespace: 'igsn',
    title: 'IGSN ID of a physical sample',
    label: 'IGSN ID',
    regex: '\\S+',
    format: 'a DOI, or one from before 2021 such as 10273/AU1101',
    examples: ['10.5072/abc', '10273/AU1101'],
  },
  {
    namespace: 'orcid',
    title: 'ORCID iD of a person',
    label: 'ORCID iD',
    regex: '[0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9Xx]',
    format: 'four groups of four; the last character is a check digit (ISO/IEC 7064 MOD 11-2)',
    examples: ['0000-0002-1825-0097', '0000-0002-1694-233X'],
  },
  {
    namespace: 'ror',
    title: 'ROR ID of a research organisation',
    label: 'ROR ID',
    regex: '0[0-9a-hj-km-np-tv-zA-HJ-KM-NP-TV-Z]{6}[0-9]{2}',
    format: '0, six characters, two check digits',
    examples: ['05dxps055'],
  },
  {
    namespace: 'isbn',
    title: 'International Standard Book Number',
    label: 'ISBN',
    regex: '(?:[0-9][ -]?){9,12}[0-9Xx]',
    format: 'ten or thirteen digits with a check digit (ISO 2108)',
    examples: ['9780306406157', '0-306-40615-2'],
  },
  {
    namespace: 'issn',
    title: 'International Standard Serial Number',
    label: 'ISSN',
    regex: '[0-9]{4}-?[0-9]{3}[0-9Xx]',
    format: 'seven digits and a check digit (ISO 3297)',
    examples: ['0378-5955'],
  },
  {
    namespace: 'raid',
    title: 'Research Activity Identifier',
    label: 'RAiD',
    regex: '10\\.[0-9]+(?:\\.[0-9]+)*/.+',
    format: 'a DOI that names a project (ISO 23527)',
    examples: ['10.5072/a1b2c'],
  },
];

export const researchSchemes: readonly BuiltInScheme[] = facts.map(
  ({ namespace, title, label, regex, format, examples }) => ({
    namespace,
    title,
    profile: 'open',
    identifiers: [
      {
        title,
        label,
        shortcode: namespace,
        ai: namespace,
        type: 'I',
        regex,
        format,
        grammar: namespace,
        examples,
      },
    ],
  }),
);
