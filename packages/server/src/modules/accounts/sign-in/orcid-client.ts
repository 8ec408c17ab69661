import { orcidToUrl } from '@mintmark/identifiers';
import {
  createOrcidClient,
  type OrcidClient,
  type OrcidEnvironment,
  orcidEnvironments,
  standInEnvironment,
} from '@mintmark/orcid';
import type { Config } from '../../../config.ts';
import { createOutsideFetch, type OutsideContext } from '../../../outside/index.ts';

/** The ORCID registry that people of this service sign in at. */
export function readOrcidEnvironment(config: Pick<Config, 'orcid'>): OrcidEnvironment {
  const { environment, standInUrl } = config.orcid;
  if (environment !== 'stand-in') return orcidEnvironments[environment];
  if (standInUrl === null) throw new Error('the ORCID stand-in has no address');
  return standInEnvironment(standInUrl);
}

/** The address of an iD in the registry of this service: a sandbox iD is never shown as one of orcid.org. */
export function presentOrcidUrl(config: Pick<Config, 'orcid'>, orcid: string): string {
  return orcidToUrl(orcid, readOrcidEnvironment(config).idBase);
}

/** Where ORCID sends the browser back to; registered with the client's credentials. */
export function redirectUri(config: Pick<Config, 'publicUrl'>): string {
  return `${config.publicUrl}/auth/orcid/callback`;
}

/**
 * An ORCID client for one sign-in, every call of which is written down as an interaction.
 * @param secrets of this sign-in, replaced wherever they appear in what is written down
 */
export function createSignInClient(
  ctx: OutsideContext & { config: Config },
  secrets: readonly string[],
): OrcidClient {
  const { clientId, clientSecret } = ctx.config.orcid;
  return createOrcidClient({
    environment: readOrcidEnvironment(ctx.config),
    clientId,
    clientSecret,
    redirectUri: redirectUri(ctx.config),
    fetch: createOutsideFetch(ctx, { outside: 'orcid', subject: null, secrets: [clientSecret, ...secrets] }),
  });
}
