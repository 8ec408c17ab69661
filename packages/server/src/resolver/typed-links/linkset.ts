import { formatAccessRole } from '../../anchors/access-role.ts';
import { type Anchor, formatAnchor } from '../../anchors/anchor.ts';
import type { LinkView } from '../../anchors/link-document.ts';
import type { SchemeProfile } from '../../anchors/scheme-document.ts';
import { toSafeLocation } from '../../http/pid-addresses.ts';
import { findDefault } from './choose-link.ts';
import type { VisibleLevel } from './decide.ts';
import { GS1_VOCABULARY } from './link-type.ts';
import type { AnchorRequest } from './read-request.ts';
import { expandTarget, listTemplateValues, type TemplateValues } from './target.ts';
import { formatUri } from './uris.ts';
import type { WebLink } from './write-links.ts';

/** A target object (RFC 9264, section 4.2.3); UNTP's members beside those of the RFC only where a profile has them. */
export type LinksetTarget = {
  href: string;
  title?: string;
  type?: string;
  hreflang?: string[];
  'title*'?: { value: string; language?: string }[];
  context?: string[];
  rel?: string[];
  method?: string[];
  encryptionMethod?: string;
  accessRole?: string[];
  public?: boolean;
  fwqs?: boolean;
};

/** A link context object (RFC 9264, section 4.2.2): one subject with its links by relation. */
export type LinkContext = { anchor: string; itemDescription?: string } & {
  [relation: string]: LinksetTarget[] | string | undefined;
};

export type Linkset = { linkset: LinkContext[] };

/** What a linkset is made from: the levels with what the reader may see, and what took the place of what. */
export type LinksetSource = {
  levels: readonly VisibleLevel[];
  successors: readonly { from: Anchor; to: Anchor }[];
  /** What templates of a level are filled in with. */
  valuesOf: (level: Anchor) => TemplateValues;
  profile: SchemeProfile;
  publicUrl: string;
};

/**
 * The linkset of an identifier: a context object for the identifier itself and one for each level above it. In the
 * profile gs1 it has no member that GS1's schema does not know, and relations that the schema has no name for stand
 * under `related`.
 */
export function buildLinkset(source: LinksetSource): Linkset {
  const contexts = source.levels.map((level) => buildContext(level, source));
  const replaced = source.successors.map(({ from, to }): LinkContext => {
    const target = { href: formatUri(to, source.publicUrl), title: 'What took its place' };
    return {
      anchor: formatUri(from, source.publicUrl),
      itemDescription: `Replaced by ${formatAnchor(to)}`,
      'successor-version': [target],
    };
  });
  return { linkset: [...contexts, ...replaced] };
}

/** The same as links, for the text form. */
export function listWebLinks({ linkset }: Linkset): WebLink[] {
  return linkset.flatMap(({ anchor, itemDescription: _, ...relations }) =>
    Object.entries(relations).flatMap(([rel, targets]) =>
      (Array.isArray(targets) ? targets : []).map(({ href, title, type, hreflang, ...more }): WebLink => {
        const titles = (more['title*'] ?? []).map(({ value, language = '' }) => [language, value]);
        return {
          href,
          rel,
          anchor,
          ...(type === undefined ? {} : { type }),
          ...(title === undefined ? {} : { title }),
          ...(hreflang === undefined ? {} : { hreflang }),
          titles: Object.fromEntries(titles),
        };
      }),
    ),
  );
}

/** The links of an identifier for the header of a redirect, most granular level first; made as they are asked for. */
export function* listFurtherLinks(
  levels: readonly VisibleLevel[],
  request: AnchorRequest,
): Generator<WebLink> {
  for (const { anchor, links } of levels) {
    const values = () => listTemplateValues(request, anchor);
    for (const link of links) {
      const href = expandTarget(link, values);
      const { relation: rel, title, hreflang, types } = link;
      if (href !== null) yield { href, rel, title, hreflang, type: types[0] };
    }
  }
}

function buildContext(level: VisibleLevel, source: LinksetSource): LinkContext {
  const strict = source.profile === 'gs1';
  const relations = new Map<string, LinksetTarget[]>();
  const add = (relation: string, targets: readonly LinksetTarget[]) => {
    if (targets.length > 0) relations.set(relation, [...(relations.get(relation) ?? []), ...targets]);
  };
  const values = source.valuesOf(level.anchor);
  const standard = findDefault(level.links);
  const href = standard === undefined ? null : expandTarget(standard, () => values);
  // The default link has no optional attributes; it is described by its own relation below.
  if (standard !== undefined && href !== null) {
    add(`${GS1_VOCABULARY}defaultLink`, [{ href, title: standard.title }]);
  }
  const variants = level.links.filter(
    ({ relation, hreflang }) => relation === standard?.relation && hreflang.length > 0,
  );
  const languages = new Set(variants.map(({ hreflang }) => hreflang.join().toLowerCase()));
  if (languages.size > 1) {
    add(
      `${GS1_VOCABULARY}defaultLinkMulti`,
      variants.flatMap((link) => describeTargets(link, values, source.profile)),
    );
  }
  for (const link of level.links) {
    add(nameRelation(link.relation, strict), describeTargets(link, values, source.profile));
    add('predecessor-version', listPredecessors(link));
  }
  return {
    anchor: formatUri(level.anchor, source.publicUrl),
    itemDescription: level.document.description || formatAnchor(level.anchor),
    ...Object.fromEntries(relations),
  };
}

/** One object for each media type, since `type` holds one (RFC 9264, section 4.2.4.1). */
function describeTargets(link: LinkView, values: TemplateValues, profile: SchemeProfile): LinksetTarget[] {
  const href = expandTarget(link, () => values);
  if (href === null) return [];
  const types = link.types.length === 0 ? [undefined] : link.types;
  return types.map((type) => {
    const hreflang = profile === 'gs1' ? shortenLanguages(link.hreflang) : [...link.hreflang];
    return {
      href,
      title: link.title,
      ...(type === undefined ? {} : { type }),
      ...(hreflang.length === 0 ? {} : { hreflang }),
      ...(link.context === '' ? {} : { context: [link.context] }),
      ...(link.public === null ? {} : { public: link.public }),
      ...(link.passQuery === null ? {} : { fwqs: link.passQuery }),
      ...(profile === 'gs1' ? {} : describeFurther(link)),
    };
  });
}

function describeFurther(link: LinkView): Partial<LinksetTarget> {
  const titles = Object.entries(link.titles).map(([language, value]) => ({ value, language }));
  return {
    ...(titles.length === 0 ? {} : { 'title*': titles }),
    ...(link.rel.length === 0 ? {} : { rel: [...link.rel] }),
    ...(link.method.length === 0 ? {} : { method: [...link.method] }),
    ...(link.encryptionMethod === null ? {} : { encryptionMethod: link.encryptionMethod }),
    ...(link.accessRoles.length === 0 ? {} : { accessRole: link.accessRoles.map(formatAccessRole) }),
  };
}

function listPredecessors(link: LinkView): LinksetTarget[] {
  return link.predecessors.flatMap(({ href, title, type }) => {
    const safe = href.includes('{') ? null : toSafeLocation(href);
    return safe === null ? [] : [{ href: safe, title, ...(type === null ? {} : { type }) }];
  });
}

/** Members of a context object that are no relations. */
const RESERVED = new Set(['anchor', 'itemDescription']);

/** GS1's schema has relations of lower-case letters and hyphens, and addresses without hyphen, port or fragment. */
function nameRelation(relation: string, strict: boolean): string {
  if (RESERVED.has(relation)) return 'related';
  const hasName = /^[a-z-]+$/.test(relation) || /^https?:\/\/[a-zA-Z0-9_./]+$/.test(relation);
  return hasName || !strict ? relation : 'related';
}

/** GS1's schema has languages of two letters, with or without a country of two. */
function shortenLanguages(tags: readonly string[]): string[] {
  const short = tags.flatMap((tag) => {
    const [language = '', ...rest] = tag.split('-');
    const country = rest.find((part) => /^[A-Z]{2}$/i.test(part));
    if (!/^[a-z]{2}$/i.test(language)) return [];
    return [country === undefined ? language : `${language}-${country}`];
  });
  return [...new Set(short)];
}
