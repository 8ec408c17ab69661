import type { InputProblem } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { escapePointer } from '../../../http/problem.ts';
import { isWebAddress } from '../document/read-shape.ts';
import { isIanaRelation } from './iana-relations.ts';
import type { LinkTypes, Vocabulary } from './vocabulary.ts';

export type VocabularyWish = { uri: string; title: string; linkTypes: LinkTypes };

export const PREFIX_PATTERN = '^[a-z][a-z0-9-]{0,31}$';
export const KEY_PATTERN = '^[A-Za-z][A-Za-z0-9_-]{0,59}$';
const KEY = new RegExp(KEY_PATTERN);
/** What opens a URI that is no CURIE. */
const URI_SCHEMES: ReadonlySet<string> = new Set([
  'ark',
  'data',
  'did',
  'doi',
  'file',
  'ftp',
  'http',
  'https',
  'info',
  'javascript',
  'mailto',
  'tel',
  'urn',
]);

/**
 * What speaks against a vocabulary, beyond the shape that the route has checked: all of it, with its places.
 * @param others the vocabularies that are there, this one left out
 */
export function checkVocabulary(
  prefix: string,
  wish: VocabularyWish,
  others: readonly Vocabulary[],
): InputProblem[] {
  return [...checkPrefix(prefix, others), ...checkUri(wish.uri, others), ...checkTexts(wish)];
}

function checkPrefix(prefix: string, others: readonly Vocabulary[]): InputProblem[] {
  const pointer = '/params/prefix';
  if (!new RegExp(PREFIX_PATTERN).test(prefix)) {
    return [{ pointer, detail: 'A prefix has up to 32 small letters, digits and hyphens, a letter first.' }];
  }
  if (URI_SCHEMES.has(prefix)) {
    return [{ pointer, detail: `“${prefix}:” opens addresses of another kind; choose another prefix.` }];
  }
  const owner = others.find(({ linkTypes }) => Object.hasOwn(linkTypes, prefix));
  return owner === undefined
    ? []
    : [{ pointer, detail: `/voc/${prefix} is the link type ${owner.prefix}:${prefix} already.` }];
}

function checkUri(uri: string, others: readonly Vocabulary[]): InputProblem[] {
  const pointer = '/uri';
  if (!isWebAddress(uri) || !/[/#]$/.test(uri)) {
    return [
      {
        pointer,
        detail: 'Give an absolute http or https address that ends with “/” or “#”; keys follow it.',
      },
    ];
  }
  const bare = withoutScheme(uri);
  const owner = others.find((each) => [each.uri, ...each.aliases].some((one) => withoutScheme(one) === bare));
  return owner === undefined
    ? []
    : [{ pointer, detail: `This is the address of the vocabulary “${owner.prefix}”.` }];
}

function checkTexts({ title, linkTypes }: VocabularyWish): InputProblem[] {
  const wrong = 'This is empty or holds a control character.';
  const isWrong = (text: string): boolean =>
    text.trim() === '' || !isStorableText(text) || /\p{Cc}/u.test(text);
  const problems: InputProblem[] = isWrong(title) ? [{ pointer: '/title', detail: wrong }] : [];
  for (const [key, linkType] of Object.entries(linkTypes)) {
    const pointer = `/linkTypes/${escapePointer(key)}`;
    if (!KEY.test(key)) {
      problems.push({
        pointer,
        detail: 'A key has up to 60 letters, digits, “-” and “_”, a letter first.',
      });
    }
    if (isWrong(linkType.title)) problems.push({ pointer: `${pointer}/title`, detail: wrong });
    if (linkType.description !== '' && isWrong(linkType.description)) {
      problems.push({ pointer: `${pointer}/description`, detail: wrong });
    }
  }
  return problems.slice(0, 100);
}

function withoutScheme(uri: string): string {
  return uri.replace(/^https?:/i, '').toLowerCase();
}

/**
 * Where a vocabulary says again what GS1's or IANA's says. GS1's resolver standard wants no such duplicates; it is a
 * warning, since only people can tell whether two things with one name are the same, and UNTP's `dpp` is one already.
 */
export function findDuplicates(
  vocabulary: Pick<Vocabulary, 'prefix' | 'linkTypes'>,
  gs1: Vocabulary | null,
): InputProblem[] {
  if (vocabulary.prefix === 'gs1') return [];
  const byKey = new Map(Object.keys(gs1?.linkTypes ?? {}).map((key) => [key.toLowerCase(), key]));
  const byTitle = new Map(
    Object.entries(gs1?.linkTypes ?? {}).map(([key, { title }]) => [title.toLowerCase(), key]),
  );
  return Object.entries(vocabulary.linkTypes).flatMap(([key, { title }]) => {
    const pointer = `/linkTypes/${escapePointer(key)}`;
    const same = byKey.get(key.toLowerCase()) ?? byTitle.get(title.toLowerCase());
    if (same !== undefined) {
      const detail = `GS1 has gs1:${same}. If both mean the same, use that, so that other resolvers understand it.`;
      return [{ pointer, detail }];
    }
    if (!isIanaRelation(key)) return [];
    return [{ pointer, detail: `IANA registers the relation ${key}. If both mean the same, use that.` }];
  });
}
