import type { DataciteMetadata } from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import { listNamedOrcids, type NamedOrcid, orcidBases, presentNamedOrcids } from '../../http/orcids.ts';
import { readAuthenticatedOrcids } from './store.ts';

/**
 * How to say which iDs of these descriptions are authenticated; one query for all of them, and none where they name
 * nobody but `actor`.
 */
export async function createOrcidNamer(
  db: Db,
  { config }: Pick<AppContext, 'config'>,
  descriptions: readonly (DataciteMetadata | null)[],
  actor: Actor | null = null,
): Promise<(metadata: DataciteMetadata | null) => NamedOrcid[]> {
  const { environment, standInUrl } = config.orcid;
  const known = actor?.kind === 'person' ? { [actor.orcid]: actor.orcidEnvironment } : {};
  const unknown = listNamedOrcids(descriptions).filter((orcid) => !Object.hasOwn(known, orcid));
  const found = await readAuthenticatedOrcids(db, environment, unknown);
  const authenticated = { ...known, ...Object.fromEntries(found) };
  return (metadata) => presentNamedOrcids(metadata, authenticated, orcidBases(standInUrl));
}
