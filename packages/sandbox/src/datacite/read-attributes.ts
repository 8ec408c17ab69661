import type { ValidationError } from './errors.ts';
import { recogniseLicence } from './licences.ts';
import type { Json, Metadata } from './record.ts';
import { deriveTypes } from './resource-types.ts';

/** What a request changes, normalised as DataCite does; only the keys that the request has. */
export type WishedChanges = {
  event: string | null;
  shouldValidate: boolean;
  url?: string | null;
  contentUrl?: unknown;
  reason?: string | null;
  source?: string;
  schemaVersion?: string | null;
  metadata: Partial<Metadata>;
  /** Metadata that is no JSON object where it must be one. */
  errors: ValidationError[];
};

/** Members that are kept: `true` for a single value, fields for an object or a list of objects. */
type Fields = { [name: string]: true | Fields };

const scalars = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, true]));

const AFFILIATION = scalars('name', 'affiliationIdentifier', 'affiliationIdentifierScheme', 'schemeUri');
const PERSON: Fields = {
  ...scalars('nameType', 'name', 'givenName', 'familyName', 'lang'),
  nameIdentifiers: scalars('nameIdentifier', 'nameIdentifierScheme', 'schemeUri'),
  affiliation: AFFILIATION,
};
const CONTRIBUTOR: Fields = { ...PERSON, contributorType: true };
const TITLE = scalars('title', 'titleType', 'lang');
const POINT = scalars('pointLatitude', 'pointLongitude');

type ListProperty = {
  source: string;
  /** How an error names one entry. */
  label: string;
  fields: Fields;
};

const LISTS = {
  creators: { source: 'creators', label: 'Creator', fields: PERSON },
  titles: { source: 'titles', label: 'Title', fields: TITLE },
  subjects: {
    source: 'subjects',
    label: 'Subject',
    fields: scalars('subject', 'subjectScheme', 'schemeUri', 'valueUri', 'classificationCode', 'lang'),
  },
  contributors: { source: 'contributors', label: 'Contributor', fields: CONTRIBUTOR },
  dates: { source: 'dates', label: 'Date', fields: scalars('date', 'dateType', 'dateInformation') },
  relatedIdentifiers: {
    source: 'related_identifiers',
    label: 'Related identifier',
    fields: scalars(
      'relatedIdentifier',
      'relatedIdentifierType',
      'relationType',
      'relatedMetadataScheme',
      'schemeUri',
      'schemeType',
      'resourceTypeGeneral',
      'relationTypeInformation',
    ),
  },
  relatedItems: {
    source: 'related_items',
    label: 'Related item',
    fields: {
      ...scalars('relatedItemType', 'relationType', 'relationTypeInformation', 'publicationYear', 'volume'),
      ...scalars('issue', 'number', 'numberType', 'firstPage', 'lastPage', 'publisher', 'edition'),
      // The one place where DataCite's JSON writes URI in capitals.
      relatedItemIdentifier: scalars(
        'relatedItemIdentifier',
        'relatedItemIdentifierType',
        'relatedMetadataScheme',
        'schemeURI',
        'schemeType',
      ),
      titles: TITLE,
      creators: PERSON,
      contributors: CONTRIBUTOR,
    },
  },
  rightsList: {
    source: 'rights_list',
    label: 'Rights',
    fields: scalars('rights', 'rightsUri', 'rightsIdentifier', 'rightsIdentifierScheme', 'schemeUri', 'lang'),
  },
  descriptions: {
    source: 'descriptions',
    label: 'Description',
    fields: scalars('description', 'descriptionType', 'lang'),
  },
  geoLocations: {
    source: 'geo_locations',
    label: 'Geolocation',
    fields: {
      geoLocationPlace: true,
      geoLocationPoint: POINT,
      geoLocationBox: scalars(
        'westBoundLongitude',
        'eastBoundLongitude',
        'southBoundLatitude',
        'northBoundLatitude',
      ),
      geoLocationPolygon: { polygonPoint: POINT, inPolygonPoint: POINT },
    },
  },
  fundingReferences: {
    source: 'funding_references',
    label: 'Funding reference',
    fields: scalars(
      'funderName',
      'funderIdentifier',
      'funderIdentifierType',
      'schemeUri',
      'awardNumber',
      'awardUri',
      'awardTitle',
    ),
  },
} satisfies Partial<Record<keyof Metadata, ListProperty>>;

/**
 * Reads `data.attributes` of a write. Members that DataCite does not know are dropped without a word, on
 * every level; `doi`, `prefix` and `state` are not changes and are not read here.
 */
export function readAttributes(attributes: Json): WishedChanges {
  const errors: ValidationError[] = [];
  const metadata: Partial<Metadata> = {};
  for (const name of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    if (name in attributes) metadata[name] = readList(attributes[name], LISTS[name], errors);
  }
  if (metadata.rightsList) metadata.rightsList = metadata.rightsList.map(recogniseLicence);
  if (metadata.geoLocations) metadata.geoLocations = metadata.geoLocations.map(toNumbers);
  readIdentifiers(attributes, metadata);
  readSingleValues(attributes, metadata, errors);
  if (typeof attributes.xml === 'string') errors.push(XML_UNSUPPORTED);
  const wish: WishedChanges = {
    event: textOrNull(attributes.event),
    shouldValidate: attributes.should_validate === 'true' || attributes.should_validate === true,
    metadata,
    errors,
  };
  if ('url' in attributes) wish.url = textOrNull(attributes.url);
  if ('contentUrl' in attributes) wish.contentUrl = attributes.contentUrl;
  if ('reason' in attributes) wish.reason = textOrNull(attributes.reason);
  if (typeof attributes.source === 'string') wish.source = attributes.source;
  if ('schemaVersion' in attributes) wish.schemaVersion = textOrNull(attributes.schemaVersion);
  return wish;
}

/** The one refusal that DataCite does not know. Dropping the XML without a word would look like a success. */
const XML_UNSUPPORTED: ValidationError = {
  source: 'xml',
  title: 'This stand-in reads metadata from JSON attributes, not from xml.',
};

function readList(value: unknown, property: ListProperty, errors: ValidationError[]): Json[] {
  const entries: Json[] = [];
  for (const entry of toList(value)) {
    if (isObject(entry)) entries.push(keepKnown(entry, property.fields));
    else errors.push(shapeError(property, entry));
  }
  return entries;
}

function shapeError({ source, label }: { source: string; label: string }, value: unknown): ValidationError {
  return { source, title: `${label} '${String(value)}' should be an object instead of a string.` };
}

/** `identifiers` and `alternateIdentifiers` are two names of one property; a DOI or URL in it is dropped. */
function readIdentifiers(attributes: Json, metadata: Partial<Metadata>): void {
  if (!('identifiers' in attributes) && !('alternateIdentifiers' in attributes)) return;
  const entries = [...toList(attributes.identifiers), ...toList(attributes.alternateIdentifiers)];
  metadata.identifiers = entries
    .filter(isObject)
    .map((entry) => ({
      identifier: textOrNull(entry.identifier ?? entry.alternateIdentifier),
      identifierType: textOrNull(entry.identifierType ?? entry.alternateIdentifierType),
    }))
    .filter(({ identifierType }) => identifierType !== 'DOI' && identifierType !== 'URL');
}

function readSingleValues(attributes: Json, metadata: Partial<Metadata>, errors: ValidationError[]): void {
  if ('publisher' in attributes) metadata.publisher = readPublisher(attributes.publisher);
  if ('publicationYear' in attributes) metadata.publicationYear = readYear(attributes.publicationYear);
  if ('language' in attributes) metadata.language = shortenLanguage(textOrNull(attributes.language));
  if ('version' in attributes) metadata.version = textOrNull(attributes.version);
  if ('sizes' in attributes) metadata.sizes = readTexts(attributes.sizes);
  if ('formats' in attributes) metadata.formats = readTexts(attributes.formats);
  if ('types' in attributes) {
    const { types } = attributes;
    if (typeof types === 'string') errors.push(shapeError({ source: 'types', label: 'Types' }, types));
    const given = isObject(types) ? keepKnown(types, scalars(...TYPE_MEMBERS)) : {};
    metadata.types = deriveTypes(given);
  }
}

const TYPE_MEMBERS = ['resourceTypeGeneral', 'resourceType', 'schemaOrg', 'citeproc', 'bibtex', 'ris'];

function readPublisher(value: unknown): Json | null {
  if (typeof value === 'string') return { name: value };
  if (!isObject(value)) return null;
  return keepKnown(
    value,
    scalars('name', 'publisherIdentifier', 'publisherIdentifierScheme', 'schemeUri', 'lang'),
  );
}

function readYear(value: unknown): number | null {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}

function readTexts(value: unknown): string[] {
  return toList(value).flatMap((entry) => textOrNull(entry) ?? []);
}

/** DataCite stores the two-letter code of ISO 639-1 where a three-letter code has one. */
function shortenLanguage(language: string | null): string | null {
  if (language === null || !/^[a-z]{3}$/i.test(language)) return language;
  return Intl.getCanonicalLocales(language)[0] ?? language;
}

function toNumbers(geoLocation: Json): Json {
  return Object.fromEntries(
    Object.entries(geoLocation).map(([name, value]) => [
      name,
      name === 'geoLocationPlace' ? value : numbersIn(value),
    ]),
  );
}

function numbersIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(numbersIn);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, numbersIn(v)]));
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

function keepKnown(value: Json, fields: Fields): Json {
  const kept: Json = {};
  for (const [name, field] of Object.entries(fields)) {
    const member = value[name];
    if (member === undefined) continue;
    if (field !== true) kept[name] = keepNested(member, field);
    else if (typeof member !== 'object') kept[name] = member;
  }
  return kept;
}

function keepNested(value: unknown, fields: Fields): unknown {
  if (Array.isArray(value)) return value.map((entry) => keepNested(entry, fields));
  return isObject(value) ? keepKnown(value, fields) : value;
}

function toList(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a string or number; null for everything else. */
export function textOrNull(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}
