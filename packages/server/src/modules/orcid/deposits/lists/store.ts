import type { ItemKind } from '@mintmark/orcid';
import { sql } from 'kysely';
import { type Db, textArray } from '../../../../db/index.ts';
import type { Deposit, DepositState } from '../deposit.ts';
import { type DepositRow, toDeposit } from '../store.ts';

/** What a list of deposits is narrowed to; null: whatever it is. */
export type DepositFilter = {
  organisationId?: string | null;
  /** Of the connections of one person. */
  accountId?: string | null;
  connectionId?: string | null;
  state?: DepositState | null;
  kind?: ItemKind | null;
  orcid?: string | null;
  /** Of one item, or of the work that it is a version of. */
  thingIds?: readonly string[] | null;
};

/** A deposit with the record that it is on. */
export type ListedDeposit = Deposit & {
  orcid: string;
  environment: string;
  personName: string | null;
  /** Whose record it is; null: nobody here has that iD. */
  accountId: string | null;
};

/** Newest first. @param page.before the `seq` of the last one seen; null: from the start */
export async function listDeposits(
  db: Db,
  filter: DepositFilter,
  page: { limit: number; before: number | null },
): Promise<ListedDeposit[]> {
  let query = selectListed(db).orderBy('deposit.seq', 'desc').limit(page.limit);
  const { organisationId, accountId, connectionId, state, kind, orcid, thingIds } = filter;
  if (organisationId != null) query = query.where('deposit.organisation_id', '=', organisationId);
  if (accountId != null) query = query.where('connection.account_id', '=', accountId);
  if (connectionId != null) query = query.where('deposit.connection_id', '=', connectionId);
  if (state != null) query = query.where('deposit.state', '=', state);
  if (kind != null) query = query.where('deposit.kind', '=', kind);
  if (orcid != null) query = query.where('connection.orcid', '=', orcid);
  if (thingIds != null) {
    query = query.where('deposit.thing_id', '=', sql<string>`any(${textArray(thingIds)}::uuid[])`);
  }
  if (page.before !== null) query = query.where('deposit.seq', '<', page.before);
  return (await query.execute()).map(toListed);
}

/** @param id a uuid */
export async function readListedDeposit(db: Db, id: string): Promise<ListedDeposit | null> {
  const row = await selectListed(db).where('deposit.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toListed(row);
}

function selectListed(db: Db) {
  return db
    .selectFrom('orcid_deposits as deposit')
    .innerJoin('orcid_connections as connection', 'connection.id', 'deposit.connection_id')
    .selectAll('deposit')
    .select([
      'connection.orcid',
      'connection.environment',
      'connection.name as person_name',
      'connection.account_id',
    ]);
}

function toListed(
  row: DepositRow & {
    orcid: string;
    environment: string;
    person_name: string | null;
    account_id: string | null;
  },
): ListedDeposit {
  return {
    ...toDeposit(row),
    orcid: row.orcid,
    environment: row.environment,
    personName: row.person_name,
    accountId: row.account_id,
  };
}
