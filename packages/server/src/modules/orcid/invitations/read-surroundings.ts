import type { Db } from '../../../db/index.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import { findItem } from '../../items/index.ts';
import type { InvitationSurroundings } from './compose.ts';
import type { Invitation } from './invitation.ts';

/** What a mail and its page say of the organisation, and of the items that everyone may read. */
export async function readSurroundings(db: Db, invitation: Invitation): Promise<InvitationSurroundings> {
  const titles: string[] = [];
  for (const id of invitation.itemIds) {
    const found = await findItem(db, null, id);
    const title = found?.rights.read === true ? found.item.metadata.titles?.[0]?.title : undefined;
    if (title !== undefined) titles.push(title);
  }
  return { organisation: await readOrganisationName(db, invitation.organisationId), titles };
}
