import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import type { Scheme } from '../scheme.ts';

/** Notes that object storage should hold this version of a scheme, or nothing if it was deleted. */
export async function wantMirrored(
  tx: Tx,
  scheme: Pick<Scheme, 'namespace' | 'version' | 'updatedAt'>,
): Promise<void> {
  await sql`
    insert into scheme_mirrors (namespace, wanted_version, next_attempt_at)
    values (${scheme.namespace}, ${scheme.version}, ${scheme.updatedAt})
    on conflict (namespace) do update set
      wanted_version = excluded.wanted_version, next_attempt_at = excluded.next_attempt_at, attempts = 0`.execute(
    tx,
  );
}
