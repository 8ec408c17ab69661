import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Db, Tables, Tx } from '../../db/index.ts';
import type { PidType } from '../pids/index.ts';

export type Shoulder = {
  id: string;
  organisationId: string;
  type: PidType;
  /** DOI prefix or NAAN. */
  prefix: string;
  /** What follows the prefix in each name; '' for none. */
  shoulder: string;
  /** Noid template without a prefix, or null for random DOI suffixes. */
  template: string | null;
  registrarAccountId: string | null;
  open: boolean;
};

const columns = [
  'id',
  'organisation_id',
  'type',
  'prefix',
  'shoulder',
  'template',
  'registrar_account_id',
  'open',
] as const;

type Row = Pick<Selectable<Tables['shoulders']>, (typeof columns)[number]>;

function toShoulder(row: Row): Shoulder {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    type: row.type as PidType,
    prefix: row.prefix,
    shoulder: row.shoulder,
    template: row.template,
    registrarAccountId: row.registrar_account_id,
    open: row.open,
  };
}

export async function readShoulder(db: Db, id: string): Promise<Shoulder | null> {
  const row = await db.selectFrom('shoulders').select(columns).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toShoulder(row);
}

/** Shoulders of some organisations, or of all; in the order they were made. */
export async function listShoulders(
  db: Db,
  organisationIds: readonly string[] | 'all',
  page: { limit: number; afterId: string | null },
): Promise<Shoulder[]> {
  let query = db.selectFrom('shoulders').select(columns).orderBy('id').limit(page.limit);
  if (organisationIds !== 'all')
    query = query.where('organisation_id', '=', sql<string>`any(${organisationIds}::uuid[])`);
  if (page.afterId !== null) query = query.where('id', '>', page.afterId);
  return (await query.execute()).map(toShoulder);
}

/** Takes the next number of a shoulder. @returns null when the shoulder was closed meanwhile */
export async function takeCounter(tx: Tx, shoulderId: string): Promise<number | null> {
  const row = await tx
    .updateTable('shoulders')
    .set({ counter: sql`counter + 1` })
    .where('id', '=', shoulderId)
    .where('open', '=', true)
    .returning('counter')
    .executeTakeFirst();
  return row === undefined ? null : Number(row.counter);
}

/** Makes a shoulder unless there is one with the same type, prefix and shoulder string. */
export async function ensureShoulder(tx: Tx, wish: Omit<Shoulder, 'id' | 'open'>, now: Date): Promise<void> {
  await tx
    .insertInto('shoulders')
    .values({
      id: randomUUID(),
      organisation_id: wish.organisationId,
      type: wish.type,
      prefix: wish.prefix,
      shoulder: wish.shoulder,
      template: wish.template,
      registrar_account_id: wish.registrarAccountId,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['type', 'prefix', 'shoulder'])
        .doUpdateSet({ registrar_account_id: wish.registrarAccountId }),
    )
    .execute();
}
