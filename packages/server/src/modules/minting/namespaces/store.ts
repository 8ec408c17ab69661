import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** The id of the ARK shoulder with a prefix and shoulder string, or null. */
export async function findArkShoulderId(
  db: Db,
  name: { prefix: string; shoulder: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('shoulders')
    .select('id')
    .where('type', '=', 'ark')
    .where('prefix', '=', name.prefix)
    .where('shoulder', '=', name.shoulder)
    .executeTakeFirst();
  return row?.id ?? null;
}

type Minter = { shoulderId: string; orcidEnvironment: OrcidEnvironmentName; orcid: string };

/** Lets a person mint under a shoulder. @returns whether they could not before */
export async function insertMinter(tx: Tx, minter: Minter, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('shoulder_minters')
    .values({
      shoulder_id: minter.shoulderId,
      orcid_environment: minter.orcidEnvironment,
      orcid: minter.orcid,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** The opposite. @returns whether they could before */
export async function deleteMinter(tx: Tx, minter: Minter): Promise<boolean> {
  const result = await tx
    .deleteFrom('shoulder_minters')
    .where('shoulder_id', '=', minter.shoulderId)
    .where('orcid_environment', '=', minter.orcidEnvironment)
    .where('orcid', '=', minter.orcid)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** Notes that the settings of a shoulder have changed. */
export async function touchShoulder(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update shoulders set version = version + 1, updated_at = ${now} where id = ${id}`.execute(tx);
}
