import type { Element } from './kernel-tree.ts';
import {
  CONTRIBUTOR_TYPES,
  DATE_TYPES,
  DESCRIPTION_TYPES,
  FUNDER_IDENTIFIER_TYPES,
  NAME_TYPES,
  NUMBER_TYPES,
  RELATED_IDENTIFIER_TYPES,
  RELATION_TYPES,
  RESOURCE_TYPES,
  TITLE_TYPES,
} from './vocabularies.ts';

/** What the schema has against an element, in the words of libxml2, which DataCite passes on. */
type SchemaProblem = { source: string; message: string; line: number };

type AttributeRule = { required?: true; values?: readonly string[] };

/** Rules for one kind of element; the key of the table is a whole path, or a name where every place is alike. */
type ElementRule = {
  attributes?: Record<string, AttributeRule>;
  text?: (text: string) => string | null;
  /** Children that must be there; how the schema orders them decides what a message may say. */
  sequenceOf?: string;
  allOf?: readonly string[];
};

const NAMESPACE = '{http://datacite.org/schema/kernel-4}';
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;
const FLOAT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The root's children in the order of the schema, the mandatory ones first. */
const ROOT_CHILDREN = [
  ...['identifier', 'creators', 'titles', 'publisher', 'publicationYear', 'resourceType', 'subjects'],
  ...['contributors', 'dates', 'language', 'alternateIdentifiers', 'relatedIdentifiers', 'sizes', 'formats'],
  ...['version', 'rightsList', 'descriptions', 'geoLocations', 'fundingReferences', 'relatedItems'],
];
const MANDATORY_COUNT = 6;
const POLYGON_MINIMUM = 4;
/** libxml2 names at most this many elements that it expected. */
const NAMED_AT_MOST = 10;

const NON_EMPTY: ElementRule = { text: checkNonEmpty };
const POINT: ElementRule = { allOf: ['pointLongitude', 'pointLatitude'] };
const LONGITUDE: ElementRule = { text: (text) => checkDegrees(text, 180, 'longitudeType') };
const LATITUDE: ElementRule = { text: (text) => checkDegrees(text, 90, 'latitudeType') };

const RULES: Record<string, ElementRule> = {
  creators: { sequenceOf: 'creator' },
  creatorName: { attributes: { nameType: { values: NAME_TYPES } } },
  titles: { sequenceOf: 'title' },
  title: { attributes: { titleType: { values: TITLE_TYPES } } },
  'resource/publisher': NON_EMPTY,
  publicationYear: { text: checkYear },
  resourceType: { attributes: { resourceTypeGeneral: { required: true, values: RESOURCE_TYPES } } },
  contributor: { attributes: { contributorType: { required: true, values: CONTRIBUTOR_TYPES } } },
  'resource/contributors/contributor/contributorName': {
    text: checkNonEmpty,
    attributes: { nameType: { values: NAME_TYPES } },
  },
  contributorName: { attributes: { nameType: { values: NAME_TYPES } } },
  date: { attributes: { dateType: { required: true, values: DATE_TYPES } } },
  language: { text: checkLanguage },
  alternateIdentifier: { attributes: { alternateIdentifierType: { required: true } } },
  relatedIdentifier: {
    attributes: {
      resourceTypeGeneral: { values: RESOURCE_TYPES },
      relatedIdentifierType: { required: true, values: RELATED_IDENTIFIER_TYPES },
      relationType: { required: true, values: RELATION_TYPES },
    },
  },
  relatedItem: {
    attributes: {
      relatedItemType: { required: true, values: RESOURCE_TYPES },
      relationType: { required: true, values: RELATION_TYPES },
    },
  },
  relatedItemIdentifier: { attributes: { relatedItemIdentifierType: { values: RELATED_IDENTIFIER_TYPES } } },
  number: { attributes: { numberType: { values: NUMBER_TYPES } } },
  description: { attributes: { descriptionType: { required: true, values: DESCRIPTION_TYPES } } },
  funderName: NON_EMPTY,
  funderIdentifier: {
    attributes: { funderIdentifierType: { required: true, values: FUNDER_IDENTIFIER_TYPES } },
  },
  geoLocationPoint: POINT,
  polygonPoint: POINT,
  inPolygonPoint: POINT,
  geoLocationBox: {
    allOf: ['westBoundLongitude', 'eastBoundLongitude', 'southBoundLatitude', 'northBoundLatitude'],
  },
  pointLongitude: LONGITUDE,
  pointLatitude: LATITUDE,
  westBoundLongitude: LONGITUDE,
  eastBoundLongitude: LONGITUDE,
  southBoundLatitude: LATITUDE,
  northBoundLatitude: LATITUDE,
};

/** Names of attributes at DataCite that differ from the element that is wrong. */
const SOURCES: Record<string, string> = {
  date: 'dates',
  publicationYear: 'publication_year',
  alternateIdentifiers: 'identifiers',
  relatedIdentifiers: 'related_identifiers',
  relatedItems: 'related_items',
  geoLocations: 'geo_locations',
  rightsList: 'rights_list',
  fundingReferences: 'funding_references',
  version: 'version_info',
  resource: 'xml',
};

/**
 * Holds the tree of a DOI against kernel 4.7 and returns what is wrong in document order. The rules are those
 * of its XML Schema for what JSON metadata can express; values of type anyURI are not looked into.
 */
export function validateKernelTree(root: Element): SchemaProblem[] {
  return checkElement(root, root.name);
}

function checkElement(element: Element, path: string): SchemaProblem[] {
  const rule = RULES[path] ?? RULES[element.name] ?? {};
  const textProblem = rule.text?.(element.text ?? '') ?? null;
  const content = checkContent(element, rule);
  return [
    ...checkAttributes(element, rule),
    ...(textProblem === null ? [] : [problem(element, textProblem)]),
    ...content.expected.flatMap((child) => checkElement(child, `${path}/${child.name}`)),
    ...content.problems,
  ];
}

function checkAttributes(element: Element, rule: ElementRule): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const [name, { required, values }] of Object.entries(rule.attributes ?? {})) {
    const value = element.attributes[name];
    if (value === undefined) {
      if (required) problems.push(problem(element, `The attribute '${name}' is required but missing.`));
    } else if (values !== undefined && !values.includes(value)) {
      const set = values.map((allowed) => `'${allowed}'`).join(', ');
      const message = `[facet 'enumeration'] The value '${value}' is not an element of the set {${set}}.`;
      problems.push(attributeProblem(element, name, message));
    }
  }
  const language = element.attributes['xml:lang'];
  if (language !== undefined && !LANGUAGE.test(language)) {
    const name = '{http://www.w3.org/XML/1998/namespace}lang';
    const message = `'${language}' is not a valid value of the local union type.`;
    problems.push(attributeProblem(element, name, message));
  }
  return problems;
}

/** Which children the schema expects, and so looks into, and what it has against the list of them. */
type Content = { expected: readonly Element[]; problems: SchemaProblem[] };

function checkContent(element: Element, rule: ElementRule): Content {
  if (element.name === 'geoLocationPolygon') return checkPolygon(element);
  const missing = listMissing(element, rule);
  return {
    expected: element.children,
    problems: missing.length === 0 ? [] : [problem(element, sayMissing(missing))],
  };
}

function listMissing({ name, children }: Element, rule: ElementRule): readonly string[] {
  const names = children.map((child) => child.name);
  if (name === 'resource') return listMissingOfRoot(names);
  if (rule.sequenceOf !== undefined && names.length === 0) return [rule.sequenceOf];
  return rule.allOf?.filter((child) => !names.includes(child)) ?? [];
}

/** When a mandatory child is missing, the schema would have taken any child that is not there yet. */
function listMissingOfRoot(names: readonly string[]): readonly string[] {
  const complete = ROOT_CHILDREN.slice(0, MANDATORY_COUNT).every((name) => names.includes(name));
  return complete ? [] : ROOT_CHILDREN.filter((name) => !names.includes(name));
}

/** Four or more points, then at most one point inside; nothing is looked at after the first child out of place. */
function checkPolygon(element: Element): Content {
  const { children } = element;
  const inside = children.findIndex(({ name }) => name === 'inPolygonPoint');
  const points = inside === -1 ? children.length : inside;
  if (inside === -1 && points >= POLYGON_MINIMUM) return { expected: children, problems: [] };
  if (inside === -1)
    return { expected: children, problems: [problem(element, sayMissing(['polygonPoint']))] };
  const misplaced = children[points < POLYGON_MINIMUM ? inside : inside + 1];
  if (misplaced === undefined) return { expected: children, problems: [] };
  const hint = points < POLYGON_MINIMUM ? ` Expected is ( ${NAMESPACE}polygonPoint ).` : '';
  return {
    expected: children.slice(0, children.indexOf(misplaced)),
    problems: [problem(misplaced, `This element is not expected.${hint}`)],
  };
}

function sayMissing(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_AT_MOST).map((name) => `${NAMESPACE}${name}`);
  return `Missing child element(s). Expected is ${shown.length > 1 ? 'one of ' : ''}( ${shown.join(', ')} ).`;
}

function checkNonEmpty(text: string): string | null {
  if (text !== '') return null;
  return "[facet 'minLength'] The value has a length of '0'; this underruns the allowed minimum length of '1'.";
}

function checkYear(text: string): string | null {
  if (/^\d{4}$/.test(text)) return null;
  return `[facet 'pattern'] The value '${text}' is not accepted by the pattern '[\\d]{4}'.`;
}

function checkLanguage(text: string): string | null {
  return LANGUAGE.test(text) ? null : `'${text}' is not a valid value of the atomic type 'xs:language'.`;
}

function checkDegrees(text: string, limit: number, type: string): string | null {
  if (!FLOAT.test(text)) return `'${text}' is not a valid value of the atomic type '${NAMESPACE}${type}'.`;
  if (Number(text) > limit) {
    return `[facet 'maxInclusive'] The value '${text}' is greater than the maximum value allowed ('${limit}').`;
  }
  if (Number(text) < -limit) {
    return `[facet 'minInclusive'] The value '${text}' is less than the minimum value allowed ('-${limit}').`;
  }
  return null;
}

function problem({ name, line }: Element, message: string): SchemaProblem {
  return { source: SOURCES[name] ?? name, message, line };
}

/** DataCite cuts the element's name out of the parser's text and keeps the rest of the quotation in its source. */
function attributeProblem({ name, line }: Element, attribute: string, message: string): SchemaProblem {
  return { source: `${name}', attribute '${attribute}`, message, line };
}
