import { RELATION_TYPES, type RelatedIdentifierType } from '@mintmark/datacite';
import { isArk, isHandle, isIgsn, isIsbn, isIssn, parseDoi, parseRaid } from '@mintmark/identifiers';
import { listRoom, type Room } from './room.ts';
import { toQualifier } from './texts.ts';
import { plainValue } from './values.ts';

/** A bare Handle is only taken for one where it cannot be a year, an issue or a page: under 20.500.12345, 123456789 … */
const BARE_HANDLE = /^(?:\d{1,5}(?:\.\d+)+|\d{5,})\/\S+$/;

/** What an identifier of another resource is, by its form; the first that fits. */
const forms: readonly (readonly [RelatedIdentifierType, (text: string) => boolean])[] = [
  ['RAiD', (text) => /^https?:\/\/raid\.org\//i.test(text) && parseRaid(text).ok],
  ['IGSN', (text) => /^igsn:/i.test(text) && isIgsn(text)],
  ['DOI', (text) => parseDoi(text).ok],
  ['ARK', isArk],
  ['Handle', (text) => isHandle(text) && (BARE_HANDLE.test(text) || !/^\d[\d.]*\//.test(text))],
  ['arXiv', (text) => /^(?:arxiv:|https?:\/\/arxiv\.org\/abs\/)/i.test(text)],
  ['PMID', (text) => /^(?:pmid:|https?:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/)/i.test(text)],
  ['SWHID', (text) => /^(?:https?:\/\/archive\.softwareheritage\.org\/)?swh:1:/i.test(text)],
  ['RRID', (text) => /^rrid:/i.test(text)],
  ['CSTR', (text) => /^cstr:/i.test(text)],
  ['LSID', (text) => /^urn:lsid:/i.test(text)],
  ['w3id', (text) => /^https?:\/\/w3id\.org\//i.test(text)],
  ['PURL', (text) => /^https?:\/\/purl\.org\//i.test(text)],
  ['ISSN', isIssn],
  ['ISBN', isIsbn],
  ['URN', (text) => /^urn:[a-z0-9][a-z0-9-]{0,31}:\S+$/i.test(text)],
  ['URL', (text) => /^(?:https?|ftp):\/\/[^\s/]/i.test(text)],
];

/** Property 12; the kind is the relation. What is not an identifier of any type stays out. */
export const relatedIdentifiers: Room = listRoom('relatedIdentifiers', {
  kindOf: ({ relationType }) => relationType,
  read: ({ relatedIdentifier }) => plainValue(relatedIdentifier),
  write({ value }, kind, previous) {
    const relationType = RELATION_TYPES.find((type) => type === kind);
    if (relationType === undefined) return { reason: `DataCite knows no relation ${kind}.` };
    const text = value.trim();
    const type = forms.find(([, fits]) => fits(text))?.[0];
    if (type === undefined) {
      return { reason: 'DataCite takes identifiers of related resources only, and this is none we know.' };
    }
    const { relatedIdentifier: _, ...kept } = previous ?? {};
    return {
      entry: { ...kept, relatedIdentifier: value, relatedIdentifierType: type, relationType },
    };
  },
});

/** Qualifiers of dc.identifier that are written in capitals elsewhere. */
const alternateTypes: Readonly<Record<string, string>> = {
  isbn: 'ISBN',
  issn: 'ISSN',
  ismn: 'ISMN',
  sici: 'SICI',
  ark: 'ARK',
  urn: 'URN',
  pmid: 'PMID',
};

/** Qualifiers of dc.identifier that are rows of their own, so that they cannot name a type of other identifiers. */
const takenQualifiers: ReadonlySet<string> = new Set(['', 'uri', 'doi', 'url', 'citation', 'other']);

/** Property 11; the kind is the type as a qualifier, 'other' for all whose name cannot be one. */
export const alternateIdentifiers: Room = listRoom('alternateIdentifiers', {
  kindOf({ alternateIdentifierType }) {
    const qualifier = toQualifier(alternateIdentifierType);
    return takenQualifiers.has(qualifier) ? 'other' : qualifier;
  },
  read: ({ alternateIdentifier }) => plainValue(alternateIdentifier),
  write({ value }, kind, previous) {
    const named = Object.hasOwn(alternateTypes, kind) ? alternateTypes[kind] : undefined;
    const type = previous?.alternateIdentifierType ?? named ?? (kind === 'other' ? 'Other' : kind);
    return { entry: { alternateIdentifier: value, alternateIdentifierType: type } };
  },
});
