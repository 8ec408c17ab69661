import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { StatusCode } from './status-code.ts';

/** The service's own, then those of these organisations, each kind in the order in which they were made. */
export async function readStatusCodes(db: Db, organisationIds: readonly string[]): Promise<StatusCode[]> {
  const { rows } = await sql<StatusCode>`
    select id, name, description from request_status_codes
    where organisation_id is null or organisation_id = any(${organisationIds}::uuid[])
    order by organisation_id is not null, seq`.execute(db);
  return rows;
}

/** Keeps a name that a curator made up, unless it is kept already. */
export async function keepStatusCode(
  tx: Tx,
  wish: { organisationId: string; name: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('request_status_codes')
    .values({
      id: randomUUID(),
      organisation_id: wish.organisationId,
      name: wish.name,
      description: wish.name,
      created_at: wish.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'name']).doNothing())
    .execute();
}
