import type { LinkView } from '../../anchors/link-document.ts';

/** The GS1 Web vocabulary, whose terms are the same at every address that GS1 has used for it. */
export const GS1_VOCABULARY = 'https://ref.gs1.org/voc/';
export const UNTP_VOCABULARY = 'https://vocabulary.uncefact.org/untp/linkType#';
const GS1_ADDRESSES = /^https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\//i;
const DEFAULT_LINKS = new Set(
  ['defaultLink', 'defaultLinkMulti'].flatMap((name) => [`gs1:${name}`, `${GS1_VOCABULARY}${name}`]),
);

/** What `linkType=` asks for: one type, the whole list, or what is given without a wish. */
export type LinkTypeWish = { kind: 'default' } | { kind: 'linkset' } | { kind: 'type'; name: string };

/** @param text the value of `linkType=`: `linkset`, `all`, `prefix:key`, an address, or a relation that IANA registers */
export function readLinkType(text: string): LinkTypeWish {
  const name = normaliseLinkType(text);
  if (name === '') return { kind: 'default' };
  if (name === 'linkset' || name === 'all') return { kind: 'linkset' };
  return DEFAULT_LINKS.has(name) ? { kind: 'default' } : { kind: 'type', name };
}

/** Whether a link is of the type that was asked for. */
export function hasLinkType({ relation, curie }: LinkView, name: string): boolean {
  if (relation === name || curie === name) return true;
  return normaliseLinkType(relation) === name || (curie !== null && normaliseLinkType(curie) === name);
}

/** Prefixes, schemes and hosts are compared without regard to case, and so are registered relations (RFC 8288). */
function normaliseLinkType(text: string): string {
  const trimmed = text.trim();
  if (GS1_ADDRESSES.test(trimmed)) return trimmed.replace(GS1_ADDRESSES, GS1_VOCABULARY);
  const address = /^(https?:\/\/[^/]*)(.*)$/i.exec(trimmed);
  if (address !== null) return `${address[1]?.toLowerCase()}${address[2]}`;
  const colon = trimmed.indexOf(':');
  return colon === -1 ? trimmed.toLowerCase() : trimmed.slice(0, colon).toLowerCase() + trimmed.slice(colon);
}
