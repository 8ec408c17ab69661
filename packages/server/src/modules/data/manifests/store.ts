import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import { filesBelow } from '../below/store.ts';
import type { Manifest, ManifestDifference, ManifestEntry } from '../node.ts';

/** What a manifest says of a table of files: SHA-256 over the lines `sha256  bytes  path`, in the order of paths' bytes. */
const summary = sql`
  count(*) as "fileCount", coalesce(sum(bytes), 0) as bytes,
  encode(sha256(convert_to(coalesce(
    string_agg(sha256 || '  ' || bytes || '  ' || path || E'\n', '' order by path collate "C"), ''), 'UTF8')), 'hex'
  ) as digest`;

type SummaryRow = { fileCount: number | string; bytes: number | string; digest: string };

export type ManifestDigest = Pick<Manifest, 'fileCount' | 'bytes' | 'digest'>;

const toSummary = (row: SummaryRow | undefined): ManifestDigest => {
  if (row === undefined) throw new Error('a sum has no row');
  return { fileCount: Number(row.fileCount), bytes: Number(row.bytes), digest: row.digest };
};

/** The digest that a manifest of the folder would have now, with what it would count. */
export async function digestOf(db: Db, folderId: string): Promise<ManifestDigest> {
  const { rows } = await sql<SummaryRow>`with ${filesBelow(folderId)} select ${summary} from files`.execute(
    db,
  );
  return toSummary(rows[0]);
}

/** Writes down what a folder holds at this moment; hold it still, if it must be what it is afterwards. */
export async function takeManifest(tx: Tx, folderId: string, now: Date): Promise<Manifest> {
  const id = randomUUID();
  // In one statement, which sees one moment.
  const { rows } = await sql<SummaryRow>`
    with ${filesBelow(folderId)},
    taken as (
      insert into manifests (id, folder_id, taken_at, file_count, bytes, digest)
      select ${id}::uuid, ${folderId}::uuid, ${now}::timestamptz, "fileCount", bytes, digest
      from (select ${summary} from files) as summary
      returning file_count as "fileCount", bytes, digest
    ),
    entries as (
      insert into manifest_entries (manifest_id, path, bytes, sha256)
      select ${id}::uuid, path, bytes, sha256 from files
    )
    select * from taken`.execute(tx);
  return { id, folderId, takenAt: now, ...toSummary(rows[0]) };
}

export async function readManifest(db: Db, manifestId: string): Promise<Manifest | null> {
  const { rows } = await sql<SummaryRow & Pick<Manifest, 'id' | 'folderId' | 'takenAt'>>`
    select id, folder_id as "folderId", taken_at as "takenAt", file_count as "fileCount", bytes, digest
    from manifests where id = ${manifestId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  return { id: row.id, folderId: row.folderId, takenAt: row.takenAt, ...toSummary(row) };
}

/** Entries in the order of their paths' bytes. */
export async function listManifestEntries(
  db: Db,
  manifestId: string,
  page: { after: string | null; limit: number },
): Promise<ManifestEntry[]> {
  const { rows } = await sql<{ path: string; bytes: number | string; sha256: string }>`
    select path, bytes, sha256 from manifest_entries
    where manifest_id = ${manifestId} and ${page.after === null ? sql`true` : sql`path > ${page.after}`}
    order by path limit ${page.limit}`.execute(db);
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

/** What is different in the folder now. */
export async function compareManifest(
  db: Db,
  manifestId: string,
  folderId: string,
): Promise<ManifestDifference> {
  return readDifference(
    db,
    sql`with ${filesBelow(folderId)}, before as (
      select path, bytes, sha256 from manifest_entries where manifest_id = ${manifestId})`,
  );
}

/** What is different in the later one of two manifests. */
export async function compareManifests(
  db: Db,
  beforeId: string,
  afterId: string,
): Promise<ManifestDifference> {
  return readDifference(
    db,
    sql`with before as (select path, bytes, sha256 from manifest_entries where manifest_id = ${beforeId}),
      files as (select path, bytes, sha256 from manifest_entries where manifest_id = ${afterId})`,
  );
}

type DifferenceRow = {
  path: string;
  bytesBefore: number | string | null;
  sha256Before: string | null;
  bytesAfter: number | string | null;
  sha256After: string | null;
};

async function readDifference(db: Db, tables: RawBuilder<unknown>): Promise<ManifestDifference> {
  const { rows } = await sql<DifferenceRow>`
    ${tables}
    select coalesce(before.path, after.path) as path, before.bytes as "bytesBefore", before.sha256 as "sha256Before",
      after.bytes as "bytesAfter", after.sha256 as "sha256After"
    from before full join files as after on after.path = before.path
    where before.sha256 is distinct from after.sha256 or before.bytes is distinct from after.bytes
    order by coalesce(before.path, after.path) collate "C"`.execute(db);
  const added: ManifestEntry[] = [];
  const removed: ManifestEntry[] = [];
  const changed: { path: string; before: ManifestEntry; after: ManifestEntry }[] = [];
  for (const { path, ...row } of rows) {
    const before = toEntry(path, row.bytesBefore, row.sha256Before);
    const after = toEntry(path, row.bytesAfter, row.sha256After);
    if (before === null && after !== null) added.push(after);
    if (before !== null && after === null) removed.push(before);
    if (before !== null && after !== null) changed.push({ path, before, after });
  }
  return { added, removed, changed };
}

function toEntry(path: string, bytes: number | string | null, sha256: string | null): ManifestEntry | null {
  return sha256 === null ? null : { path, bytes: Number(bytes), sha256 };
}
