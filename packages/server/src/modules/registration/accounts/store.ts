import { type Selectable, sql } from 'kysely';
import { type Db, type Tables, type Tx, textArray } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';
import { type RegistrarAccount, registrarPasswordContext } from '../registration.ts';

export const sealedRegistrarPasswords = describeSealedColumn(
  { table: 'registrar_accounts', column: 'password', key: [{ column: 'id', type: 'uuid' }] },
  { contextOf: ({ key: [id = ''] }) => registrarPasswordContext(id) },
);

export function toRegistrarAccount(row: Selectable<Tables['registrar_accounts']>): RegistrarAccount {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    registrar: 'datacite',
    url: row.url,
    repositoryId: row.repository_id,
    sealedPassword: row.password,
    requestsPerFiveMinutes: row.requests_override ?? row.requests_per_five_minutes,
    configuredRequestsPerFiveMinutes: row.requests_per_five_minutes,
    concurrency: row.concurrency,
    pause: row.paused_at === null ? null : { since: row.paused_at, reason: row.paused_reason ?? '' },
    outage:
      row.outage_since === null
        ? null
        : {
            since: row.outage_since,
            detail: row.outage_detail ?? '',
            nextHeartbeatAt: row.next_heartbeat_at,
          },
    alertAddress: row.alert_address,
  };
}

export async function findRegistrarAccount(
  db: Db,
  organisationId: string,
  repositoryId: string,
): Promise<RegistrarAccount | null> {
  const row = await db
    .selectFrom('registrar_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('registrar', '=', 'datacite')
    .where('repository_id', '=', repositoryId)
    .executeTakeFirst();
  return row === undefined ? null : toRegistrarAccount(row);
}

export async function readRegistrarAccount(db: Db, id: string): Promise<RegistrarAccount | null> {
  const row = await db.selectFrom('registrar_accounts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRegistrarAccount(row);
}

/** The same, locked until the transaction ends. */
export async function lockRegistrarAccount(tx: Tx, id: string): Promise<RegistrarAccount | null> {
  const row = await tx
    .selectFrom('registrar_accounts')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toRegistrarAccount(row);
}

/** Accounts of organisations, or all, in the order of their repositories. */
export async function listRegistrarAccounts(
  db: Db,
  organisationIds: 'all' | readonly string[],
): Promise<RegistrarAccount[]> {
  let query = db.selectFrom('registrar_accounts').selectAll();
  if (organisationIds !== 'all') {
    query = query.where('organisation_id', '=', sql<string>`any(${textArray(organisationIds)}::uuid[])`);
  }
  const rows = await query.orderBy('repository_id').orderBy('id').execute();
  return rows.map(toRegistrarAccount);
}

/** The ids of the repositories of registrar accounts at their registrar, by account. */
export async function readRepositoryIds(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('registrar_accounts')
    .select(['id', 'repository_id'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.repository_id]));
}

/** The ids of an organisation's repositories at DataCite. */
export async function listRepositoryIds(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('registrar_accounts')
    .select('repository_id')
    .where('organisation_id', '=', organisationId)
    .orderBy('repository_id')
    .execute();
  return rows.map((row) => row.repository_id);
}

/** Makes an account, or gives one its address, password and configured rate anew; what administrators set stays. */
export async function upsertRegistrarAccount(
  tx: Tx,
  account: Pick<
    RegistrarAccount,
    | 'id'
    | 'organisationId'
    | 'registrar'
    | 'url'
    | 'repositoryId'
    | 'sealedPassword'
    | 'configuredRequestsPerFiveMinutes'
  >,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('registrar_accounts')
    .values({
      id: account.id,
      organisation_id: account.organisationId,
      registrar: account.registrar,
      url: account.url,
      repository_id: account.repositoryId,
      password: account.sealedPassword,
      requests_per_five_minutes: account.configuredRequestsPerFiveMinutes,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        url: account.url,
        password: account.sealedPassword,
        requests_per_five_minutes: account.configuredRequestsPerFiveMinutes,
        updated_at: now,
      }),
    )
    .execute();
}

/** What administrators settle about an account; what is left out stays. */
export type AccountSettings = {
  concurrency?: number;
  /** Null: the configured rate. */
  requestsPerFiveMinutes?: number | null;
  alertAddress?: string | null;
  pause?: { since: Date; reason: string } | null;
};

export async function updateAccountSettings(
  tx: Tx,
  id: string,
  settings: AccountSettings,
  now: Date,
): Promise<void> {
  const { concurrency, requestsPerFiveMinutes, alertAddress, pause } = settings;
  await tx
    .updateTable('registrar_accounts')
    .set({
      updated_at: now,
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(requestsPerFiveMinutes === undefined ? {} : { requests_override: requestsPerFiveMinutes }),
      ...(alertAddress === undefined ? {} : { alert_address: alertAddress }),
      ...(pause === undefined
        ? {}
        : { paused_at: pause?.since ?? null, paused_reason: pause?.reason ?? null }),
    })
    .where('id', '=', id)
    .execute();
}
