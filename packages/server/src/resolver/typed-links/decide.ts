import { isRestricted, OWNER_ROLE } from '../../anchors/access-role.ts';
import type { AnchorDocument, LinkView } from '../../anchors/link-document.ts';
import { chooseLink } from './choose-link.ts';
import type { Found, Level } from './look-up.ts';
import type { AnchorRequest } from './read-request.ts';
import { addQuery, expandTarget, listTemplateValues } from './target.ts';

/** A level with the links that this reader may see now. */
export type VisibleLevel = Level & { links: readonly LinkView[] };

export type Target = { link: LinkView; location: string };

export type MissingReason = Extract<Found, { kind: 'missing' }>['reason'] | 'no-links' | 'no-such-type';

/** How a request for a registered identifier is answered. */
export type Decision =
  | ({ kind: 'redirect'; status: 302 | 307 } & Target)
  | { kind: 'choices'; level: VisibleLevel; targets: readonly Target[] }
  | { kind: 'linkset'; levels: readonly VisibleLevel[] }
  | { kind: 'missing'; reason: MissingReason }
  | { kind: 'gone'; level: Level };

/**
 * What of an anchor a reader may see: links within their dates, and restricted ones and restricted earlier targets only
 * by a verified role.
 * @param roles of the reader, in the organisation that registered the anchor
 */
export function showLinks(document: AnchorDocument, now: Date, roles: ReadonlySet<string>): LinkView[] {
  const time = now.getTime();
  const isFor = (accessRoles: readonly string[]): boolean =>
    !isRestricted(accessRoles) || roles.has(OWNER_ROLE) || accessRoles.some((role) => roles.has(role));
  return document.links.flatMap((link) => {
    const { validFrom, validUntil, accessRoles, predecessors } = link;
    const isBegun = validFrom === null || Date.parse(validFrom) <= time;
    const isOver = validUntil !== null && Date.parse(validUntil) <= time;
    if (!isBegun || isOver || !isFor(accessRoles)) return [];
    const seen = predecessors.filter((each) => isFor(each.accessRoles ?? []));
    return seen.length === predecessors.length ? [link] : [{ ...link, predecessors: seen }];
  });
}

/**
 * Decides from what was asked and what is registered; pure.
 * @param levels those of `found`, with what the reader may see
 */
export function decide(request: AnchorRequest, found: Found, levels: readonly VisibleLevel[]): Decision {
  if (found.kind !== 'levels') return found;
  const shown = levels.filter(({ links }) => links.length > 0);
  if (shown.length === 0) return { kind: 'missing', reason: 'no-links' };
  if (request.ask.linkType.kind === 'linkset') return { kind: 'linkset', levels: shown };
  const choice = chooseByProfile(shown, request);
  switch (choice.kind) {
    case 'none':
      return { kind: 'missing', reason: 'no-such-type' };
    case 'one': {
      const target = aim(shown, choice.link, request);
      // What the owner registered cannot stand in a header: there is no link to give.
      if (target === null) return { kind: 'missing', reason: 'no-links' };
      return { kind: 'redirect', status: request.scheme.profile === 'open' ? 302 : 307, ...target };
    }
    case 'several': {
      const targets = choice.links.flatMap((link) => aim(shown, link, request) ?? []);
      const level = shown.find(({ links }) => links.includes(choice.links[0] as LinkView));
      if (targets.length === 0 || level === undefined) return { kind: 'missing', reason: 'no-links' };
      return { kind: 'choices', level, targets };
    }
    default:
      return choice satisfies never;
  }
}

/** A type that no level has: GS1 has it not found, others give the default link. */
function chooseByProfile(levels: readonly VisibleLevel[], { scheme, ask }: AnchorRequest) {
  const links = levels.map((level) => level.links);
  const choice = chooseLink(links, ask);
  return choice.kind === 'none' && scheme.profile !== 'gs1'
    ? chooseLink(links, { ...ask, linkType: { kind: 'default' } })
    : choice;
}

function aim(levels: readonly VisibleLevel[], link: LinkView, request: AnchorRequest): Target | null {
  const level = levels.find(({ links }) => links.includes(link));
  const target = expandTarget(link, () => listTemplateValues(request, level?.anchor ?? request.anchor));
  return target === null ? null : { link, location: addQuery(target, link, request) };
}
