import type { Db, Tx } from '../../../../db/index.ts';
import { describeSealedColumn } from '../../../../db/sealed-columns.ts';

/** What an organisation's erased people are digested with. */
export type Pepper = { id: string; organisationId: string; sealed: string };

/** The additional data that a pepper is sealed with. */
export function pepperContext({ id, organisationId }: Omit<Pepper, 'sealed'>): string {
  return ['orcid_peppers', 'sealed', id, organisationId].join('|');
}

export const sealedPeppers = describeSealedColumn(
  {
    table: 'orcid_peppers',
    column: 'sealed',
    key: [{ column: 'id', type: 'uuid' }],
    bound: ['organisation_id'],
  },
  {
    contextOf: ({ key: [id = ''], bound }) =>
      pepperContext({ id, organisationId: bound.organisation_id ?? '' }),
  },
);

/** The peppers of an organisation, the oldest first. */
export async function listPeppers(db: Db, organisationId: string): Promise<Pepper[]> {
  const rows = await db
    .selectFrom('orcid_peppers')
    .select(['id', 'sealed'])
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, sealed }) => ({ id, organisationId, sealed }));
}

export async function insertPepper(tx: Tx, pepper: Pepper & { createdAt: Date }): Promise<void> {
  await tx
    .insertInto('orcid_peppers')
    .values({
      id: pepper.id,
      organisation_id: pepper.organisationId,
      sealed: pepper.sealed,
      created_at: pepper.createdAt,
    })
    .execute();
}
