import { afterEach, beforeEach } from 'vitest';
import { answerSignIn, startOrcidStandIn } from '../src/orcid/index.ts';
import type { StandIn } from '../src/stand-in.ts';

export const CARBERRY = '0000-0002-1825-0097';
export const GARCIA = '0000-0001-2345-6789';
export const UNNAMED = '0000-0002-1694-233X';
export const CALLBACK = 'https://mint.example.org/auth/orcid/callback';
export const MEMBER = { id: 'APP-0000000000000001', secret: 'member-secret', redirectUris: [CALLBACK] };
export const PUBLIC = {
  id: 'APP-0000000000000002',
  secret: 'public-secret',
  redirectUris: ['https://mint.example.org/auth'],
  kind: 'public' as const,
};

export const CREDENTIALS = { client_id: MEMBER.id, client_secret: MEMBER.secret };

/** Gives every test of a file its own stand-in, with a clock, and the calls that a client, a person or a test makes. */
export function useOrcidStandIn() {
  let standIn: StandIn;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-11-21T10:00:00Z');
    standIn = await startOrcidStandIn({ clients: [MEMBER, PUBLIC], now: () => now });
  });

  afterEach(() => standIn.close());

  const baseUrl = () => standIn.url;

  function authorizeUrl(parameters: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: MEMBER.id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: CALLBACK,
      state: 'st-1',
      ...parameters,
    });
    return `${baseUrl()}/oauth/authorize?${query}`;
  }

  async function open(parameters: Record<string, string> = {}, headers: Record<string, string> = {}) {
    const response = await fetch(authorizeUrl(parameters), { redirect: 'manual', headers });
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: await response.text(),
    };
  }

  async function getCode(parameters: Record<string, string> = {}, orcid = CARBERRY): Promise<string> {
    const back = await answerSignIn(authorizeUrl(parameters), { orcid, decision: 'grant' });
    return new URL(back).searchParams.get('code') ?? '';
  }

  async function post(path: string, form: Record<string, string>) {
    const response = await fetch(`${baseUrl()}${path}`, { method: 'POST', body: new URLSearchParams(form) });
    const text = await response.text();
    return { status: response.status, text, body: (text === '' ? {} : JSON.parse(text)) as TokenBody };
  }

  function exchange(code: string, more: Record<string, string> = {}) {
    return post('/oauth/token', {
      ...CREDENTIALS,
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      ...more,
    });
  }

  async function getTokens(scope = 'openid', orcid = CARBERRY): Promise<TokenBody> {
    return (await exchange(await getCode({ scope }, orcid))).body;
  }

  function control(method: string, path: string, body?: unknown) {
    return fetch(`${baseUrl()}/_control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  function readRecord(orcid: string, token?: string, accept = 'application/json') {
    return fetch(`${baseUrl()}/v3.0/${orcid}/record`, {
      headers: { accept, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
  }

  return {
    baseUrl,
    clock: () => now,
    setClock: (time: string) => {
      now = new Date(time);
    },
    authorizeUrl,
    open,
    getCode,
    post,
    exchange,
    getTokens,
    control,
    readRecord,
  };
}

type TokenBody = Record<string, string>;

export async function readJson<T = Record<string, unknown>>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
