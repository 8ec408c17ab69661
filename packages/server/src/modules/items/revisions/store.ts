import type { DataciteMetadata } from '@mintmark/datacite';
import type { Selectable } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Fields, ItemFile } from '../item.ts';

/** What an item said after one edit. */
export type Revision = {
  number: number;
  metadata: DataciteMetadata;
  otherFields: Fields;
  files: readonly ItemFile[];
  actor: EventActor;
  reason: string | null;
  at: Date;
};

function toRevision(row: Selectable<Tables['item_revisions']>): Revision {
  return {
    number: row.number,
    // Written by this module alone.
    metadata: row.metadata as DataciteMetadata,
    otherFields: row.other_fields as Fields,
    files: row.files as ItemFile[],
    actor: row.actor as EventActor,
    reason: row.reason,
    at: row.at,
  };
}

export async function insertRevision(tx: Tx, itemId: string, revision: Revision): Promise<void> {
  await tx
    .insertInto('item_revisions')
    .values({
      item_id: itemId,
      number: revision.number,
      metadata: jsonb<unknown>(revision.metadata),
      other_fields: jsonb<unknown>(revision.otherFields),
      files: jsonb<unknown>(revision.files),
      actor: jsonb<unknown>(revision.actor),
      reason: revision.reason,
      at: revision.at,
    })
    .execute();
}

export async function readRevision(db: Db, itemId: string, number: number): Promise<Revision | null> {
  const row = await db
    .selectFrom('item_revisions')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? null : toRevision(row);
}

/** What a list shows of a revision. */
export type RevisionEntry = Pick<Revision, 'number' | 'actor' | 'reason' | 'at'>;

/** The newest first, of those below a number. */
export async function listRevisions(
  db: Db,
  itemId: string,
  page: { below: number | null; limit: number },
): Promise<RevisionEntry[]> {
  let query = db
    .selectFrom('item_revisions')
    .select(['number', 'actor', 'reason', 'at'])
    .where('item_id', '=', itemId);
  if (page.below !== null) query = query.where('number', '<', page.below);
  const rows = await query.orderBy('number', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({ ...row, actor: row.actor as EventActor }));
}
