import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { Block } from '../store.ts';

const columns: RawBuilder<unknown> = sql`
  id, organisation_id as "organisationId", shoulder_id as "shoulderId", owner_id as "ownerId", title, count,
  created_at as "createdAt", expires_at as "expiresAt"`;

/** Whose blocks a list shows: everyone's, or one's own and those of some organisations. */
export type BlockAudience = 'all' | { organisationIds: readonly string[]; ownerId: string | null };

export type BlockCursor = { createdAt: string; id: string };

/** Blocks, newest first, `limit` at most. */
export async function listBlocks(
  db: Db,
  audience: BlockAudience,
  page: { limit: number; after: BlockCursor | null },
): Promise<Block[]> {
  const mine =
    audience === 'all'
      ? sql`true`
      : sql`(owner_id = ${audience.ownerId} or organisation_id = any(${audience.organisationIds}::uuid[]))`;
  const after =
    page.after === null
      ? sql`true`
      : sql`(created_at, id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<Block>`
    select ${columns} from blocks where ${mine} and ${after}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** A block, locked until the transaction ends. */
export async function lockBlock(tx: Tx, id: string): Promise<Block | null> {
  const { rows } = await sql<Block>`select ${columns} from blocks where id = ${id} for no key update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function updateBlock(tx: Tx, block: Pick<Block, 'id' | 'title' | 'expiresAt'>): Promise<void> {
  await tx
    .updateTable('blocks')
    .set({ title: block.title, expires_at: block.expiresAt })
    .where('id', '=', block.id)
    .execute();
}

/**
 * Blocks about whose end somebody is to be reminded: it is nearer than one of `daysBefore`, and the last reminder is
 * from before that. Nobody is reminded of a term that was shorter from the start.
 */
export async function listBlocksToRemind(
  tx: Tx,
  options: { now: Date; daysBefore: readonly number[]; limit: number },
): Promise<Block[]> {
  const { now, daysBefore, limit } = options;
  const { rows } = await sql<Block>`
    select ${columns} from blocks
    where expires_at > ${now} and exists (
      select from unnest(${daysBefore}::int[]) as days
      where expires_at - make_interval(days => days) <= ${now}
        and created_at < expires_at - make_interval(days => days)
        and (reminded_at is null or reminded_at < expires_at - make_interval(days => days))
    )
    order by expires_at, id limit ${limit} for no key update`.execute(tx);
  return rows;
}

export async function markReminded(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx
    .updateTable('blocks')
    .set({ reminded_at: now })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}
