import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { readClientOfOrganisation } from '../clients/store.ts';

/**
 * The credentials that an organisation's entries are written with.
 * @param environment undefined: those at the most real registry
 * @throws AppError move-not-allowed when it has none there
 */
export async function chooseRegistry(
  db: Db,
  organisationId: string,
  environment: OrcidEnvironmentName | undefined,
): Promise<OrganisationClient> {
  const client = await readClientOfOrganisation(db, organisationId, environment);
  if (client !== null) return client;
  throw new AppError(
    'move-not-allowed',
    environment === undefined
      ? 'The organisation has no ORCID credentials yet. Enter them first.'
      : `The organisation has no ORCID credentials for ${environment}. Enter them first.`,
  );
}
