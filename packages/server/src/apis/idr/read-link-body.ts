import { parse as parseLanguageTag } from 'bcp-47';
import { readQualifierPath } from './qualifier-path.ts';
import { refuseMistakes } from './refusals.ts';
import {
  checkItems,
  checkMembers,
  each,
  isArray,
  isBoolean,
  isIn,
  isMissing,
  isNotEmpty,
  isObject,
  isString,
  isUrl,
  type Members,
  matches,
  type Rule,
  readMembers,
} from './rules.ts';

/** One link as the Identity Resolver knows it. */
export type SentLink = {
  linkType: string;
  title: string;
  targetUrl: string;
  mimeType: string;
  context: string;
  fwqs: boolean;
  active: boolean;
  defaultLinkType: boolean;
  defaultContext: boolean;
  defaultMimeType: boolean;
  hreflang?: string[];
  encryptionMethod?: string;
  accessRole?: string[];
  method?: string;
  public?: boolean;
  rel?: string[];
};

/** A posted registration: an identifier with its qualifiers, and links of it. */
export type SentRegistration = {
  namespace: string;
  identificationKeyType: string;
  identificationKey: string;
  /** Names and values in turn. */
  qualifiers: string[];
  description: string;
  active: boolean;
  responses: SentLink[];
};

const ACCESS_ROLES = ['Anonymous', 'Customer', 'Regulator', 'Recycler', 'Auditor', 'Owner'].map(
  (role) => `untp:accessRole#${role}`,
);
/** Relations that the resolver itself makes; release 4 drops them without a word. */
const RESERVED_RELATION = 'predecessor-version';

const isMediaType = matches((text) => /^\w+\/[-+.\w]+$/.test(text));
// Wider than release 4, which knows no `es-419` and no `zh-Hans`.
const isLanguage = matches((text) => typeof parseLanguageTag(text).language === 'string');
// Wider than release 4, which knows no lot `AB-1`.
const isQualifierPath = matches((text) => readQualifierPath(text) !== null);

const REGISTRATION_RULES: readonly Rule[] = [
  { property: 'namespace', checks: [isNotEmpty, isString] },
  { property: 'identificationKeyType', checks: [isNotEmpty, isString] },
  { property: 'identificationKey', checks: [isNotEmpty, isString] },
  { property: 'description', checks: [isNotEmpty, isString] },
  { property: 'itemDescription', optional: true, checks: [isString] },
  { property: 'qualifierPath', checks: [isQualifierPath, isString] },
  { property: 'active', checks: [isBoolean] },
];

const OPTIONAL_LINK_RULES: readonly Rule[] = [
  {
    property: 'encryptionMethod',
    optional: true,
    checks: [isIn(['none', 'AES-128', 'AES-256']), isString],
  },
  {
    property: 'accessRole',
    optional: true,
    checks: [each(isIn(ACCESS_ROLES)), each(isString), isArray],
  },
  { property: 'method', optional: true, checks: [isString] },
  { property: 'public', optional: true, checks: [isBoolean] },
  { property: 'rel', optional: true, checks: [isArray, each(isString)] },
  { property: 'hreflang', optional: true, checks: [isArray, each(isString), each(isLanguage)] },
];

const LINK_RULES: readonly Rule[] = [
  { property: 'linkId', optional: true, checks: [isString] },
  { property: 'defaultLinkType', checks: [isBoolean] },
  { property: 'defaultMimeType', checks: [isBoolean] },
  { property: 'fwqs', checks: [isBoolean] },
  { property: 'active', checks: [isBoolean] },
  { property: 'linkType', checks: [isString] },
  { property: 'title', checks: [isNotEmpty, isString] },
  { property: 'targetUrl', checks: [isNotEmpty, isUrl, isString] },
  { property: 'mimeType', checks: [isString, isMediaType] },
  { property: 'context', checks: [isNotEmpty, isString] },
  { property: 'defaultContext', checks: [isBoolean] },
  ...OPTIONAL_LINK_RULES,
];

const CHANGE_RULES: readonly Rule[] = [
  { property: 'targetUrl', optional: true, checks: [isUrl, isNotEmpty] },
  { property: 'linkType', optional: true, checks: [isString, isNotEmpty] },
  { property: 'title', optional: true, checks: [isString, isNotEmpty] },
  { property: 'mimeType', optional: true, checks: [isString, isMediaType] },
  { property: 'context', optional: true, checks: [isString, isNotEmpty] },
  { property: 'active', optional: true, checks: [isBoolean] },
  { property: 'fwqs', optional: true, checks: [isBoolean] },
  { property: 'defaultLinkType', optional: true, checks: [isBoolean] },
  { property: 'defaultContext', optional: true, checks: [isBoolean] },
  { property: 'defaultMimeType', optional: true, checks: [isBoolean] },
  ...OPTIONAL_LINK_RULES,
];

const LINK_MEMBERS = [
  'linkType',
  'title',
  'targetUrl',
  'mimeType',
  'context',
  'fwqs',
  'active',
  'defaultLinkType',
  'defaultContext',
  'defaultMimeType',
  'hreflang',
  'encryptionMethod',
  'accessRole',
  'method',
  'public',
  'rel',
] as const satisfies readonly (keyof SentLink)[];

/**
 * A posted registration, in the words of release 4 or of those before it.
 * @throws IdrRefusal 400 with every mistake
 */
export function readRegistration(body: unknown): SentRegistration {
  const members = renameRegistration(readMembers(body));
  refuseMistakes([
    ...checkMembers(REGISTRATION_RULES, members),
    ...checkItems('responses', LINK_RULES, members.responses, { notEmpty: true }),
  ]);
  return {
    namespace: members.namespace as string,
    identificationKeyType: members.identificationKeyType as string,
    identificationKey: members.identificationKey as string,
    qualifiers: readQualifierPath(members.qualifierPath as string) ?? [],
    description: members.description as string,
    active: members.active as boolean,
    responses: (members.responses as Members[]).map((each) => pickLink(each) as SentLink),
  };
}

/**
 * What a PUT changes of a link, null for nothing.
 * @throws IdrRefusal 400 with every mistake
 */
export function readLinkChange(body: unknown): Partial<SentLink> | null {
  const members = renameLink(readMembers(body));
  refuseMistakes(checkMembers(CHANGE_RULES, members));
  const change = pickLink(members);
  return Object.keys(change).length === 0 ? null : change;
}

/** Which links of an identifier are asked for. */
export type LinkQuery = {
  namespace: string;
  identificationKeyType: string;
  identificationKey: string;
  qualifiers: string[];
  linkType: string | null;
  mimeType: string | null;
  hreflang: string | null;
};

const QUERY_RULES: readonly Rule[] = [
  { property: 'namespace', checks: [isNotEmpty, isString] },
  { property: 'identificationKeyType', checks: [isNotEmpty, isString] },
  { property: 'identificationKey', checks: [isNotEmpty, isString] },
  { property: 'qualifierPath', optional: true, checks: [isQualifierPath, isString] },
  { property: 'linkType', optional: true, checks: [isString] },
  { property: 'mimeType', optional: true, checks: [isString, isMediaType] },
  { property: 'hreflang', optional: true, checks: [isString, isLanguage] },
];

/** @throws IdrRefusal 400 with every mistake */
export function readLinkQuery(query: unknown): LinkQuery {
  const members = readMembers(query);
  refuseMistakes(checkMembers(QUERY_RULES, members));
  const { qualifierPath, linkType, mimeType, hreflang } = members as Record<string, string | undefined>;
  return {
    namespace: members.namespace as string,
    identificationKeyType: members.identificationKeyType as string,
    identificationKey: members.identificationKey as string,
    qualifiers: readQualifierPath(qualifierPath ?? '/') ?? [],
    linkType: linkType ?? null,
    mimeType: mimeType ?? null,
    hreflang: hreflang ?? null,
  };
}

/** Names of the releases before 4 become those of release 4; where both stand, the newer one counts. */
function renameRegistration(members: Members): Members {
  const { itemDescription, description, qualifierPath = '/', responses } = members;
  return {
    ...members,
    qualifierPath,
    description: isMissing(description) ? describeByKey(itemDescription, members) : description,
    responses: Array.isArray(responses)
      ? responses.map((each: unknown) => (isObject(each) ? fillOldLink(renameLink(each)) : each))
      : responses,
  };
}

/** UN/CEFACT's client sends an empty description where it has none; the key says more than nothing. */
function describeByKey(itemDescription: unknown, { identificationKey }: Members): unknown {
  return itemDescription === '' ? identificationKey : itemDescription;
}

function renameLink(members: Members): Members {
  const { title, linkTitle, hreflang, ianaLanguage } = members;
  return {
    ...members,
    ...(isMissing(title) && !isMissing(linkTitle) ? { title: linkTitle } : {}),
    ...(isMissing(hreflang) && !isMissing(ianaLanguage) ? { hreflang: [ianaLanguage] } : {}),
  };
}

/** A link in the old words need not say that it is active. */
function fillOldLink(members: Members): Members {
  const isOld = ['linkTitle', 'ianaLanguage', 'defaultIanaLanguage'].some((name) => name in members);
  return isOld && isMissing(members.active) ? { ...members, active: true } : members;
}

function pickLink(members: Members): Partial<SentLink> {
  const link: Partial<SentLink> = Object.fromEntries(
    LINK_MEMBERS.flatMap((name) => (isMissing(members[name]) ? [] : [[name, members[name]]])),
  );
  return link.rel === undefined
    ? link
    : { ...link, rel: link.rel.filter((relation) => relation !== RESERVED_RELATION) };
}
