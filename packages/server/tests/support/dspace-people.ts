import { expect } from 'vitest';
import { completeMetadata, createApi } from './api.ts';
import { createDspaceClient, type DspaceAnswer, type DspaceClient } from './dspace-client.ts';
import { SOFIA, setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './start-system.ts';

/** Someone of each kind at DSpace's API, with an access token of ours where they have one. */
export type DspacePeople = {
  system: System;
  root: string;
  operator: DspaceClient;
  admin: DspaceClient;
  curator: DspaceClient;
  member: DspaceClient;
  stranger: DspaceClient;
};

/** A fresh service whose archived items get Handles, and people who speak DSpace's API. */
export async function openDspace(env: Record<string, string> = {}): Promise<DspacePeople> {
  const system = await startSystem({ env: { HANDLE_PREFIX: '123456789', ...env } });
  try {
    const root = `${system.url}/server/api`;
    const josiah = await signIn(system, JOSIAH);
    const laure = await signIn(system, LAURE);
    const sofia = await signIn(system, SOFIA);
    await setRole(system, JOSIAH, 'admin');
    await setRole(system, SOFIA, 'curator');
    return {
      system,
      root,
      operator: withToken(root, TEST_ADMIN_TOKEN),
      admin: withToken(root, josiah.token),
      curator: withToken(root, sofia.token),
      member: withToken(root, laure.token),
      stranger: createDspaceClient(root),
    };
  } catch (error) {
    await system.close();
    throw error;
  }
}

export function withToken(root: string, token: string): DspaceClient {
  const client = createDspaceClient(root);
  client.session.authorization = `Bearer ${token}`;
  return client;
}

/** What the tests read of an item. */
export type DspaceItem = {
  id: string;
  uuid: string;
  name: string | null;
  handle: string | null;
  metadata: Record<string, { value: string; language: string | null; place: number }[]>;
  inArchive: boolean;
  discoverable: boolean;
  withdrawn: boolean;
  _links: Record<string, { href: string }>;
  _embedded?: Record<string, unknown>;
  mintmark?: { notHeld: { field: string }[] };
};

/** Metadata as a script sends it: one value for each field. */
export function fields(values: Record<string, string>): Record<string, { value: string }[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [{ value }]]));
}

/** Makes an archived item in the way that DSpace's administrators do. */
export async function archiveItem(
  client: DspaceClient,
  values: Record<string, string> = {},
  query = '',
): Promise<DspaceItem> {
  const body = {
    name: 'Spring water',
    metadata: fields({
      'dc.title': 'Spring water',
      'dc.contributor.author': 'Carberry, Josiah',
      'dc.date.issued': '2025-03-01',
      'dc.publisher': 'Example University',
      'dc.type': 'Dataset',
      ...values,
    }),
    inArchive: true,
    discoverable: true,
    withdrawn: false,
    type: 'item',
  };
  const answer = await client.sendJson('POST', `/core/items${query}`, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body<DspaceItem>();
}

/** Makes an item by our own API, as the operator: any state, access or files. */
export async function makeOwnItem(
  system: System,
  wish: Record<string, unknown> = {},
): Promise<{ uuid: string; version: number }> {
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const answer = await api.post<{ uuid: string; version: number }>('/items', {
    organisation: 'default',
    state: 'archived',
    metadata: completeMetadata(),
    ...wish,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** Sends a patch under the media type of RFC 6902, or another. */
export function patch(
  client: DspaceClient,
  path: string,
  operations: unknown,
  headers: Record<string, string> = {},
): Promise<DspaceAnswer> {
  return client.sendJson('PATCH', path, operations, {
    headers: { 'content-type': 'application/json-patch+json', ...headers },
  });
}

/** A uuid that nothing has. */
export const NOTHING = '5ad50035-ca22-4a4d-84ca-d5132f34f588';
