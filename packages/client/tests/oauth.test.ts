import { describe, expect, test } from 'vitest';
import {
  type AuthorizationServer,
  buildAuthorizationUrl,
  MintmarkError,
  OauthError,
  readAuthorizationServer,
  readCallback,
  refreshTokens,
  waitForDeviceTokens,
} from '../src/index.ts';

const server: AuthorizationServer = {
  issuer: 'https://pids.example.org',
  authorizationEndpoint: 'https://pids.example.org/oauth/authorize',
  tokenEndpoint: 'https://pids.example.org/oauth/token',
  revocationEndpoint: 'https://pids.example.org/oauth/revoke',
  deviceAuthorizationEndpoint: 'https://pids.example.org/oauth/device/auth',
};

const device = {
  deviceCode: 'device-code',
  userCode: 'BCDF-GHJK',
  verificationUri: 'https://pids.example.org/oauth/device',
  verificationUriComplete: 'https://pids.example.org/oauth/device?user_code=BCDF-GHJK',
  expiresInSeconds: 600,
  intervalSeconds: 5,
};

const tokens = { access_token: 'mmo_a', refresh_token: 'mmr_a', scope: 'pid:read', expires_in: 3600 };

type Scripted = { status: number; body: unknown } | 'no answer';

const refusal = (error: string): Scripted => ({ status: 400, body: { error } });

/** A `fetch` that gives the answers of a script, the last one from then on. */
function scriptedFetch(script: readonly Scripted[]): { fetch: typeof fetch; requests: Request[] } {
  const requests: Request[] = [];
  return {
    requests,
    fetch: async (input, init) => {
      const answer = script[Math.min(requests.length, script.length - 1)];
      requests.push(new Request(input, init));
      if (answer === undefined || answer === 'no answer') throw new TypeError('fetch failed');
      return new Response(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body), {
        status: answer.status,
      });
    },
  };
}

async function waitWith(script: readonly Scripted[]) {
  const waits: number[] = [];
  const { fetch, requests } = scriptedFetch(script);
  const outcome = await waitForDeviceTokens(
    server,
    { clientId: 'program', device },
    {
      fetch,
      wait: async (delayMs) => {
        waits.push(delayMs);
      },
    },
  ).catch((error: unknown) => error);
  return { outcome, waits, requests };
}

describe('waiting for a person who decides elsewhere', () => {
  test('it asks again while they have not, and more seldom when told to slow down', async () => {
    const { outcome, waits } = await waitWith([
      refusal('authorization_pending'),
      refusal('slow_down'),
      refusal('authorization_pending'),
      refusal('slow_down'),
      { status: 200, body: tokens },
    ]);
    expect(outcome).toEqual({
      accessToken: 'mmo_a',
      refreshToken: 'mmr_a',
      scope: 'pid:read',
      expiresInSeconds: 3600,
    });
    expect(waits).toEqual([5000, 5000, 10_000, 10_000, 15_000]);
  });

  test('a service that does not answer is asked less and less often', async () => {
    const { outcome, waits } = await waitWith([
      'no answer',
      { status: 502, body: '<html>' },
      { status: 429, body: { error: 'temporarily_unavailable' } },
      'no answer',
      { status: 200, body: tokens },
    ]);
    expect(outcome).toMatchObject({ accessToken: 'mmo_a' });
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000]);
  });

  test.each(['access_denied', 'expired_token', 'invalid_grant', 'invalid_client'])(
    'it ends at once with %s',
    async (code) => {
      const { outcome, requests } = await waitWith([refusal(code)]);
      expect(outcome).toBeInstanceOf(OauthError);
      expect(outcome).toMatchObject({ code, kind: 'refused', status: 400 });
      expect(requests).toHaveLength(1);
    },
  );

  test('it waits no longer than the code is good for', async () => {
    const { outcome, waits } = await waitWith([refusal('authorization_pending')]);
    expect(outcome).toMatchObject({ code: 'expired_token' });
    expect(waits.reduce((sum, each) => sum + each, 0)).toBe(600_000);
  });
});

describe('where the authorization server is', () => {
  const metadata = {
    issuer: server.issuer,
    authorization_endpoint: server.authorizationEndpoint,
    token_endpoint: server.tokenEndpoint,
    revocation_endpoint: server.revocationEndpoint,
    device_authorization_endpoint: server.deviceAuthorizationEndpoint,
  };
  const read = (body: unknown, status = 200) =>
    readAuthorizationServer(server.issuer, { fetch: scriptedFetch([{ status, body }]).fetch });

  test('the service says', async () => {
    expect(await read(metadata)).toEqual(server);
  });

  test.each<[string, unknown, number]>([
    ['another issuer', { ...metadata, issuer: 'https://evil.example.org' }, 200],
    ['an endpoint elsewhere', { ...metadata, token_endpoint: 'https://evil.example.org/oauth/token' }, 200],
    ['an endpoint without encryption', { ...metadata, token_endpoint: 'http://pids.example.org/token' }, 200],
    ['no endpoint', { issuer: server.issuer }, 200],
    ['a page', '<html>', 200],
    ['nothing', {}, 404],
  ])('%s is refused', async (_what, body, status) => {
    await expect(read(body, status)).rejects.toThrow(MintmarkError);
  });
});

describe('the question and its answer', () => {
  test('the challenge is the hash of the verifier (the example of RFC 7636, appendix B)', async () => {
    const url = await buildAuthorizationUrl(server, {
      clientId: 'program',
      redirectUri: 'http://127.0.0.1:4711/callback',
      scope: 'pid:read',
      state: 'state',
      codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    });
    const { searchParams } = new URL(url);
    expect(searchParams.get('code_challenge')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
  });

  test.each([
    ['state=other&iss=https://pids.example.org&code=c', 'invalid_state'],
    ['iss=https://pids.example.org&code=c', 'invalid_state'],
    ['state=s&iss=https://evil.example.org&code=c', 'invalid_issuer'],
    ['state=s&code=c', 'invalid_issuer'],
    ['state=s&iss=https://pids.example.org&error=access_denied', 'access_denied'],
    ['state=s&iss=https://pids.example.org', 'invalid_response'],
  ])('an answer with %s is refused as %s', (query, code) => {
    expect(() => readCallback(server, new URLSearchParams(query), { state: 's' })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('a refresh token is never sent twice by itself', async () => {
    const { fetch, requests } = scriptedFetch(['no answer']);
    const refreshed = refreshTokens(server, { clientId: 'program', refreshToken: 'mmr_a' }, { fetch });
    await expect(refreshed).rejects.toMatchObject({ kind: 'unreachable' });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.redirect).toBe('manual');
  });
});
