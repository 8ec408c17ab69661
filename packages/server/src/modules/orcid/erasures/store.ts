import type { Selectable } from 'kysely';
import type { Db, Tables, Tx } from '../../../db/index.ts';
import type { Tombstone } from './tombstones/tombstone.ts';

/** `removing`: our items leave the record · `revoking`: ORCID has to confirm that every token is revoked · `done` */
export const erasureStates = ['removing', 'revoking', 'done'] as const;

/** Attempts after which administrators are told, and may finish it without ORCID. */
export const PATIENCE = 5;

export type Erasure = {
  id: string;
  seq: number;
  organisationId: string;
  /** Null: the person had never connected. */
  connectionId: string | null;
  removesItems: boolean;
  reason: string;
  state: (typeof erasureStates)[number];
  detail: string | null;
  attempts: number;
  createdAt: Date;
  finishedAt: Date | null;
};

function toErasure(row: Selectable<Tables['orcid_erasures']>): Erasure {
  return {
    id: row.id,
    seq: Number(row.seq),
    organisationId: row.organisation_id,
    connectionId: row.connection_id,
    removesItems: row.removes_items,
    reason: row.reason,
    state: row.state as Erasure['state'],
    detail: row.detail,
    attempts: row.attempts,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

export async function insertErasure(
  tx: Tx,
  erasure: Omit<Erasure, 'seq'> & {
    /** Null: they were known by an address alone. */
    tombstone: Tombstone | null;
  },
): Promise<Erasure> {
  const row = await tx
    .insertInto('orcid_erasures')
    .values({
      id: erasure.id,
      organisation_id: erasure.organisationId,
      connection_id: erasure.connectionId,
      orcid_mac: erasure.tombstone?.mac ?? null,
      pepper_id: erasure.tombstone?.pepperId ?? null,
      removes_items: erasure.removesItems,
      reason: erasure.reason,
      state: erasure.state,
      next_attempt_at: erasure.createdAt,
      created_at: erasure.createdAt,
      finished_at: erasure.finishedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toErasure(row);
}

export async function lockErasure(tx: Tx, id: string): Promise<Erasure | null> {
  const row = await tx
    .selectFrom('orcid_erasures')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toErasure(row);
}

export async function readErasureOf(db: Db, connectionId: string): Promise<Erasure | null> {
  const row = await db
    .selectFrom('orcid_erasures')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row === undefined ? null : toErasure(row);
}

/** Erasures of an organisation, newest first, before the number `before`. */
export async function listErasures(
  db: Db,
  organisationId: string,
  page: { limit: number; before: number | null },
): Promise<Erasure[]> {
  let query = db.selectFrom('orcid_erasures').selectAll().where('organisation_id', '=', organisationId);
  if (page.before !== null) query = query.where('seq', '<', page.before);
  const rows = await query.orderBy('seq', 'desc').limit(page.limit).execute();
  return rows.map(toErasure);
}

/** Whether an organisation has erased, or is erasing, somebody whose iD has one of these digests. */
export async function hasTombstone(
  db: Db,
  organisationId: string,
  macs: readonly Buffer[],
): Promise<boolean> {
  const row = await db
    .selectFrom('orcid_erasures')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('orcid_mac', 'in', macs)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the next erasure that is due; until `nextAt` nobody else does. */
export async function takeDueErasure(tx: Tx, attempt: { now: Date; nextAt: Date }): Promise<Erasure | null> {
  const due = await tx
    .selectFrom('orcid_erasures')
    .select('id')
    .where('state', '<>', 'done')
    .where('next_attempt_at', '<=', attempt.now)
    .orderBy('next_attempt_at')
    .orderBy('seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (due === undefined) return null;
  const row = await tx
    .updateTable('orcid_erasures')
    .set((before) => ({ next_attempt_at: attempt.nextAt, attempts: before('attempts', '+', 1) }))
    .where('id', '=', due.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toErasure(row);
}

export async function updateErasure(
  tx: Tx,
  id: string,
  set: { state?: Erasure['state']; detail: string | null; nextAt?: Date; finishedAt?: Date },
): Promise<void> {
  await tx
    .updateTable('orcid_erasures')
    .set({
      detail: set.detail,
      ...(set.state === undefined ? {} : { state: set.state }),
      ...(set.nextAt === undefined ? {} : { next_attempt_at: set.nextAt }),
      ...(set.finishedAt === undefined ? {} : { finished_at: set.finishedAt }),
    })
    .where('id', '=', id)
    .execute();
}
