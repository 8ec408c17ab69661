import { isRestricted } from '../../../anchors/access-role.ts';
import type { Tx } from '../../../db/index.ts';
import type { Steward } from '../../../http/steward.ts';
import { compiledScheme, lockScheme, type Scheme } from '../../schemes/index.ts';
import { findAnchor, readsWhole, requireManagedAnchor, unknownAnchor, unknownLink } from '../find-anchor.ts';
import type { AnchorWithLinks, Link } from '../link.ts';
import { findAnchorOfLink, listLinks, lockAnchors } from '../store.ts';

export type LockedAnchor = AnchorWithLinks & { isNew: false; scheme: Scheme };

/**
 * An anchor that a steward may change, locked with its scheme until the transaction ends.
 * @throws AppError not-found, not-allowed
 */
export async function lockManagedAnchor(tx: Tx, steward: Steward, text: string): Promise<LockedAnchor> {
  const found = await findAnchor(tx, text);
  if (found === null) throw unknownAnchor();
  const scheme = await lockScheme(tx, found.namespace, 'share');
  const [anchor] = await lockAnchors(tx, [found.anchor]);
  // It may have gone with its scheme meanwhile.
  if (scheme === null || scheme.deletedAt !== null || anchor === undefined || anchor.hiddenAt !== null) {
    throw unknownAnchor();
  }
  requireManagedAnchor(steward, anchor);
  const links = await listLinks(tx, [anchor.id]);
  return { anchor, links: links.get(anchor.id) ?? [], isNew: false, scheme };
}

/** A link that a steward may change, and the anchor that it belongs to, locked. @throws AppError not-found, not-allowed */
export async function lockManagedLink(
  tx: Tx,
  steward: Steward,
  id: string,
): Promise<{ locked: LockedAnchor; link: Link; compiled: ReturnType<typeof compiledScheme> }> {
  const anchor = await findAnchorOfLink(tx, id);
  if (anchor === null) throw unknownLink();
  if (!readsWhole(steward, anchor)) {
    const found = (await listLinks(tx, [anchor.id])).get(anchor.id)?.find((each) => each.id === id);
    // To who may not see it, it is not there, rather than not to be changed.
    if (found === undefined || !found.active || isRestricted(found.accessRoles)) throw unknownLink();
  }
  const locked = await lockManagedAnchor(tx, steward, anchor.anchor);
  const link = locked.links.find((each) => each.id === id);
  if (link === undefined) throw unknownLink();
  return { locked, link, compiled: compiledScheme(locked.scheme) };
}
