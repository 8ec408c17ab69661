import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type OrcidStandInOptions, startOrcidStandIn } from '../src/orcid/index.ts';
import type { StandIn } from '../src/stand-in.ts';
import { CALLBACK, CARBERRY, MEMBER, PUBLIC } from './orcid-caller.ts';

export const OTHER_MEMBER = {
  id: 'APP-0000000000000003',
  secret: 'other-secret',
  redirectUris: [CALLBACK],
  name: 'Another university',
};
export const UPDATE = '/read-limited /activities/update /person/update';

export const JSON_TYPE = 'application/vnd.orcid+json';
export const XML_TYPE = 'application/vnd.orcid+xml';

type CallOptions = {
  token?: string | null | undefined;
  body?: unknown;
  /** Content-Type of the body; default: ORCID's JSON. */
  type?: string;
  accept?: string | null;
};

export type Answer = { status: number; headers: Headers; text: string; json: Json };
// biome-ignore lint/suspicious/noExplicitAny: answers are taken apart member by member, and a wrong one fails the test.
type Json = any;

const BEGINNING = '2026-11-21T10:00:00Z';

/** Gives the tests of a file one registry that is reset before each, with a clock, and the calls that clients and tests make. */
export function useRegistry(options: Partial<OrcidStandInOptions> = {}) {
  let standIn: StandIn;
  let now = new Date(BEGINNING);

  beforeAll(async () => {
    standIn = await startOrcidStandIn({
      clients: [MEMBER, PUBLIC, OTHER_MEMBER],
      now: () => now,
      ...options,
    });
  });
  beforeEach(async () => {
    now = new Date(BEGINNING);
    await control('POST', '/reset');
  });
  afterAll(() => standIn.close());

  async function call(method: string, path: string, more: CallOptions = {}): Promise<Answer> {
    const { token = null, body, type = JSON_TYPE, accept = JSON_TYPE } = more;
    const headers: Record<string, string> = {};
    if (token !== null) headers.authorization = `Bearer ${token}`;
    if (accept !== null) headers.accept = accept;
    if (body !== undefined) headers['content-type'] = type;
    return read(
      await fetch(`${standIn.url}${path}`, {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  }

  function control(method: string, path: string, body?: unknown): Promise<Answer> {
    return call(method, `/_control${path}`, { body, type: 'application/json', accept: 'application/json' });
  }

  /** A token that a person gave to a client. */
  async function tokenFor(scope = UPDATE, orcid = CARBERRY, clientId: string = MEMBER.id): Promise<string> {
    return String((await control('POST', '/tokens', { orcid, clientId, scope })).json.accessToken);
  }

  /** A token that a client got for itself. */
  async function clientToken(scope: string, client: typeof MEMBER = MEMBER): Promise<string> {
    const response = await fetch(`${standIn.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: client.id,
        client_secret: client.secret,
        grant_type: 'client_credentials',
        scope,
      }),
    });
    return (await read(response)).json.access_token;
  }

  /** Adds an item and returns its put code; fails when the registry refuses it. */
  async function add(token: string, path: string, item: object, orcid = CARBERRY): Promise<number> {
    const answer = await call('POST', `/v3.0/${orcid}/${path}`, { token, body: item });
    if (answer.status !== 201) throw new Error(`The registry answers ${answer.status}: ${answer.text}`);
    return Number(putCodeOf(answer));
  }

  return {
    baseUrl: () => standIn.url,
    setClock: (time: string) => {
      now = new Date(time);
    },
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    call,
    control,
    tokenFor,
    clientToken,
    add,
    /** Calls below the record of Josiah Carberry. */
    own: (method: string, path: string, token?: string, body?: unknown) =>
      call(method, `/v3.0/${CARBERRY}/${path}`, { token, body }),
  };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const json: Json = /^[[{]/.test(text) ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, json };
}

export function putCodeOf(answer: Answer): string {
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}
