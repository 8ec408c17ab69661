import type { Db } from '../../../db/index.ts';
import type { Steward } from '../../../http/steward.ts';
import { findAnchor, readsWhole, unknownAnchor } from '../find-anchor.ts';
import type { StoredAnchor } from '../link.ts';

/** An anchor whose history someone may read. @throws AppError not-found */
export async function requireHistory(db: Db, steward: Steward, text: string): Promise<StoredAnchor> {
  const anchor = await findAnchor(db, text);
  if (anchor === null || !readsWhole(steward, anchor)) throw unknownAnchor();
  return anchor;
}
