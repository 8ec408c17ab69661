import { type RawBuilder, sql } from 'kysely';
import type { EventActor } from '../events.ts';
import type { OrcidEnvironmentName } from '../orcid-environment.ts';
import type { Db, Tx } from './index.ts';

/** One of two accounts of one person. */
export type MergedAccount = { id: string; orcid: string };

/** Two accounts of one person, the first of which goes into the second. */
export type AccountMerge = {
  orcidEnvironment: OrcidEnvironmentName;
  from: MergedAccount;
  into: MergedAccount;
  actor: EventActor;
  now: Date;
};

/** What a person is told that an account has. */
export type AccountCount = { one: string; many: string; count: number };

/**
 * A column that names an account by its id, or a person by their iD, and what becomes of it when two accounts of one person
 * are merged. `moved`: it names the account that is left · `ended`: what it belongs to ends · `stays`: it is history, or says
 * what others said.
 */
export type AccountColumn = {
  /** Such as `items.owner_id`. */
  name: string;
  fate: 'moved' | 'ended' | 'stays';
  /** Null: nothing that a person would miss. */
  count: ((db: Db, account: MergedAccount & { now: Date }) => Promise<AccountCount>) | null;
  /** Holds still what is being worked off on behalf of an account. @returns whether anything is, at this moment */
  isBusy: ((tx: Tx, account: MergedAccount & { now: Date }) => Promise<boolean>) | null;
  merge(tx: Tx, merge: AccountMerge): Promise<void>;
};

type Place = { table: string; column: string };
type Words = readonly [one: string, many: string];
type Special = Partial<Pick<AccountColumn, 'isBusy' | 'merge'>> & {
  counted?: Words;
  /** Which of its rows count. */
  where?: (now: Date) => RawBuilder<unknown>;
};

/**
 * A column whose rows go over to the account that is left. Called by the `store.ts` that owns the table.
 * @param special.merge where setting the column is not all that it takes
 */
export function movedColumn(place: Place, special: Special = {}): AccountColumn {
  return {
    name: `${place.table}.${place.column}`,
    fate: 'moved',
    count: counter(place, special),
    isBusy: special.isBusy ?? null,
    merge: special.merge ?? ((tx, { from, into }) => setAccount(tx, place, from.id, into.id)),
  };
}

/** A column whose rows end with the account. Called by the `store.ts` that owns the table. */
export function endedColumn(
  place: Place,
  merge: AccountColumn['merge'],
  special: Omit<Special, 'merge'> = {},
): AccountColumn {
  return {
    name: `${place.table}.${place.column}`,
    fate: 'ended',
    count: counter(place, special),
    isBusy: special.isBusy ?? null,
    merge,
  };
}

/** A column that goes on naming whom it named. Called by the `store.ts` that owns the table. */
export function keptColumn(place: Place): AccountColumn {
  return {
    name: `${place.table}.${place.column}`,
    fate: 'stays',
    count: null,
    isBusy: null,
    merge: async () => {},
  };
}

/** Lets every row that names an account name another one. */
export async function setAccount(tx: Tx, { table, column }: Place, from: string, into: string) {
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${into} where ${sql.ref(column)} = ${from}`.execute(
    tx,
  );
}

function counter({ table, column }: Place, { counted, where }: Special): AccountColumn['count'] {
  if (counted === undefined) return null;
  const [one, many] = counted;
  const isNamedByOrcid = /orcid$/.test(column);
  return async (db, account) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.table(table)}
      where ${sql.ref(column)} = ${isNamedByOrcid ? account.orcid : account.id}
        and ${where?.(account.now) ?? sql`true`}`.execute(db);
    return { one, many, count: rows[0]?.count ?? 0 };
  };
}
