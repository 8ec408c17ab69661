import type { Anchor } from '../../anchors/anchor.ts';
import type { LinkView } from '../../anchors/link-document.ts';
import type { SchemeDocument } from '../../anchors/scheme-document.ts';
import type { VisibleLevel } from '../../resolver/typed-links/decide.ts';
import type { LinkContext, Linkset, LinksetTarget } from '../../resolver/typed-links/linkset.ts';
import { expandTarget, type TemplateValues } from '../../resolver/typed-links/target.ts';
import type { WebLink } from '../../resolver/typed-links/write-links.ts';
import { presentExtensions } from './present-link.ts';
import type { Release } from './releases.ts';

/** What a linkset in release 4's form is made from. `root` is the address of the release, without a trailing slash. */
export type LinksetSource = {
  scheme: SchemeDocument;
  /** Most granular first. */
  levels: readonly VisibleLevel[];
  /** What templates of a level are filled in with. */
  valuesOf: (level: Anchor) => TemplateValues;
  root: string;
  contract: Release['contract'];
};

const PARENTS_IN_HEADER = 3;

/**
 * A linkset in release 4's form: relations by the scheme's own vocabulary, the identifier that was asked for first, and
 * after it every level above, which release 4 leaves out.
 */
export function presentLinkset(source: LinksetSource): Linkset {
  return { linkset: source.levels.map((level) => presentLevel(level, source)) };
}

function presentLevel({ anchor, document, links }: VisibleLevel, source: LinksetSource): LinkContext {
  const relations = new Map<string, LinksetTarget[]>();
  const values = source.valuesOf(anchor);
  for (const link of [...links].sort(compareLinks)) {
    const relation = nameRelation(link, source);
    relations.set(relation, [...(relations.get(relation) ?? []), ...presentTargets(link, values, source)]);
  }
  return {
    anchor: addressAnchor(anchor, source.root),
    description: document.description,
    ...Object.fromEntries(relations),
  };
}

function presentTargets(
  link: LinkView,
  values: TemplateValues,
  { contract }: LinksetSource,
): LinksetTarget[] {
  const href = expandTarget(link, () => values);
  if (href === null) return [];
  const titles = presentTitles(link, contract);
  const target = {
    href,
    title: link.title,
    type: link.types[0] ?? '',
    ...presentExtensions(link),
    ...(titles.length === 0 ? {} : { 'title*': titles }),
    hreflang: [...link.hreflang],
  };
  const older = link.predecessors
    // A template leads nowhere by itself.
    .filter(({ href: old }) => !old.includes('{'))
    .map(({ href: old, title, type }) => ({
      href: old,
      rel: ['predecessor-version'],
      title,
      type: type ?? '',
    }));
  // Release 4 has one method as a text, where the resolver has a list.
  return [target, ...older] as LinksetTarget[];
}

/** In release 1 the title is told in the language of the target as well. */
function presentTitles({ title, titles, hreflang }: LinkView, contract: Release['contract']) {
  const entries = Object.entries(titles);
  const own = contract === 'documents' ? hreflang.slice(0, 1).filter((tag) => titles[tag] === undefined) : [];
  return [
    ...own.map((language) => ({ value: title, language })),
    ...entries.map(([language, value]) => ({ value, language })),
  ];
}

/** The links that release 4 puts in a header: the identifier, its list and those above it, then targets. */
export function* listHeaderLinks(
  { levels, valuesOf, root }: LinksetSource,
  asked: Anchor,
  targets: readonly LinkView[],
): Generator<WebLink> {
  const list = (anchor: Anchor): WebLink => ({
    href: `${addressAnchor(anchor, root)}?linkType=all`,
    rel: 'linkset',
    type: 'application/linkset+json',
  });
  const parents = Array.from(
    { length: Math.min(asked.qualifiers.length, PARENTS_IN_HEADER) },
    (_, index) => ({
      ...asked,
      qualifiers: asked.qualifiers.slice(0, asked.qualifiers.length - 1 - index),
    }),
  );
  const levelOf = new Map(
    levels.flatMap(({ anchor, links }) => links.map((link) => [link, anchor] as const)),
  );
  yield { href: addressAnchor(asked, root), rel: 'owl:sameAs' };
  yield list(asked);
  yield* parents.map(list);
  for (const link of targets) {
    const level = levelOf.get(link);
    const href = level === undefined ? null : expandTarget(link, () => valuesOf(level));
    if (href === null) continue;
    yield { href, rel: link.curie ?? link.relation, type: link.types[0], title: link.title };
  }
}

/** The address of an identifier under a release. */
export function addressAnchor({ namespace, key, qualifiers }: Anchor, root: string): string {
  const elements = [key, ...qualifiers].flatMap(({ ai, value }) => [ai, encodeURIComponent(value)]);
  return [root, namespace, ...elements].join('/');
}

/** `{vocabulary}/{key}`, where the vocabulary is the scheme's, or that of this service. */
function nameRelation({ curie, relation }: LinkView, { scheme, root }: LinksetSource): string {
  if (curie === null) return relation;
  const base = scheme.namespaceURI === '' ? `${root}/voc` : scheme.namespaceURI.replace(/\/$/, '');
  return `${base}/${curie.slice(curie.indexOf(':') + 1)}`;
}

function compareLinks(a: LinkView, b: LinkView): number {
  const [one, other] = [a, b].map(({ curie, relation, context, types }) => [
    curie ?? relation,
    context,
    types[0] ?? '',
  ]);
  for (const [index, text] of (one ?? []).entries()) {
    const against = other?.[index] ?? '';
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}
