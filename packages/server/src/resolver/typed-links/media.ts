import type { SchemeProfile } from '../../anchors/scheme-document.ts';
import { type MediaRange, negotiate, qualityOf, readAccept } from '../negotiate.ts';
import { remember } from './remember.ts';

export type MediaWish = readonly MediaRange[];

/** The two media types of RFC 9264. */
export const LINKSET_JSON = 'application/linkset+json';
export const LINKSET_TEXT = 'application/linkset';

/** Below every quality that a header can give, but not refused. */
const UNKNOWN_TYPE = 0.0005;

/** Each is compared with each media type of each link. */
const RANGES_LIMIT = 30;

/** Reads an `Accept` header (RFC 9110, section 12.5.1). */
export const readMediaWish: (accept: string) => MediaWish = remember(
  (accept) => readAccept(accept).slice(0, RANGES_LIMIT),
  500,
);

/** How well a link's media types fit, from 0 to 1; one of a link's types is enough. */
export function fitMedia(types: readonly string[], wish: MediaWish | null): number {
  if (wish === null || wish.length === 0) return 1;
  if (types.length === 0) return qualityOf('*/*', wish) || UNKNOWN_TYPE;
  return Math.max(...types.map((type) => qualityOf(type.toLowerCase(), wish)));
}

/** Whether a header asks for a linkset by name, and for nothing else more than for that. */
export function wantsLinkset(accept: string | undefined): boolean {
  if (accept === undefined || !/application\/linkset/i.test(accept)) return false;
  const ranges = readMediaWish(accept);
  const isLinkset = ({ type, subtype }: MediaRange) =>
    type === 'application' && (subtype === 'linkset+json' || subtype === 'linkset');
  const linkset = Math.max(0, ...ranges.filter(isLinkset).map(({ quality }) => quality));
  return linkset > 0 && ranges.every(({ quality }) => quality <= linkset);
}

/** Which of the two a linkset is written in: JSON, unless the header wants the other one more. */
export function chooseLinksetType(accept: string | undefined): typeof LINKSET_JSON | typeof LINKSET_TEXT {
  const chosen = negotiate(accept, [
    { offer: LINKSET_JSON, mediaTypes: [LINKSET_JSON, 'application/json'] },
    { offer: LINKSET_TEXT, mediaTypes: [LINKSET_TEXT] },
  ] as const);
  return chosen?.offer ?? LINKSET_JSON;
}

/** Where the vocabularies of link types are that GS1 and UNTP make linksets by; `profile` names them (RFC 9264, section 5). */
const PROFILES: readonly (readonly [SchemeProfile, RegExp])[] = [
  ['gs1', /^https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc(?:[/?#]|$)/],
  ['untp', /^https:\/\/vocabulary\.uncefact\.org\/untp(?:[/?#]|$)/],
];

/** Other parameters, such as `q`, may stand before it. */
const WITH_PROFILE =
  /application\/linkset\+json(?:\s*;\s*(?!profile=)\w+=[^\s;,"]*)*\s*;\s*profile="([^"]*)"/gi;

/** A profile that is asked for, with the address by which it was. */
export type LinksetProfile = { profile: SchemeProfile; uri: string };

/**
 * The profile that an `Accept` header wants a linkset in: `application/linkset+json;profile="https://…"`, a list of
 * addresses of which the first known one counts. Null: none that is known here.
 */
export function readLinksetProfile(accept: string | undefined): LinksetProfile | null {
  if (accept === undefined || !/profile=/i.test(accept)) return null;
  for (const [, uris = ''] of accept.matchAll(WITH_PROFILE)) {
    for (const uri of uris.split(' ')) {
      const [profile] = PROFILES.find(([, pattern]) => pattern.test(uri)) ?? [];
      if (profile !== undefined && /^[!-~]{1,200}$/.test(uri)) return { profile, uri };
    }
  }
  return null;
}

/** Whether a refusal is shown as a page: only to who names HTML, and not to who wants JSON as much. */
export function wantsPage(accept: string | undefined): boolean {
  return (
    accept !== undefined &&
    negotiate(accept, [
      { offer: 'problem', mediaTypes: ['application/problem+json', 'application/json'] },
      { offer: 'page', mediaTypes: ['text/html'] },
    ])?.offer === 'page'
  );
}
