import { isRestricted } from '../../anchors/access-role.ts';
import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { Steward } from '../../http/steward.ts';
import { expandLinkType } from '../schemes/index.ts';
import { type AnchorDetails, addDetails } from './details.ts';
import { findAnchor, readsWhole, unknownAnchor, unknownLink } from './find-anchor.ts';
import { listClosedLinks, listPastLinksAt, readFactsAt } from './history/store.ts';
import type { AnchorWithLinks, Link, StoredAnchor } from './link.ts';
import type { LinkContext } from './register/register-group.ts';
import { readLanguage } from './rules/language.ts';
import { readMediaType } from './rules/media-type.ts';
import { findAnchorOfLink, listAnchorRows, listLinks } from './store.ts';

const NONE: ReadonlySet<string> = new Set();

/** Which links of an anchor; what is undefined does not matter. */
export type LinkFilter = {
  linkType?: string | undefined;
  /** One of its media types. */
  type?: string | undefined;
  /** One of its languages. */
  hreflang?: string | undefined;
};

/**
 * An anchor with its links: all of them for those who may read it whole, what is public for others.
 * @param options.at shows it as it was at that instant
 * @throws AppError not-found
 */
export async function readAnchorDetails(
  ctx: LinkContext,
  steward: Steward,
  text: string,
  options: { at?: Date | undefined; filter?: LinkFilter | undefined } = {},
): Promise<AnchorDetails> {
  const anchor = await findAnchor(ctx.db, text);
  if (anchor === null) throw unknownAnchor();
  const links = (await listLinks(ctx.db, [anchor.id])).get(anchor.id) ?? [];
  const { at, filter = {} } = options;
  const whole = { anchor, links };
  // What somebody may see is settled by what it is now, also where they look back.
  if (showTo(steward, whole, ctx.now()) === null) throw unknownAnchor();
  const wanted = at === undefined ? whole : await goBack(ctx.db, whole, at);
  if (wanted === null) throw new AppError('not-found', `${anchor.anchor} was not registered then.`);
  const closed =
    at === undefined || readsWhole(steward, anchor) ? NONE : await listClosedLinks(ctx.db, anchor.id);
  const seen = showTo(
    steward,
    { ...wanted, links: wanted.links.filter(({ id }) => !closed.has(id)) },
    at ?? ctx.now(),
  );
  if (seen === null) throw unknownAnchor();
  return addDetails(ctx.db, ctx, { ...seen, links: await filterLinks(ctx.db, seen.links, filter) });
}

/** A link, with the anchor that it belongs to. @throws AppError not-found */
export async function readLinkDetails(
  ctx: LinkContext,
  steward: Steward,
  id: string,
): Promise<{ anchor: StoredAnchor; link: Link }> {
  const anchor = await findAnchorOfLink(ctx.db, id);
  if (anchor === null) throw unknownLink();
  const links = (await listLinks(ctx.db, [anchor.id])).get(anchor.id) ?? [];
  const link = showTo(steward, { anchor, links }, ctx.now())?.links.find((each) => each.id === id);
  if (link === undefined) throw unknownLink();
  return { anchor, link };
}

/** The links of an anchor that match, as `readAnchorDetails` shows them. */
export async function listLinksOfAnchor(
  ctx: LinkContext,
  steward: Steward,
  text: string,
  filter: LinkFilter = {},
): Promise<readonly Link[]> {
  return (await readAnchorDetails(ctx, steward, text, { filter })).links;
}

/** Anchors of the organisations whose links someone may read whole, in the order of their texts. */
export function listAnchors(
  ctx: Pick<LinkContext, 'db'>,
  steward: Steward,
  page: { namespace: string | null; prefix: string | null; after: string | null; limit: number },
): Promise<(StoredAnchor & { linkCount: number })[]> {
  return listAnchorRows(ctx.db, { ...page, organisationIds: steward.reads });
}

/** What someone sees of an anchor; null: nothing. */
function showTo(steward: Steward, whole: AnchorWithLinks, at: Date): AnchorWithLinks | null {
  if (readsWhole(steward, whole.anchor)) return whole;
  if (whole.anchor.state === 'inactive') return null;
  const isActive = whole.anchor.state === 'active';
  const links = isActive ? whole.links.filter((link) => isPublic(link, at)) : [];
  return { anchor: whole.anchor, links: links.map(hideEarlierTargets) };
}

function hideEarlierTargets(link: Link): Link {
  return { ...link, predecessors: link.predecessors.filter((each) => each.accessRoles === undefined) };
}

function isPublic(link: Link, at: Date): boolean {
  const time = at.toISOString();
  const isOpen = !isRestricted(link.accessRoles);
  const isBegun = link.validFrom === null || link.validFrom <= time;
  const isOver = link.validUntil !== null && link.validUntil <= time;
  return link.active && isOpen && isBegun && !isOver;
}

/** An anchor as it was at an instant; null when it was not there yet. */
async function goBack(db: Db, { anchor, links }: AnchorWithLinks, at: Date): Promise<AnchorWithLinks | null> {
  if (at < anchor.createdAt) return null;
  const past = anchor.heldFrom <= at ? null : await readFactsAt(db, anchor.id, at);
  const present = links.filter((link) => link.updatedAt <= at);
  const earlier = await listPastLinksAt(db, anchor.id, at);
  return {
    anchor: past === null ? anchor : { ...anchor, ...past.facts, version: past.version },
    links: [...present, ...earlier].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)),
  };
}

async function filterLinks(db: Db, links: readonly Link[], filter: LinkFilter): Promise<readonly Link[]> {
  const { linkType, type, hreflang } = filter;
  const relation = linkType === undefined ? null : (await expandLinkType(db, linkType))?.relation;
  const mediaType = type === undefined ? null : readMediaType(type);
  const language = hreflang === undefined ? null : readLanguage(hreflang);
  return links.filter(
    (link) =>
      (linkType === undefined || link.relation === relation) &&
      (type === undefined || (mediaType !== null && link.types.includes(mediaType))) &&
      (hreflang === undefined || (language !== null && link.hreflang.includes(language))),
  );
}
