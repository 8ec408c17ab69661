import type { Db } from '../../../db/index.ts';
import { readOrganisationNames, readOrganisationSlugs } from '../../accounts/index.ts';
import type { Connection } from './connection.ts';

/** Names of the organisations of connections. */
export async function readOrganisations(
  db: Db,
  connections: readonly Connection[],
): Promise<(connection: Connection) => { slug: string; name: string }> {
  const ids = connections.map(({ organisationId }) => organisationId);
  const [slugs, names] = await Promise.all([readOrganisationSlugs(db, ids), readOrganisationNames(db, ids)]);
  return ({ organisationId }) => ({
    slug: slugs.get(organisationId) ?? '',
    name: names.get(organisationId) ?? '',
  });
}
