import { parseTemplate } from 'url-template';
import type { Anchor, AnchorElement } from '../../anchors/anchor.ts';
import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import type { LinkView } from '../../anchors/link-document.ts';
import { toSafeLocation } from '../../http/pid-addresses.ts';
import type { AnchorRequest } from './read-request.ts';

/** The values that a template may name: each element of the identifier by its `ai` and its short name. */
export type TemplateValues = Readonly<Record<string, string>>;

/** Everything before the first expression must settle the host, or a value could lead to another one. */
const SETTLED_HOST = /^https?:\/\/[^/?#{]+(?:[/?#]|\{[/?#])/i;
/** An expression after it may come to nothing, and what follows would continue the host. */
const HOST = /^https?:\/\/[^/?#{]+/i;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;

/**
 * What the templates of a level are filled in with: its own elements, and what was asked besides. Where a key was
 * corrected, the level is one of its successor, whose targets know nothing of the wrong key.
 */
export function listTemplateValues(
  { scheme, anchor, attributes }: Pick<AnchorRequest, 'scheme' | 'anchor' | 'attributes'>,
  level: Anchor,
): TemplateValues {
  const elements = [anchor, level].flatMap(({ key, qualifiers }) => [key, ...qualifiers]);
  elements.push(...attributes);
  return Object.fromEntries(elements.flatMap((element) => nameElement(scheme, element)));
}

function nameElement(scheme: CompiledScheme, { ai, value }: AnchorElement): [string, string][] {
  const shortcode = scheme.identifiers.get(ai)?.definition.shortcode;
  return shortcode === undefined
    ? [[ai, value]]
    : [
        [ai, value],
        [shortcode, value],
      ];
}

/**
 * The target of a link, its template (RFC 6570) expanded. Null for a target that is not safe to stand in a header, and
 * for a value that would lead to another host or out of its folder.
 */
export function expandTarget({ href }: LinkView, values: () => TemplateValues): string | null {
  if (!href.includes('{')) return toSafeLocation(href);
  if (!SETTLED_HOST.test(href)) return null;
  const expanded = parseTemplate(href).expand(values());
  const [host = ''] = HOST.exec(href) ?? [];
  const isSettled = /^(?:[/?#]|$)/.test(expanded.slice(host.length));
  return !isSettled || DOT_SEGMENT.test(expanded) ? null : toSafeLocation(expanded);
}

/**
 * Where a redirect leads. The query of the request is passed on as it came, each pair of it, if the link says so, or
 * where it says nothing by the profile: GS1 passes it on, so that a target knows the expiry date and what was asked.
 */
export function addQuery(target: string, link: LinkView, { query, scheme }: AnchorRequest): string {
  const passes = link.passQuery ?? scheme.profile === 'gs1';
  if (!passes || query === null || query === '') return target;
  const hash = target.indexOf('#');
  const base = hash === -1 ? target : target.slice(0, hash);
  const joint = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&';
  return toSafeLocation(`${base}${joint}${query}${hash === -1 ? '' : target.slice(hash)}`) ?? target;
}
