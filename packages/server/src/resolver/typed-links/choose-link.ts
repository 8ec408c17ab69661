import type { LinkView } from '../../anchors/link-document.ts';
import type { Ask } from './ask.ts';
import { fitLanguages } from './languages.ts';
import { hasLinkType } from './link-type.ts';
import { fitMedia } from './media.ts';

/**
 * Which link a request leads to. `several`: they are equal in everything that the request speaks of, and nobody said
 * which one comes first; or nothing that a request can say tells them apart.
 */
export type Choice =
  | { kind: 'one'; link: LinkView }
  | { kind: 'several'; links: LinkView[] }
  | { kind: 'none' };

/**
 * Chooses among the links of an identifier; pure. The first level that has a link of the wanted type decides; without
 * a wish for a type, that is the type of its default link. There the link with the smallest score is chosen.
 *
 * @param levels visible links, most granular level first, each in the order in which they were registered
 */
export function chooseLink(levels: readonly (readonly LinkView[])[], ask: Ask): Choice {
  for (const links of levels) {
    const standard = ask.linkType.kind === 'type' ? findFlagged(links) : findDefault(links);
    const candidates = listCandidates(links, ask, standard);
    if (candidates.length > 0) return chooseBest(candidates, ask, standard);
  }
  return { kind: 'none' };
}

/** The link that is given where nothing is asked for: the flagged one, or the first where that one is not visible. */
export function findDefault(links: readonly LinkView[]): LinkView | undefined {
  return findFlagged(links) ?? links[0];
}

function findFlagged(links: readonly LinkView[]): LinkView | undefined {
  return links.find(({ isDefault }) => isDefault);
}

function listCandidates(
  links: readonly LinkView[],
  { linkType }: Ask,
  standard: LinkView | undefined,
): readonly LinkView[] {
  return linkType.kind === 'type'
    ? links.filter((link) => hasLinkType(link, linkType.name))
    : links.filter(({ relation }) => relation === standard?.relation);
}

function chooseBest(candidates: readonly LinkView[], ask: Ask, standard: LinkView | undefined): Choice {
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return { kind: 'one', link: only };
  const scored = candidates.map((link) => ({ link, score: scoreLink(link, ask, link === standard) }));
  let best = scored.slice(0, 1);
  for (const each of scored.slice(1)) {
    const order = compareScores(each.score, best[0]?.score ?? []);
    if (order < 0) best = [each];
    else if (order === 0) best.push(each);
  }
  const [first] = best.map(({ link }) => link);
  if (first === undefined) return { kind: 'none' };
  const links =
    best.length > 1 || first === standard
      ? best.map(({ link }) => link)
      : candidates.filter((link) => isTwin(link, first));
  // Links that lead to the same place leave nothing to choose.
  return links.every(({ href }) => href === first.href)
    ? { kind: 'one', link: first }
    : { kind: 'several', links };
}

/**
 * Whether no request can tell two links of one type apart. The flags of the owner choose a context and a media type, and
 * somebody always has them (links repair them): between twins they say nothing.
 */
function isTwin(one: LinkView, other: LinkView): boolean {
  const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && [...a].sort().join(' ').toLowerCase() === [...b].sort().join(' ').toLowerCase();
  return (
    one === other ||
    (one.context.toLowerCase() === other.context.toLowerCase() &&
      isSameList(one.types, other.types) &&
      isSameList(one.hreflang, other.hreflang))
  );
}

/**
 * Smaller is better, and an earlier number outweighs all that follow. First what the request speaks of:
 *
 * 1. context: the one that is asked for, then a link that holds everywhere, then any other
 * 2. language: the place of the best language in the reader's list; any; unwanted; refused
 * 3. media type: by its quality
 * 4. how closely the language was met, so that `en` and `en-US` do not outweigh the media type
 *
 * Then what the owner says: the default link of the level, the default context of the type, a link that holds everywhere, the
 * default media type of the context.
 */
function scoreLink(link: LinkView, ask: Ask, isStandard: boolean): readonly number[] {
  const language = fitLanguages(link.hreflang, ask.languages);
  return [
    fitContext(link.context, ask.context),
    language.rank,
    1 - fitMedia(link.types, ask.media),
    language.distance,
    isStandard ? 0 : 1,
    link.isDefaultContext ? 0 : 1,
    link.context === '' ? 0 : 1,
    link.isDefaultType ? 0 : 1,
  ];
}

function fitContext(context: string, wanted: string | null): number {
  if (wanted === null || context.toLowerCase() === wanted) return 0;
  return context === '' ? 1 : 2;
}

function compareScores(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
