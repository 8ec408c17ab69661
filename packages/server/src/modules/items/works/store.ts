import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { PidState } from '../../pids/index.ts';
import type { Item } from '../item.ts';
import { toItem } from '../store.ts';
import type { VersionFacts, WorkFacts } from './work-facts.ts';

export type Work = { id: string; organisationId: string; createdAt: Date };

export async function insertWork(tx: Tx, work: Work): Promise<void> {
  await tx
    .insertInto('works')
    .values({ id: work.id, organisation_id: work.organisationId, created_at: work.createdAt })
    .execute();
}

/** @param id a uuid */
export async function readWork(db: Db, id: string): Promise<Work | null> {
  const { rows } = await sql<Work>`
    select id, organisation_id as "organisationId", created_at as "createdAt" from works where id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The versions of a work by their numbers, deleted ones among them. */
export async function listVersions(db: Db, workId: string): Promise<Item[]> {
  const rows = await db
    .selectFrom('items')
    .selectAll()
    .where('work_id', '=', workId)
    .orderBy('version_number')
    .execute();
  return rows.map(toItem);
}

/** What a work and its versions are to each other; null for a work that is not there. */
export async function readWorkFacts(db: Db, workId: string): Promise<WorkFacts | null> {
  const work = await readWork(db, workId);
  if (work === null) return null;
  const concept = await sql<{ pid: string; state: PidState }>`
    select pid, state from held_identifiers where holder_id = ${workId} order by created_at, pid limit 1`.execute(
    db,
  );
  const versions = await sql<VersionFacts>`
    select items.id as "itemId", version_number as number, state,
      (select pid from held_identifiers
        where holder_id = items.id and type in ('doi', 'igsn') and held_identifiers.state in ('registered', 'public')
        order by place, created_at, pid limit 1) as doi
    from items where work_id = ${workId} order by version_number`.execute(db);
  return {
    id: work.id,
    organisationId: work.organisationId,
    concept: concept.rows[0] ?? null,
    versions: versions.rows,
  };
}
