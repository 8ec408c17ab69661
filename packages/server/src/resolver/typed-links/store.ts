import { CompiledQuery } from 'kysely';
import type { AnchorDocument, HandlerDocument } from '../../anchors/link-document.ts';
import type { Db } from '../../db/index.ts';

/**
 * One anchor as a query found it, or null; the epoch of schemes at that moment, and whether any range of keys had a
 * handler then.
 */
export type AnchorRow = { epoch: number; hasHandlers: boolean; document: AnchorDocument | null };

/** A scheme document as text: documents that stayed the same are not parsed and compiled again. */
export type SchemeRow = { namespace: string; text: string };

/* Ready-made SQL, as in the resolver's other store. The epoch comes along even where no anchor is found. */
const ANCHORS = `select e.epoch::float8 as epoch, exists (select from handler_resolutions) as "hasHandlers",
    l.anchor, l.document
  from scheme_epoch e left join link_resolutions l on l.anchor = any($1::text[])`;
const SCHEMES = `select e.epoch::float8 as epoch, s.namespace, s.document::text as text
  from scheme_epoch e left join scheme_resolutions s on true order by s.namespace`;
const EPOCH = 'select epoch::float8 as epoch from scheme_epoch';
const HANDLERS = 'select range, document from handler_resolutions where range = any($1::text[])';

/** What is registered for canonical anchors; each of them is in the answer. */
export async function findAnchors(db: Db, anchors: readonly string[]): Promise<Map<string, AnchorRow>> {
  type Row = { epoch: number; hasHandlers: boolean; anchor: string | null; document: AnchorDocument };
  const rows = await select<Row>(db, ANCHORS, [anchors]);
  const { epoch = 0, hasHandlers = false } = rows[0] ?? {};
  const missing = { epoch, hasHandlers, document: null };
  const found = new Map<string, AnchorRow>(anchors.map((anchor) => [anchor, missing]));
  for (const { anchor, document } of rows) {
    if (anchor !== null) found.set(anchor, { epoch, hasHandlers, document });
  }
  return found;
}

/** Every scheme that is there, with the epoch of this list. */
export async function readSchemes(db: Db): Promise<{ epoch: number; rows: SchemeRow[] }> {
  type Row = { epoch: number; namespace: string | null; text: string };
  const rows = await select<Row>(db, SCHEMES, []);
  return {
    epoch: rows[0]?.epoch ?? 0,
    rows: rows.flatMap(({ namespace, text }) => (namespace === null ? [] : [{ namespace, text }])),
  };
}

export async function readEpoch(db: Db): Promise<number> {
  return (await select<{ epoch: number }>(db, EPOCH, []))[0]?.epoch ?? 0;
}

/** The handlers of those ranges that have one, by their range. */
export async function findHandlers(db: Db, ranges: readonly string[]): Promise<Map<string, HandlerDocument>> {
  const rows = await select<{ range: string; document: HandlerDocument }>(db, HANDLERS, [ranges]);
  return new Map(rows.map(({ range, document }) => [range, document]));
}

async function select<Row>(db: Db, text: string, values: unknown[]): Promise<Row[]> {
  const query = CompiledQuery.raw(text, values) as CompiledQuery<Row>;
  return (await db.getExecutor().executeQuery(query)).rows;
}
