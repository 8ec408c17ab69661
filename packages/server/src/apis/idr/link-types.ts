import { findLinkType, type Vocabulary } from '../../modules/schemes/index.ts';
import { messages } from './messages.ts';

/** Why a link type is none that release 4 could take: `prefix:key` of a vocabulary here; null when it is one. */
export function findLinkTypeMistake(linkType: string, vocabularies: readonly Vocabulary[]): string | null {
  const colon = linkType.indexOf(':');
  if (colon === -1) return messages.invalidLinkType(linkType);
  const prefix = linkType.slice(0, colon);
  const vocabulary = vocabularies.find((each) => each.prefix === prefix);
  if (vocabulary === undefined) {
    const known = vocabularies.map((each) => each.prefix).join(', ');
    return messages.invalidNamespacePrefix(prefix, known);
  }
  return findLinkType(vocabulary, linkType.slice(colon + 1)) === null
    ? messages.invalidLinkType(linkType)
    : null;
}

/** Those that release 4 knows come first, as with it. */
export function putInOrder(vocabularies: readonly Vocabulary[]): Vocabulary[] {
  const rank = ({ prefix }: Vocabulary): number => ['untp', 'gs1'].indexOf(prefix);
  return [...vocabularies].sort((a, b) => rank(b) - rank(a));
}
