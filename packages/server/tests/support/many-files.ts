import { sql } from 'kysely';
import { transact } from '../../src/db/index.ts';
import type { System } from './start-system.ts';

/** Fills a folder with folders of files, as many as are wanted in all; all files have one content. */
export async function fillFolder(
  system: Pick<System, 'ctx'>,
  folderId: string,
  wish: { organisationId: string; contentId: string; folders: number; filesEach: number },
): Promise<void> {
  const now = system.ctx.now();
  await transact(system.ctx.db, async (tx) => {
    await sql`
      insert into nodes (id, organisation_id, parent_id, kind, name, created_at, modified_at)
      select gen_random_uuid(), ${wish.organisationId}, ${folderId}, 'folder', 'folder-' || number, ${now}, ${now}
      from generate_series(1, ${wish.folders}) as number`.execute(tx);
    await sql`
      insert into nodes (id, organisation_id, parent_id, kind, name, content_id, created_at, modified_at)
      select gen_random_uuid(), ${wish.organisationId}, id, 'file', 'file-' || number, ${wish.contentId}, ${now}, ${now}
      from nodes, generate_series(1, ${wish.filesEach}) as number where parent_id = ${folderId}`.execute(tx);
  });
}
