import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';

/** Holds who succeeds whom still until the transaction ends: a circle is found only by looking at all of it. */
export async function lockSuccession(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('anchors|successors', 0))`.execute(tx);
}
