import type { ApplicationIdentifierType } from '../../anchors/scheme-document.ts';
import { refuseMistakes } from './refusals.ts';
import {
  checkItems,
  checkMembers,
  each,
  isArray,
  isIn,
  isNotEmpty,
  isString,
  type Members,
  type Rule,
  readMembers,
} from './rules.ts';

/** One application identifier as the Identity Resolver knows it. */
export type SentIdentifier = {
  title: string;
  label: string;
  shortcode: string;
  ai: string;
  type: ApplicationIdentifierType;
  regex: string;
  format?: string;
  qualifiers?: string[];
};

/** A namespace document as the Identity Resolver knows it. */
export type SentScheme = {
  namespace: string;
  namespaceURI?: string;
  namespaceProfile?: string;
  applicationIdentifiers: SentIdentifier[];
};

const NAMESPACE_RULES: readonly Rule[] = [
  { property: 'namespace', checks: [isNotEmpty, isString] },
  { property: 'namespaceURI', optional: true, checks: [isString] },
  { property: 'namespaceProfile', optional: true, checks: [isString] },
];

const IDENTIFIER_RULES: readonly Rule[] = [
  { property: 'title', checks: [isNotEmpty, isString] },
  { property: 'label', checks: [isNotEmpty, isString] },
  { property: 'shortcode', checks: [isNotEmpty, isString] },
  { property: 'ai', optional: true, checks: [isString] },
  { property: 'type', checks: [isIn(['I', 'Q', 'D']), isString] },
  { property: 'regex', checks: [isNotEmpty, isString] },
  { property: 'format', optional: true, checks: [isNotEmpty, isString] },
  { property: 'qualifiers', optional: true, checks: [isArray] },
  // Release 4 leaves the items unchecked.
  { property: 'qualifiers', optional: true, checks: [{ ...each(isString), message: isString.message }] },
];

/**
 * A posted namespace document. Members that the Identity Resolver does not know are left out, as release 4 does; `ai`
 * is the shortcode where it is not given.
 * @throws IdrRefusal 400 with every mistake
 */
export function readSchemeBody(body: unknown): SentScheme {
  const members = readMembers(body);
  refuseMistakes([
    ...checkItems('applicationIdentifiers', IDENTIFIER_RULES, members.applicationIdentifiers, {
      notEmpty: false,
    }),
    ...checkMembers(NAMESPACE_RULES, members),
  ]);
  return {
    namespace: members.namespace as string,
    ...pickTexts(members, ['namespaceURI', 'namespaceProfile']),
    applicationIdentifiers: (members.applicationIdentifiers as Members[]).map(readIdentifier),
  };
}

function readIdentifier(members: Members): SentIdentifier {
  const shortcode = members.shortcode as string;
  return {
    title: members.title as string,
    label: members.label as string,
    shortcode,
    ai: (members.ai as string | null | undefined) || shortcode,
    type: members.type as ApplicationIdentifierType,
    regex: members.regex as string,
    ...pickTexts(members, ['format']),
    ...(Array.isArray(members.qualifiers) ? { qualifiers: members.qualifiers as string[] } : {}),
  };
}

function pickTexts<Name extends string>(
  members: Members,
  names: readonly Name[],
): { [Each in Name]?: string } {
  return Object.fromEntries(
    names.flatMap((name) => (typeof members[name] === 'string' ? [[name, members[name]]] : [])),
  ) as { [Each in Name]?: string };
}
