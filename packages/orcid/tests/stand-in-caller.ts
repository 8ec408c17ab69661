import { afterEach, beforeEach, expect } from 'vitest';
import { answerSignIn, startOrcidStandIn } from '../../sandbox/src/orcid/index.ts';
import {
  createOrcidClient,
  finishSignIn,
  type OrcidClient,
  type SignIn,
  type StartedSignIn,
  standInEnvironment,
  startSignIn,
} from '../src/index.ts';

export const CARBERRY = '0000-0002-1825-0097';
export const HAAK = '0000-0001-5109-3700';
export const UNNAMED = '0000-0002-1694-233X';
export const CALLBACK = 'http://127.0.0.1:3000/auth/orcid/callback';
const SECRET = 'canary-client-secret';
export const CREDENTIALS = { clientId: 'APP-0000000000000001', clientSecret: SECRET, redirectUri: CALLBACK };

/** Gives every test of a file its own stand-in and a client of it, and says which paths the client called. */
export function useStandIn() {
  let standIn: { url: string; close(): Promise<void> };
  let client: OrcidClient;
  let calls: string[];

  beforeEach(async () => {
    standIn = await startOrcidStandIn({
      clients: [{ id: CREDENTIALS.clientId, secret: SECRET, redirectUris: [CALLBACK] }],
    });
    calls = [];
    client = makeClient();
  });

  afterEach(() => standIn.close());

  const baseUrl = () => standIn.url;

  function makeClient(more: { timeoutMs?: number; clientSecret?: string } = {}): OrcidClient {
    return createOrcidClient({
      environment: standInEnvironment(baseUrl()),
      ...CREDENTIALS,
      fetch: (input, init) => {
        calls.push(new URL(input instanceof Request ? input.url : input).pathname);
        return fetch(input, init);
      },
      ...more,
    });
  }

  async function comeBack(
    started: StartedSignIn,
    decision: 'grant' | 'deny' = 'grant',
    orcid = CARBERRY,
  ): Promise<string> {
    return answerSignIn(started.url, { orcid, decision });
  }

  async function signIn(scope = 'openid', orcid = CARBERRY): Promise<SignIn> {
    const started = await startSignIn(client, { scope });
    const result = await finishSignIn(client, await comeBack(started, 'grant', orcid), started);
    if (!result.ok) throw new Error(result.detail);
    return result;
  }

  async function order(fault: Record<string, unknown>): Promise<void> {
    const response = await fetch(`${baseUrl()}/_control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(201);
  }

  return { baseUrl, getClient: () => client, getCalls: () => calls, makeClient, comeBack, signIn, order };
}
