import type { Db } from '../../../db/index.ts';

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
