import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from './index.ts';

/** A sealed value, with the columns that name its row and those that it is bound to. */
export type SealedValue = { key: readonly string[]; bound: Record<string, string>; sealed: string };

/** A column that holds sealed values, as a change of keys goes through it. */
export type SealedColumn = {
  /** Such as `grants.access_token`. */
  name: string;
  /** How many values each key has sealed, by the key's id. */
  count(db: Db): Promise<{ keyId: string; values: number }[]>;
  /** Values that the key of this id has not sealed, in the order of their rows, after the row with `after` as its key. */
  listSealed(
    db: Db,
    page: { otherThan: string; after: readonly string[] | null; limit: number },
  ): Promise<SealedValue[]>;
  /** Writes a value sealed anew. @returns false when it was changed or deleted meanwhile */
  replaceSealed(tx: Tx, value: SealedValue, fresh: { sealed: string; mac: Buffer }): Promise<boolean>;
  /** The additional data that a value is sealed with now. */
  contextOf(value: SealedValue): string;
  /** The additional data that it will be sealed with. */
  contextFor(value: SealedValue): string;
};

type KeyColumn = { column: string; type: 'uuid' | 'text' | 'bytea' };

/**
 * Describes a sealed column for a change of keys. Called by the `store.ts` that owns the table.
 * @param place.key the primary key
 * @param place.bound further columns that values are bound to, as `contextOf` gets them
 * @param place.macColumn where the digest of the value is kept, if it is looked up by one
 */
export function describeSealedColumn(
  place: {
    table: string;
    column: string;
    key: readonly KeyColumn[];
    bound?: readonly string[];
    macColumn?: string;
  },
  contexts: Pick<SealedColumn, 'contextOf'> & Partial<Pick<SealedColumn, 'contextFor'>>,
): SealedColumn {
  const { key, bound = [], macColumn } = place;
  const table = sql.table(place.table);
  const sealed = sql.ref(place.column);
  const keyId = sql<string>`split_part(${sealed}, '.', 2)`;
  const keyColumns = sql.join(key.map(({ column }) => sql.ref(column)));
  return {
    name: `${place.table}.${place.column}`,
    contextOf: contexts.contextOf,
    contextFor: contexts.contextFor ?? contexts.contextOf,

    async count(db) {
      const { rows } = await sql<{ keyId: string; values: number }>`
        select ${keyId} as "keyId", count(*)::integer as "values" from ${table}
        where ${sealed} is not null group by 1 order by 1`.execute(db);
      return rows;
    },

    async listSealed(db, { otherThan, after, limit }) {
      const beyond = after === null ? sql`true` : sql`(${keyColumns}) > (${writeKey(key, after)})`;
      const boundMembers = sql.join(
        bound.flatMap((column) => [sql.lit(column), sql`${sql.ref(column)}::text`]),
      );
      const { rows } = await sql<SealedValue>`
        select array[${sql.join(key.map(readKeyColumn))}]::text[] as key,
          ${bound.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_build_object(${boundMembers})`} as bound,
          ${sealed} as sealed
        from ${table}
        where ${sealed} is not null and ${keyId} <> ${otherThan} and ${beyond}
        order by ${keyColumns} limit ${limit}`.execute(db);
      return rows;
    },

    async replaceSealed(tx, value, fresh) {
      const mac = macColumn === undefined ? sql`` : sql`, ${sql.ref(macColumn)} = ${fresh.mac}`;
      const { numAffectedRows } = await sql`
        update ${table} set ${sql.ref(place.column)} = ${fresh.sealed}${mac}
        where (${keyColumns}) = (${writeKey(key, value.key)}) and ${sealed} = ${value.sealed}`.execute(tx);
      return numAffectedRows === 1n;
    },
  };
}

function readKeyColumn({ column, type }: KeyColumn): RawBuilder<unknown> {
  return type === 'bytea' ? sql`encode(${sql.ref(column)}, 'hex')` : sql`${sql.ref(column)}::text`;
}

function writeKey(key: readonly KeyColumn[], values: readonly string[]): RawBuilder<unknown> {
  return sql.join(
    key.map(({ type }, index) =>
      type === 'bytea' ? sql`decode(${values[index]}, 'hex')` : sql`${values[index]}::${sql.raw(type)}`,
    ),
  );
}
