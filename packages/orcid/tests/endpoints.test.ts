import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createOrcidClient, type OrcidClient, orcidEnvironments, standInEnvironment } from '../src/index.ts';
import { CREDENTIALS, useStandIn } from './stand-in-caller.ts';

const { baseUrl, getClient } = useStandIn();

const DISCOVERY = new URL('../../../../shared/data/orcid/openid-configuration.json', import.meta.url);

describe('the endpoints that the client knows without asking', () => {
  test('are those that the stand-in publishes', async () => {
    const published = await (await fetch(`${baseUrl()}/.well-known/openid-configuration`)).json();
    expect(published).toMatchObject(endpointsOf(getClient()));
  });

  describe.skipIf(!existsSync(DISCOVERY))('(skipped when the data folder is missing)', () => {
    test('are those that ORCID publishes', () => {
      const published = JSON.parse(readFileSync(DISCOVERY, 'utf8'));
      const production = createOrcidClient({ environment: orcidEnvironments.production, ...CREDENTIALS });
      expect(published).toMatchObject(endpointsOf(production));
    });
  });

  test('of the record API are those of version 3.0, in every registry', () => {
    for (const environment of [
      orcidEnvironments.production,
      orcidEnvironments.sandbox,
      standInEnvironment(baseUrl()),
    ]) {
      expect(new URL(environment.publicApi).pathname).toBe('/v3.0');
      expect(new URL(environment.memberApi).pathname).toBe('/v3.0');
    }
    expect(Object.keys(orcidEnvironments)).toEqual(['production', 'sandbox']);
  });

  function endpointsOf(of: OrcidClient): Record<string, unknown> {
    const { issuer, authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } =
      of.configuration.serverMetadata();
    return { issuer, authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri };
  }
});
