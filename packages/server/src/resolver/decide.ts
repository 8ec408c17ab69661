import { parsePid } from '@mintmark/identifiers';
import { toSafeLocation } from '../http/pid-addresses.ts';
import { type Representation, representations } from '../http/representations.ts';
import type { Found } from './look-up.ts';
import { negotiate } from './negotiate.ts';
import { type Asked, parseAsked, type Wish } from './parse.ts';
import { LINKSET_JSON, LINKSET_TEXT } from './typed-links/media.ts';

/** What a person reads in a browser: a redirect or a page. */
type Page = { kind: 'page' };
/** The plain text that answers an ARK's inflections. */
type Erc = { kind: 'erc' };
/** All links of the identifier (RFC 9264). */
type Links = { kind: 'linkset' };
type Offer = Page | Erc | Links | { kind: 'representation'; representation: Representation };

const PAGE: { offer: Offer; mediaTypes: readonly string[] } = {
  offer: { kind: 'page' },
  mediaTypes: ['text/html', 'application/xhtml+xml'],
};
const ERC: typeof PAGE = { offer: { kind: 'erc' }, mediaTypes: ['text/plain'] };
const LINKS: typeof PAGE = { offer: { kind: 'linkset' }, mediaTypes: [LINKSET_JSON, LINKSET_TEXT] };
const OFFERS: readonly { offer: Offer; mediaTypes: readonly string[] }[] = [
  PAGE,
  ...representations.map((representation) => ({
    offer: { kind: 'representation' as const, representation },
    mediaTypes: representation.mediaTypes,
  })),
  LINKS,
];

/** A refusal is a page for people, an ERC for who asked by an ARK's inflection, and else a problem document. */
export type RefusalForm = 'page' | 'erc' | 'problem';

/** How a request is answered. */
export type Decision =
  | { kind: 'redirect'; pid: string; location: string }
  | { kind: 'landing'; found: Found }
  | { kind: 'erc'; found: Found; brief: boolean }
  | { kind: 'representation'; found: Found; representation: Representation; mediaType: string }
  | { kind: 'linkset'; found: Found }
  | { kind: 'withdrawn'; found: Found; form: RefusalForm }
  | { kind: 'not-acceptable'; described: boolean }
  | { kind: 'unreadable'; form: RefusalForm }
  | { kind: 'unknown'; form: RefusalForm };

/**
 * Decides from what was asked and what is registered; pure.
 *
 * @param surroundings.accept the Accept header
 * @param surroundings.described false when the identifier is known to have no description, so that only pages
 *   can be offered
 */
export function decide(
  asked: Asked,
  found: Found | null,
  surroundings: { accept: string | undefined; publicUrl: string; described: boolean },
): Decision {
  const { accept, publicUrl, described } = surroundings;
  const chosen = chooseOffer(asked, accept, described);
  const form = chooseRefusal(chosen?.offer);
  if (asked.kind === 'unreadable') {
    return { kind: asked.problem.code === 'percent-encoding' ? 'unreadable' : 'unknown', form };
  }
  if (found === null) return { kind: 'unknown', form };
  if (found.resolution.state === 'withdrawn') return { kind: 'withdrawn', found, form };
  if (chosen === null) return { kind: 'not-acceptable', described };
  if (chosen.offer.kind === 'erc') return { kind: 'erc', found, brief: isBrief(asked.wish) };
  if (chosen.offer.kind === 'linkset') return { kind: 'linkset', found };
  if (chosen.offer.kind === 'representation') {
    return {
      kind: 'representation',
      found,
      representation: chosen.offer.representation,
      mediaType: chosen.mediaType,
    };
  }
  const location = asked.wish.kind === 'thing' ? chooseLocation(found, publicUrl) : null;
  return location === null
    ? { kind: 'landing', found }
    : { kind: 'redirect', pid: found.resolution.pid, location };
}

/** A bare `?` asks for the thing alone, not for the promise made for it. */
function isBrief(wish: Wish): boolean {
  return wish.kind === 'description' && wish.inflection === '?';
}

function chooseRefusal(offer: Offer | undefined): RefusalForm {
  return offer?.kind === 'page' || offer?.kind === 'erc' ? offer.kind : 'problem';
}

function chooseOffer(
  asked: Asked,
  accept: string | undefined,
  described: boolean,
): { offer: Offer; mediaType: string } | null {
  const { wish } = asked;
  const offers = described ? OFFERS : [PAGE, LINKS];
  switch (wish.kind) {
    case 'thing':
      return negotiate(accept, offers);
    case 'description':
      // Inflections ask for plain text (ARK specification); a browser, which names text/html, gets the page.
      return negotiate(accept, isArk(asked) ? [ERC, ...offers] : offers);
    case 'format': {
      // A link that names its format is followed by browsers, whose Accept header would ask for a page.
      const representation = described ? representations.find(({ name }) => name === wish.name) : undefined;
      if (representation === undefined) return null;
      return { offer: { kind: 'representation', representation }, mediaType: representation.mediaTypes[0] };
    }
    case 'linkset':
      return { ...LINKS, mediaType: LINKSET_JSON };
    default:
      return wish satisfies never;
  }
}

function isArk(asked: Asked): boolean {
  return asked.kind === 'pid' && asked.pid.scheme === 'ark';
}

/** Where a redirect leads, safe to stand in a header, or null when there is nowhere to go. */
function chooseLocation({ resolution, suffix }: Found, publicUrl: string): string | null {
  const { pid, target } = resolution;
  if (target === null || leadsToItself(target, pid, publicUrl)) return null;
  const base = toSafeLocation(target);
  return base === null || suffix === '' ? base : appendSuffix(base, suffix);
}

/**
 * Suffix passthrough: the suffix goes to the very end of the target, be that its path, its query or its fragment, since
 * owners write targets such as `…/view?id=` with that in mind. It begins with `/` or `.` and holds no `?`, `#` or `&`.
 * Two slashes that meet in a path become one, and a target that ends with its host gets its `/` first: otherwise
 * `https://example.org` and `.evil.example` would make another host.
 * @returns null for what would leave the target's host or path
 */
function appendSuffix(base: string, suffix: string): string | null {
  const isHostAlone = /^[a-z]+:\/\/[^/?#]*$/i.test(base);
  const start = isHostAlone ? `${base}/` : base;
  const endsInPath = !/[?#]/.test(start);
  const meets = endsInPath && start.endsWith('/') && suffix.startsWith('/');
  const location = toSafeLocation(start + (meets ? suffix.slice(1) : suffix));
  const from = URL.parse(start);
  const to = location === null ? null : URL.parse(location);
  if (from === null || to === null || to.origin !== from.origin || to.host !== from.host) return null;
  return to.pathname.startsWith(from.pathname) ? location : null;
}

/** A target that names this identifier again would send its reader in circles, here or by way of doi.org. */
function leadsToItself(target: string, pid: string, publicUrl: string): boolean {
  if (target.startsWith(`${publicUrl}/`)) {
    const asked = parseAsked(target.slice(publicUrl.length));
    return asked.kind === 'pid' && asked.pid.canonical === pid;
  }
  if (!/^https?:\/\/(?:(?:dx\.|www\.)?doi\.org|n2t\.net|hdl\.handle\.net)\//i.test(target)) return false;
  const parsed = parsePid(target);
  return parsed.ok && parsed.value.canonical === pid;
}
