import type { DataciteMetadata } from '@mintmark/datacite';
import { CompiledQuery } from 'kysely';
import type { Db } from '../db/index.ts';
import type { OrcidEnvironmentName } from '../orcid-environment.ts';

/** The part of a resolution that a redirect needs. */
export type Resolution = {
  pid: string;
  state: 'registered' | 'public' | 'withdrawn';
  target: string | null;
};

/** What a resolution holds for pages and representations. Dates are ISO 8601. */
export type ResolutionDocument = {
  metadata: DataciteMetadata | null;
  /** Bare iDs that people signed in with, and the registry they come from. */
  authenticatedOrcids: Readonly<Record<string, OrcidEnvironmentName>>;
  organisation: string;
  reason: string | null;
  withdrawnAt: string | null;
  createdAt: string;
  updatedAt: string;
};

/** What everyone may know of a shoulder. `template` is null where names follow none, or where it is not told. */
export type ShoulderFacts = {
  prefix: string;
  shoulder: string;
  template: string | null;
  organisation: string;
  title: string | null;
  /** What the organisation promises of names under it, in its own words. */
  persistence: string | null;
  open: boolean;
  updatedAt: Date;
};

/*
 * Ready-made SQL: building it with Kysely for each request costs as much as the rest of a redirect. The document
 * is left out, because a redirect would pay for fetching and parsing it and then throw it away.
 */
const RESOLUTIONS = 'select pid, state, target from resolutions where pid = any($1::text[])';
const DOCUMENT = 'select document from resolutions where pid = $1';
const LONGEST_SHOULDER = `select prefix, shoulder, template, organisation, title, persistence, open,
    updated_at as "updatedAt"
  from shoulder_resolutions where type = $1 and prefix = $2 and shoulder = any($3::text[])
  order by length(shoulder) desc limit 1`;
const ANY_SHOULDER = 'select open from shoulder_resolutions where type = $1 and prefix = $2 limit 1';

/** The resolutions of those canonical names that have one, in no order. */
export async function findResolutions(db: Db, pids: readonly string[]): Promise<Resolution[]> {
  return select<Resolution>(db, RESOLUTIONS, [pids]);
}

/** Everything that is shown about a canonical name, or null. */
export async function readDocument(db: Db, pid: string): Promise<ResolutionDocument | null> {
  const [row] = await select<{ document: ResolutionDocument }>(db, DOCUMENT, [pid]);
  return row?.document ?? null;
}

/** The longest of some shoulders that there is under a NAAN or prefix, or null. */
export async function findLongestShoulder(
  db: Db,
  type: string,
  prefix: string,
  shoulders: readonly string[],
): Promise<ShoulderFacts | null> {
  return (await select<ShoulderFacts>(db, LONGEST_SHOULDER, [type, prefix, shoulders]))[0] ?? null;
}

/** Whether names with a NAAN or prefix are given out here. */
export async function hasShoulders(db: Db, type: string, prefix: string): Promise<boolean> {
  return (await select<{ open: boolean }>(db, ANY_SHOULDER, [type, prefix])).length > 0;
}

async function select<Row>(db: Db, text: string, values: unknown[]): Promise<Row[]> {
  const query = CompiledQuery.raw(text, values) as CompiledQuery<Row>;
  return (await db.getExecutor().executeQuery(query)).rows;
}
