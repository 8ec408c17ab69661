import { parsePid } from '@mintmark/identifiers';
import { toSafeLocation } from './addresses.ts';
import type { Found } from './look-up.ts';
import { negotiate } from './negotiate.ts';
import { type Asked, parseAsked, type Wish } from './parse.ts';
import { type Representation, representations } from './representations.ts';

/** What a person reads in a browser: a redirect or a page. */
type Page = { kind: 'page' };
type Offer = Page | { kind: 'representation'; representation: Representation };

const PAGE: { offer: Offer; mediaTypes: readonly string[] } = {
  offer: { kind: 'page' },
  mediaTypes: ['text/html', 'application/xhtml+xml'],
};
const OFFERS: readonly { offer: Offer; mediaTypes: readonly string[] }[] = [
  PAGE,
  ...representations.map((representation) => ({
    offer: { kind: 'representation' as const, representation },
    mediaTypes: representation.mediaTypes,
  })),
];

/** How a request is answered. `asPage` tells whether a refusal is a page for people or a problem document. */
export type Decision =
  | { kind: 'redirect'; pid: string; location: string }
  | { kind: 'landing'; found: Found }
  | { kind: 'representation'; found: Found; representation: Representation; mediaType: string }
  | { kind: 'withdrawn'; found: Found; asPage: boolean }
  | { kind: 'not-acceptable'; described: boolean }
  | { kind: 'unreadable'; asPage: boolean }
  | { kind: 'unknown'; asPage: boolean };

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
  const chosen = chooseOffer(asked.wish, accept, described);
  const asPage = chosen?.offer.kind === 'page';
  if (asked.kind === 'unreadable') {
    return { kind: asked.problem.code === 'percent-encoding' ? 'unreadable' : 'unknown', asPage };
  }
  if (found === null) return { kind: 'unknown', asPage };
  if (found.resolution.state === 'withdrawn') return { kind: 'withdrawn', found, asPage };
  if (chosen === null) return { kind: 'not-acceptable', described };
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

function chooseOffer(
  wish: Wish,
  accept: string | undefined,
  described: boolean,
): { offer: Offer; mediaType: string } | null {
  switch (wish.kind) {
    case 'thing':
    case 'description':
      return negotiate(accept, described ? OFFERS : [PAGE]);
    case 'format': {
      // A link that names its format is followed by browsers, whose Accept header would ask for a page.
      const representation = described ? representations.find(({ name }) => name === wish.name) : undefined;
      if (representation === undefined) return null;
      return { offer: { kind: 'representation', representation }, mediaType: representation.mediaTypes[0] };
    }
    default:
      return wish satisfies never;
  }
}

/** Where a redirect leads, safe to stand in a header, or null when there is nowhere to go. */
function chooseLocation({ resolution, suffix }: Found, publicUrl: string): string | null {
  const { pid, target } = resolution;
  if (target === null || leadsToItself(target, pid, publicUrl)) return null;
  const base = toSafeLocation(target);
  if (base === null || suffix === '') return base;
  const location = toSafeLocation(base + suffix);
  // "https://example.org" and ".evil.example" would make another host.
  const host = hostOf(base);
  return location !== null && host !== null && hostOf(location) === host ? location : null;
}

function hostOf(address: string): string | null {
  return URL.parse(address)?.host ?? null;
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
