import { expect } from 'vitest';
import { ensureOrganisation } from '../../src/modules/accounts/index.ts';
import { type Api, completeMetadata, createApi } from './api.ts';
import { createDspaceClient, type DspaceAnswer, type DspaceClient } from './dspace-client.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './start-system.ts';

export const HANDLE_PREFIX = '123456789';
export const PASSWORD = 'a long password for tests';

/** Who asks: someone who may administer items, someone who only reads them, someone of another organisation, nobody. */
export type Callers = Record<'admin' | 'member' | 'outsider' | 'anonymous', DspaceClient>;

export type Repository = {
  system: System;
  operator: Api;
};

export type ItemBody = {
  uuid: string;
  state: string;
  version: number;
  metadata: Record<string, unknown>;
  identifiers: { pid: string; type: string; status: string | null }[];
};

export type IdentifierBody = {
  value: string;
  identifierType: string;
  identifierStatus: string | null;
  type: string;
};

export const UNKNOWN_UUID = '5ad50035-ca22-4a4d-84ca-d5132f34f588';

/** A fresh service with a Handle prefix, so that archived items get a Handle. */
export async function openRepository(): Promise<Repository> {
  const system = await startSystem({ env: { HANDLE_PREFIX } });
  try {
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Example Organisation' });
    for (const [organisation, name, role] of [
      ['default', 'admin@example.org', 'admin'],
      ['default', 'member@example.org', 'member'],
      // Tests of logging in use this one: logging out ends all sessions of an account.
      ['default', 'script@example.org', 'curator'],
      ['second', 'outsider@example.org', 'curator'],
    ]) {
      const wish = { name, role, password: PASSWORD };
      const made = await operator.post(`/organisations/${organisation}/service-accounts`, wish);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    return { system, operator };
  } catch (error) {
    await system.close();
    throw error;
  }
}

/** Everyone with a session of their own, those who have an account logged in. */
export async function logEveryoneIn(
  { system }: Pick<Repository, 'system'>,
  prefix = '/server/api',
): Promise<Callers> {
  const open = async (name: string | null): Promise<DspaceClient> => {
    const client = createDspaceClient(`${system.url}${prefix}`);
    await client.begin();
    if (name !== null) {
      const answer = await client.logIn(name, PASSWORD);
      expect(answer.status, answer.text).toBe(200);
    }
    return client;
  };
  return {
    admin: await open('admin@example.org'),
    member: await open('member@example.org'),
    outsider: await open('outsider@example.org'),
    anonymous: await open(null),
  };
}

/** Makes an item with complete metadata by our own API; archived unless told otherwise. */
export async function makeItem(
  { operator }: Pick<Repository, 'operator'>,
  wish: Record<string, unknown> = {},
): Promise<ItemBody> {
  const made = await operator.post<ItemBody>('/items', {
    organisation: 'default',
    state: 'archived',
    metadata: completeMetadata(),
    ...wish,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

/** Does something with an item by our own API, whatever its version is. */
export async function changeItem<T = ItemBody>(
  { operator }: Pick<Repository, 'operator'>,
  uuid: string,
  action: 'archive' | 'withdraw' | 'reinstate' | 'delete' | 'describe' | 'identify',
  body: Record<string, unknown> = {},
): Promise<T> {
  const path = `/items/${uuid}`;
  const anyVersion = { 'if-match': '*' };
  const call = () => {
    if (action === 'delete') return operator.delete<T>(path, anyVersion);
    if (action === 'describe') return operator.patch<T>(path, body, anyVersion);
    if (action === 'identify') return operator.post<T>(`${path}/identifiers`, body);
    return operator.post<T>(`${path}/${action}`, body, anyVersion);
  };
  const answer = await call();
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

export async function changeTitle(
  repository: Pick<Repository, 'operator'>,
  uuid: string,
  title: string,
): Promise<void> {
  await changeItem(repository, uuid, 'describe', { metadata: completeMetadata(title) });
}

/** What an item's list of identifiers says to one caller. */
export async function readIdentifiers(client: DspaceClient, uuid: string): Promise<IdentifierBody[]> {
  const answer = await client.get(`/core/items/${uuid}/identifiers`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body<{ identifiers: IdentifierBody[] }>().identifiers;
}

/** The status of an item's DOI as a DSpace page reads it; undefined where it has none. */
export async function readDoiStatus(client: DspaceClient, uuid: string): Promise<string | null | undefined> {
  return (await readIdentifiers(client, uuid)).find((each) => each.identifierType === 'doi')
    ?.identifierStatus;
}

/** The bare name in `https://doi.org/10.…`. */
export function doiOf(identifiers: readonly IdentifierBody[]): string {
  const found = identifiers.find((each) => each.identifierType === 'doi');
  if (found === undefined) throw new Error('there is no DOI');
  return found.value.replace('https://doi.org/', '');
}

/** Reason phrases; where HTTP renamed one, Spring has both in use. */
const REASONS: Record<number, readonly string[]> = {
  400: ['Bad Request'],
  401: ['Unauthorized'],
  403: ['Forbidden'],
  404: ['Not Found'],
  405: ['Method Not Allowed'],
  413: ['Payload Too Large', 'Content Too Large'],
  414: ['URI Too Long'],
  415: ['Unsupported Media Type'],
  422: ['Unprocessable Entity', 'Unprocessable Content'],
  501: ['Not Implemented'],
};

/** Messages that DSpace has for a status, whatever happened; clients show them, and look for "CSRF token" in them. */
const MESSAGES: Record<number, RegExp> = {
  400: /^(Request is invalid or incorrect|A required parameter is (missing|invalid)|An exception has occurred)/,
  401: /^(Authentication is required|Authentication failed)/,
  403: /^Access is denied/,
  405: /^(Method is not allowed or supported|An exception has occurred)/,
  422: /^Unprocessable or invalid entity/,
};

/** Holds a refusal to the members of Spring's error JSON. */
export function expectRefusal(answer: DspaceAnswer, status: number): void {
  expect(answer.status, answer.text.slice(0, 500)).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const body = answer.body<Record<string, unknown>>();
  const { detail, ...spring } = body;
  expect(Object.keys(spring).sort()).toEqual(['error', 'message', 'path', 'status', 'timestamp']);
  // Ours, beside Spring's: what is wrong and what to do. Who may not see a thing is told nothing of it.
  if (detail !== undefined) expect(detail).toMatch(/^.{10,}/);
  if (status === 401 || status === 403) expect(detail).toBeUndefined();
  expect(body).toMatchObject({ status, message: expect.any(String), path: expect.stringMatching(/^\//) });
  expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  expect(REASONS[status]).toContain(body.error);
  expect(body.message).toMatch(MESSAGES[status] ?? /./);
}

/** Holds an answer to `application/hal+json`, with absolute links only. */
export function expectHal(answer: DspaceAnswer): void {
  expect(answer.headers.get('content-type')).toMatch(/^application\/hal\+json; ?charset=utf-8$/i);
  const hrefs = [...answer.text.matchAll(/"href":"([^"]*)"/g)].map(([, href = '']) => href);
  for (const href of hrefs) expect(href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
}
