import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../db/index.ts';
import type { RequestType } from '../request.ts';

/** A request whose folder was published, or is about to be. */
export type Publication = {
  requestId: string;
  seq: number;
  organisationId: string;
  type: RequestType;
  folderId: string;
  itemId: string;
  permanentId: string;
  state: 'publishing' | 'published' | 'failed';
  publishedAt: Date | null;
  /** What the package held when it was published. */
  manifestId: string | null;
};

const columns: RawBuilder<unknown> = sql`
  id as "requestId", seq, organisation_id as "organisationId", type, folder_id as "folderId", item_id as "itemId",
  permanent_id as "permanentId", state, published_at as "publishedAt",
  (select manifest_id from request_snapshots where request_id = requests.id and purpose = 'published'
    order by taken_at desc limit 1) as "manifestId"`;

/** Those of a folder, DOIs first. What failed once it was announced counts: its identifier leads there. */
export async function listPublicationsOf(db: Db, folderId: string): Promise<Publication[]> {
  const { rows } = await sql<Publication>`
    select ${columns} from requests
    where folder_id = ${folderId}::uuid and (state in ('publishing', 'published') or failed_in = 'publishing')
      and item_id is not null
      and permanent_id is not null
    order by type desc, seq`.execute(db);
  return rows;
}

/** Where the next page of a list begins: after what was published then. */
export type PublishedBefore = { publishedAt: Date; seq: number };

/** The newest first; of a folder with two identifiers, the later publication. */
export async function listPublications(
  db: Db,
  page: { before: PublishedBefore | null; limit: number },
): Promise<Publication[]> {
  const before = page.before;
  const { rows } = await sql<Publication>`
    select ${columns} from requests
    where state = 'published' and item_id is not null and published_at is not null
      ${before === null ? sql`` : sql`and (published_at, seq) < (${before.publishedAt}::timestamptz, ${before.seq}::bigint)`}
      and not exists (
        select from requests later
        where later.folder_id = requests.folder_id and later.state = 'published' and later.seq > requests.seq
      )
    order by published_at desc, seq desc limit ${page.limit}`.execute(db);
  return rows;
}
