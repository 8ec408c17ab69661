import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** What an organisation allows; null: no limit. */
export type DataQuota = {
  organisationBytes: number | null;
  personBytes: number | null;
  /** 0: nothing was ever said. */
  version: number;
};

export type Usage = { bytes: number; files: number };

type QuotaRow = {
  organisationBytes: string | number | null;
  personBytes: string | number | null;
  version: number;
};

const toQuota = (row: QuotaRow | undefined): DataQuota => ({
  organisationBytes: toNumber(row?.organisationBytes),
  personBytes: toNumber(row?.personBytes),
  version: row?.version ?? 0,
});

const toNumber = (value: string | number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

export async function readQuota(db: Db, organisationId: string): Promise<DataQuota> {
  const { rows } = await sql<QuotaRow>`
    select organisation_bytes as "organisationBytes", person_bytes as "personBytes", version
    from data_quotas where organisation_id = ${organisationId}`.execute(db);
  return toQuota(rows[0]);
}

/** The same; where the organisation as a whole has a limit, all who add to it queue up from here on. */
export async function lockQuota(tx: Tx, organisationId: string): Promise<DataQuota> {
  await sql`
    select from data_quotas where organisation_id = ${organisationId} and organisation_bytes is not null
    for update`.execute(tx);
  return readQuota(tx, organisationId);
}

/** The same, locked whatever it says. */
export async function lockQuotaRow(tx: Tx, organisationId: string): Promise<DataQuota> {
  await sql`select from data_quotas where organisation_id = ${organisationId} for update`.execute(tx);
  return readQuota(tx, organisationId);
}

export async function upsertQuota(
  tx: Tx,
  organisationId: string,
  quota: Pick<DataQuota, 'organisationBytes' | 'personBytes'>,
  now: Date,
): Promise<void> {
  const values = {
    organisation_bytes: quota.organisationBytes,
    person_bytes: quota.personBytes,
    updated_at: now,
  };
  await tx
    .insertInto('data_quotas')
    .values({ organisation_id: organisationId, ...values })
    .onConflict((conflict) =>
      conflict
        .column('organisation_id')
        .doUpdateSet((row) => ({ ...values, version: row('data_quotas.version', '+', 1) })),
    )
    .execute();
}

/** The key of what counts for an account; null: for nobody's. */
const keyOf = (ownerId: string | null): string => ownerId ?? '';

/** Adds to what is stored for an owner; the row stays locked. @returns what is stored then */
export async function addUsage(
  tx: Tx,
  organisationId: string,
  ownerId: string | null,
  added: Usage,
): Promise<Usage> {
  const { rows } = await sql<{ bytes: string | number; files: string | number }>`
    insert into data_usage (organisation_id, owner_key, bytes, files)
    values (${organisationId}, ${keyOf(ownerId)}, ${added.bytes}, ${added.files})
    on conflict (organisation_id, owner_key) do update
      set bytes = data_usage.bytes + excluded.bytes, files = data_usage.files + excluded.files
    returning bytes, files`.execute(tx);
  return { bytes: Number(rows[0]?.bytes ?? 0), files: Number(rows[0]?.files ?? 0) };
}

/** What is stored in an organisation, for one owner or, without one, in all. */
export async function readUsage(
  db: Db,
  organisationId: string,
  owner?: { id: string | null },
): Promise<Usage> {
  const ofOwner = owner === undefined ? sql`true` : sql`owner_key = ${keyOf(owner.id)}`;
  const { rows } = await sql<{ bytes: string | number; files: string | number }>`
    select coalesce(sum(bytes), 0) as bytes, coalesce(sum(files), 0) as files from data_usage
    where organisation_id = ${organisationId} and ${ofOwner}`.execute(db);
  return { bytes: Number(rows[0]?.bytes ?? 0), files: Number(rows[0]?.files ?? 0) };
}
