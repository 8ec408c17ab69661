import type { Static } from 'typebox';
import type { Config } from '../../../config.ts';
import { connectPath } from '../connecting/paths.ts';
import type { OrcidClientSchema, OrcidClientTestSchema } from '../schema.ts';
import type { ClientTest, OrganisationClient } from './client.ts';
import { connectRedirectUri } from './registry.ts';

export function presentClient(
  config: Pick<Config, 'publicUrl'>,
  slug: string,
  client: OrganisationClient,
  test: ClientTest | null,
): Static<typeof OrcidClientSchema> {
  return {
    environment: client.environment,
    api: client.api,
    clientId: client.clientId,
    requestsPerSecond: client.requestsPerSecond,
    asksForPerson: client.asksForPerson,
    fromEnvironment: client.fromEnvironment,
    redirectUris: listRedirectUris(config, client),
    connectUrl: `${config.publicUrl}${connectPath(slug)}`,
    refused: client.refusedDetail,
    tested: test === null ? null : { at: test.at.toISOString(), checks: test.checks },
    createdAt: client.createdAt.toISOString(),
    updatedAt: client.updatedAt.toISOString(),
  };
}

/** What has to be registered with a client at ORCID. People sign in with those of the environment variables alone. */
export function listRedirectUris(
  config: Pick<Config, 'publicUrl'>,
  client: Pick<OrganisationClient, 'fromEnvironment'> | null,
): string[] {
  const connect = connectRedirectUri(config);
  return client?.fromEnvironment === true ? [connect, `${config.publicUrl}/auth/orcid/callback`] : [connect];
}

export function presentTest(test: ClientTest): Static<typeof OrcidClientTestSchema> {
  return {
    ok: test.checks.every(({ outcome }) => outcome !== 'failed'),
    at: test.at.toISOString(),
    checks: test.checks,
  };
}
