import { type OrcidEnvironment, orcidEnvironments, standInEnvironment } from '@mintmark/orcid';
import type { Config } from '../../../config.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** A registry by its name; null for the stand-in where this service runs with none. */
export function findRegistry(
  config: Pick<Config, 'orcid'>,
  name: OrcidEnvironmentName,
): OrcidEnvironment | null {
  if (name !== 'stand-in') return orcidEnvironments[name];
  const { standInUrl } = config.orcid;
  return standInUrl === null ? null : standInEnvironment(standInUrl);
}

/** Where ORCID sends browsers back to that connect a record; registered with each client's credentials. */
export function connectRedirectUri(config: Pick<Config, 'publicUrl'>): string {
  return `${config.publicUrl}/auth/orcid/connected`;
}
