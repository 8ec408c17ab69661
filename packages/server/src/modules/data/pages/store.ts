import { sql } from 'kysely';
import type { Db } from '../../../db/index.ts';
import { groupIdsOf } from '../../accounts/index.ts';

const SHARED_SHOWN = 200;

/** Ids of what was shared with a person by name or through a group, and is not their own; the newest first. */
export async function listSharedIds(db: Db, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select nodes.id from nodes
    where nodes.deleted_at is null and nodes.owner_id is distinct from ${accountId}::uuid
      and exists (
        select from node_permissions
        where node_id = nodes.id and sealed = (nodes.seal is not null)
          and ((principal_kind = 'person' and principal_id = ${accountId})
            or (principal_kind = 'group' and principal_id in (${groupIdsOf(accountId)})))
      )
    order by nodes.modified_at desc limit ${SHARED_SHOWN}`.execute(db);
  return rows.map((row) => row.id);
}

/** Ids of a person's folders that requests have now. */
export async function listSealedIds(db: Db, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from nodes
    where owner_id = ${accountId}::uuid and seal is not null and deleted_at is null
    order by modified_at desc limit ${SHARED_SHOWN}`.execute(db);
  return rows.map((row) => row.id);
}

/** An archive that is being unpacked into a folder, or was a short while ago. */
export type FolderUnpacking = {
  fileName: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  filesDone: number;
  filesTotal: number | null;
  problem: string | null;
};

const UNPACKINGS_SHOWN = 5;

/** Those of a folder that go on, and those that ended since; the newest first. */
export async function listUnpackings(db: Db, folderId: string, since: Date): Promise<FolderUnpacking[]> {
  const { rows } = await sql<FolderUnpacking>`
    select nodes.name as "fileName", unpackings.state, unpackings.files_done as "filesDone",
      unpackings.files_total as "filesTotal", unpackings.problem
    from unpackings join nodes on nodes.id = unpackings.file_id
    where unpackings.folder_id = ${folderId}::uuid
      and (unpackings.finished_at is null or unpackings.finished_at >= ${since})
    order by unpackings.created_at desc limit ${UNPACKINGS_SHOWN}`.execute(db);
  return rows;
}
