/**
 * How the elements and attributes of DataCite XML become DataCite JSON, as data. Names that are the same on both
 * sides are written once.
 */

/** XML attribute → JSON property. */
export type AttributeNames = Readonly<Record<string, string>>;

/** What one element may carry. */
export type Shape = {
  /** The JSON property of the element's own text. */
  text?: string;
  /** True where the element says something even without text. */
  mayBeEmpty?: boolean;
  attributes?: AttributeNames;
  children?: Readonly<Record<string, Child>>;
};

export type Child =
  /** Text of the parent's own property `as`; its attributes too become properties of the parent. */
  | { kind: 'text'; as: string; attributes?: AttributeNames }
  /** A wrapper of elements named `item`; `shape` null makes a list of texts. */
  | { kind: 'list'; as: string; item: string; shape: Shape | null }
  /** An element that repeats without a wrapper. */
  | { kind: 'many'; as: string; shape: Shape }
  | { kind: 'one'; as: string; shape: Shape }
  /** A wrapper whose children keep their order, each as an object of one property named like the element. */
  | { kind: 'sequence'; as: string; shapes: Readonly<Record<string, Shape>> };

const LANG = { 'xml:lang': 'lang' };
const SCHEME_URI = { schemeURI: 'schemeUri' };

const text = (as: string, attributes?: AttributeNames): Child => ({ kind: 'text', as, attributes });

/** Attributes that have the same name in JSON. */
const same = (...names: string[]): AttributeNames => Object.fromEntries(names.map((name) => [name, name]));

const NAME_IDENTIFIER: Shape = {
  text: 'nameIdentifier',
  attributes: { ...same('nameIdentifierScheme'), ...SCHEME_URI },
};

const AFFILIATION: Shape = {
  text: 'name',
  attributes: { ...same('affiliationIdentifier', 'affiliationIdentifierScheme'), ...SCHEME_URI },
};

const nameChildren = (element: string): Record<string, Child> => ({
  [element]: text('name', { ...same('nameType'), ...LANG }),
  givenName: text('givenName'),
  familyName: text('familyName'),
});

const agentChildren = (element: string): Record<string, Child> => ({
  ...nameChildren(element),
  nameIdentifier: { kind: 'many', as: 'nameIdentifiers', shape: NAME_IDENTIFIER },
  affiliation: { kind: 'many', as: 'affiliation', shape: AFFILIATION },
});

const CREATOR: Shape = { children: agentChildren('creatorName') };

const CONTRIBUTOR: Shape = {
  attributes: same('contributorType'),
  children: agentChildren('contributorName'),
};

const TITLE: Shape = { text: 'title', attributes: { ...same('titleType'), ...LANG } };

const PUBLISHER: Shape = {
  text: 'name',
  attributes: { ...same('publisherIdentifier', 'publisherIdentifierScheme'), ...SCHEME_URI, ...LANG },
};

const POINT: Shape = {
  children: { pointLongitude: text('pointLongitude'), pointLatitude: text('pointLatitude') },
};

const GEO_LOCATION: Shape = {
  children: {
    geoLocationPlace: text('geoLocationPlace'),
    geoLocationPoint: { kind: 'one', as: 'geoLocationPoint', shape: POINT },
    geoLocationBox: {
      kind: 'one',
      as: 'geoLocationBox',
      shape: {
        children: {
          westBoundLongitude: text('westBoundLongitude'),
          eastBoundLongitude: text('eastBoundLongitude'),
          southBoundLatitude: text('southBoundLatitude'),
          northBoundLatitude: text('northBoundLatitude'),
        },
      },
    },
    geoLocationPolygon: {
      kind: 'sequence',
      as: 'geoLocationPolygon',
      shapes: { polygonPoint: POINT, inPolygonPoint: POINT },
    },
  },
};

const RELATED_ITEM: Shape = {
  attributes: same('relatedItemType', 'relationType', 'relationTypeInformation'),
  children: {
    relatedItemIdentifier: {
      kind: 'one',
      as: 'relatedItemIdentifier',
      shape: {
        text: 'relatedItemIdentifier',
        attributes: same('relatedItemIdentifierType', 'relatedMetadataScheme', 'schemeURI', 'schemeType'),
      },
    },
    creators: {
      kind: 'list',
      as: 'creators',
      item: 'creator',
      shape: { children: nameChildren('creatorName') },
    },
    titles: { kind: 'list', as: 'titles', item: 'title', shape: TITLE },
    publicationYear: text('publicationYear'),
    volume: text('volume'),
    issue: text('issue'),
    number: text('number', same('numberType')),
    firstPage: text('firstPage'),
    lastPage: text('lastPage'),
    publisher: text('publisher'),
    edition: text('edition'),
    contributors: {
      kind: 'list',
      as: 'contributors',
      item: 'contributor',
      shape: { attributes: same('contributorType'), children: nameChildren('contributorName') },
    },
  },
};

const list = (as: string, item: string, shape: Shape | null): Child => ({ kind: 'list', as, item, shape });

/** The root element `resource`. Its `identifier` is read apart: it is not part of the description. */
export const RESOURCE: Shape = {
  children: {
    identifier: text('identifier', same('identifierType')),
    creators: list('creators', 'creator', CREATOR),
    titles: list('titles', 'title', TITLE),
    publisher: { kind: 'one', as: 'publisher', shape: PUBLISHER },
    publicationYear: text('publicationYear'),
    resourceType: {
      kind: 'one',
      as: 'types',
      shape: { text: 'resourceType', mayBeEmpty: true, attributes: same('resourceTypeGeneral') },
    },
    subjects: list('subjects', 'subject', {
      text: 'subject',
      attributes: {
        ...same('subjectScheme', 'classificationCode'),
        ...SCHEME_URI,
        valueURI: 'valueUri',
        ...LANG,
      },
    }),
    contributors: list('contributors', 'contributor', CONTRIBUTOR),
    dates: list('dates', 'date', { text: 'date', attributes: same('dateType', 'dateInformation') }),
    language: text('language'),
    alternateIdentifiers: list('alternateIdentifiers', 'alternateIdentifier', {
      text: 'alternateIdentifier',
      attributes: same('alternateIdentifierType'),
    }),
    relatedIdentifiers: list('relatedIdentifiers', 'relatedIdentifier', {
      text: 'relatedIdentifier',
      attributes: {
        ...same('resourceTypeGeneral', 'relatedIdentifierType', 'relationType', 'relationTypeInformation'),
        ...same('relatedMetadataScheme', 'schemeType'),
        ...SCHEME_URI,
      },
    }),
    relatedItems: list('relatedItems', 'relatedItem', RELATED_ITEM),
    sizes: list('sizes', 'size', null),
    formats: list('formats', 'format', null),
    version: text('version'),
    rightsList: list('rightsList', 'rights', {
      text: 'rights',
      mayBeEmpty: true,
      attributes: {
        rightsURI: 'rightsUri',
        ...same('rightsIdentifier', 'rightsIdentifierScheme'),
        ...SCHEME_URI,
        ...LANG,
      },
    }),
    descriptions: list('descriptions', 'description', {
      text: 'description',
      attributes: { ...same('descriptionType'), ...LANG },
    }),
    geoLocations: list('geoLocations', 'geoLocation', GEO_LOCATION),
    fundingReferences: list('fundingReferences', 'fundingReference', {
      children: {
        funderName: text('funderName'),
        funderIdentifier: text('funderIdentifier', { ...same('funderIdentifierType'), ...SCHEME_URI }),
        awardNumber: text('awardNumber', { awardURI: 'awardUri' }),
        awardTitle: text('awardTitle'),
      },
    }),
  },
};
