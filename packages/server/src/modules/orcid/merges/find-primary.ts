import { isOrcid } from '@mintmark/identifiers';
import type { Db } from '../../../db/index.ts';
import type { Connection } from '../connections/connection.ts';
import { findConnectionOfClient, readConnection } from '../connections/store.ts';
import { findByFormerId } from './store.ts';

/** Records that are gone through before somebody else has to look at it. */
const LONGEST_CHAIN = 20;

/** The record that a connection goes on to, with the connection that the organisation has with it. */
type Primary = { ok: true; orcid: string; connection: Connection | null } | { ok: false; reason: string };

/**
 * Goes from record to record until one that was merged into no other, as far as is known here. A circle, or an iD that is
 * none, leads nowhere.
 */
export async function findPrimary(db: Db, connection: Connection): Promise<Primary> {
  const { organisationId, environment, orcidClientId } = connection;
  const seen = new Set([connection.orcid]);
  for (let orcid = connection.mergedInto ?? ''; ; ) {
    if (!isOrcid(orcid)) return refuse('The registry named no ORCID iD that the record was merged into.');
    if (seen.has(orcid)) return refuse('The records were merged into each other in a circle.');
    if (seen.size >= LONGEST_CHAIN) return refuse('The records were merged into one another too often.');
    seen.add(orcid);
    const formerOf = await findByFormerId(db, { organisationId, environment, orcid });
    const next =
      formerOf === null
        ? await findConnectionOfClient(db, orcidClientId, orcid)
        : await readConnection(db, formerOf);
    if (next === null) return { ok: true, orcid, connection: null };
    if (next.id === connection.id) return refuse('The records were merged into each other in a circle.');
    if (next.recordState !== 'merged' || next.mergedInto === next.orcid) {
      return { ok: true, orcid: next.orcid, connection: next };
    }
    if (next.mergedInto === null)
      return refuse('It leads to a record that was merged in turn, and no further.');
    seen.add(next.orcid);
    orcid = next.mergedInto;
  }
}

function refuse(reason: string): Primary {
  return { ok: false, reason };
}
