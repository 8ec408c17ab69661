import { type Anchor, formatAnchor } from '../../../anchors/anchor.ts';
import type { CompiledScheme } from '../../../anchors/compile-scheme.ts';
import { readAnchor } from '../../../anchors/read-anchor.ts';
import type { InputProblem } from '../../../errors.ts';
import { ANCHOR_LENGTH_LIMIT, identifyLink } from '../link.ts';
import { type LinkDraft, type LinkWish, type Relations, readLink } from '../rules/read-link.ts';
import type { TargetRules, TemplateValues } from '../rules/target.ts';
import { isPlainLine, isPlainText } from '../rules/texts.ts';

export const DESCRIPTION_LIMIT = 5000;
export const LINKS_OF_A_WISH = 100;
const SEGMENTS_LIMIT = 50;

/** One identifier with the links that somebody wishes for it. */
export type RegistrationWish = {
  namespace: string;
  /** Names (`ai` or `shortcode`) and values in turn, already percent-decoded, such as `['01', '09506000134352']`. */
  segments: readonly string[];
  /** Short name of the organisation whose it becomes; undefined: the steward's own. */
  organisation?: string | undefined;
  description?: string | undefined;
  /** False: registered, but nothing resolves for now. */
  active?: boolean | undefined;
  links: readonly LinkWish[];
  /** Where a problem with a segment is told; default: `/anchor`. */
  pointerOf?: ((segment: number) => string) | undefined;
};

/** A wish that was read: by its rules it can be done. */
export type ReadWish = { anchor: string; description: string | undefined; links: readonly LinkDraft[] };

export type Reading = { wish: ReadWish } | { problems: InputProblem[] };

/** Splits `gs1/01/09506000134352` into its namespace and its decoded segments; null when a percent sign is wrong. */
export function splitAnchor(text: string): Pick<RegistrationWish, 'namespace' | 'segments'> | null {
  try {
    const [namespace = '', ...segments] = text.replace(/^\//, '').split('/').map(decodeURIComponent);
    return { namespace, segments };
  } catch {
    return null;
  }
}

/** Reads a wish by all rules of its scheme and of links. All problems are told at once. */
export function readWish(
  wish: RegistrationWish,
  rules: { scheme: CompiledScheme; relations: Relations; targets: TargetRules },
): Reading {
  const problems: InputProblem[] = [];
  const anchor = readAnchorOf(wish, rules.scheme, problems);
  const values = () => listTemplateValues(rules.scheme, anchor ?? wish.segments[0] ?? '');
  const description = wish.description?.trim().replaceAll('\r\n', '\n');
  if (description !== undefined && description.length > DESCRIPTION_LIMIT) {
    problems.push({
      pointer: '/description',
      detail: `A description has at most ${DESCRIPTION_LIMIT} characters.`,
    });
  }
  if (description !== undefined && !isPlainText(description)) {
    problems.push({ pointer: '/description', detail: 'A description has no control characters.' });
  }
  if (wish.links.length === 0 || wish.links.length > LINKS_OF_A_WISH) {
    problems.push({ pointer: '/links', detail: `Give 1 to ${LINKS_OF_A_WISH} links at a time.` });
  }
  const links: LinkDraft[] = [];
  const seen = new Map<string, number>();
  for (const [index, each] of wish.links.slice(0, LINKS_OF_A_WISH).entries()) {
    const read = readLink(each, { ...rules, values }, `/links/${index}`);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const identity = identifyLink(read.link);
    const before = seen.get(identity);
    if (before !== undefined) {
      problems.push({
        pointer: `/links/${index}`,
        detail: `It has the target, link type, media types and context of /links/${before}.`,
      });
    }
    seen.set(identity, index);
    links.push(read.link);
  }
  if (problems.length > 0 || anchor === null) return { problems };
  return { wish: { anchor: formatAnchor(anchor), description, links } };
}

function readAnchorOf(
  wish: RegistrationWish,
  scheme: CompiledScheme,
  problems: InputProblem[],
): Anchor | null {
  const pointerOf = wish.pointerOf ?? (() => '/anchor');
  if (wish.segments.length > SEGMENTS_LIMIT) {
    problems.push({ pointer: pointerOf(SEGMENTS_LIMIT), detail: 'It has too many parts.' });
    return null;
  }
  const unreadable = wish.segments.findIndex((segment) => !isPlainLine(segment));
  if (unreadable !== -1) {
    problems.push({ pointer: pointerOf(unreadable), detail: 'It holds a control character.' });
    return null;
  }
  const read = readAnchor(scheme, wish.segments);
  if (!read.ok) {
    problems.push({ pointer: pointerOf(read.problem.segment), detail: read.problem.message });
    return null;
  }
  if (formatAnchor(read.anchor).length > ANCHOR_LENGTH_LIMIT) {
    problems.push({
      pointer: pointerOf(1),
      detail: `With its qualifiers it has at most ${ANCHOR_LENGTH_LIMIT} characters, percent-encoded.`,
    });
    return null;
  }
  return read.anchor;
}

/**
 * The variables of templates: the key, each qualifier and each data attribute that its scheme has, by `ai` and by
 * `shortcode`. Those that the anchor itself lacks are there for more granular ones that it answers for, and for
 * attributes that a request carries.
 * @param of the anchor, or the name of its key where the anchor could not be read
 */
export function listTemplateValues(scheme: CompiledScheme, of: Anchor | string): TemplateValues {
  const values = new Map<string, string | undefined>();
  const key = scheme.identifiers.get(typeof of === 'string' ? of : of.key.ai);
  const known = new Map(
    typeof of === 'string' ? [] : [of.key, ...of.qualifiers].map(({ ai, value }) => [ai, value] as const),
  );
  const attributes = scheme.document.applicationIdentifiers.filter(({ type }) => type === 'D');
  const names = key === undefined ? [] : [key.definition.ai, ...key.sequences.flat()];
  for (const ai of [...names, ...attributes.map((each) => each.ai)]) {
    const shortcode = scheme.identifiers.get(ai)?.definition.shortcode;
    for (const name of [ai, shortcode]) if (name !== undefined) values.set(name, known.get(ai));
  }
  return values;
}
