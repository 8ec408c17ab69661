import { sql } from 'kysely';
import type { Api } from './api.ts';
import { completeMetadata } from './api.ts';
import type { System } from './start-system.ts';

export type IdentifierBody = {
  pid: string;
  type: string;
  state: string;
  status: string | null;
  url: string;
};

export type ItemBody = {
  uuid: string;
  state: string;
  version: number;
  revision: number;
  organisation: string;
  collection: string | null;
  owner: { orcid: string } | null;
  access: string;
  discoverable: boolean;
  metadata: Record<string, unknown>;
  files: { name: string; url: string; mediaType: string | null }[];
  identifiers: IdentifierBody[];
  reason: string | null;
};

/** Makes an item, or throws with what was answered. */
export async function createItem(api: Api, wish: Record<string, unknown> = {}): Promise<ItemBody> {
  const answer = await api.post<ItemBody>('/items', {
    metadata: completeMetadata(),
    state: 'archived',
    ...wish,
  });
  if (answer.status !== 201) throw new Error(`no item: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function readItem(api: Api, uuid: string): Promise<ItemBody> {
  const answer = await api.get<ItemBody>(`/items/${uuid}`);
  if (answer.status !== 200) throw new Error(`no item: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Asks for the next step of an item's DOI. */
export function identify(api: Api, uuid: string, action: string, more: Record<string, unknown> = {}) {
  return api.post<IdentifierBody>(`/items/${uuid}/identifiers`, { type: 'doi', action, ...more });
}

/** The status of an identifier, whether or not an item still has it. */
export async function readStatus(system: System, pid: string): Promise<string | null> {
  const { rows } = await sql<{ status: string }>`select status from registrations where pid = ${pid}`.execute(
    system.ctx.db,
  );
  return rows[0]?.status ?? null;
}

/** An address of an identifier. */
export const pidPath = (uuid: string, pid: string) => `/items/${uuid}/identifiers/${encodeURIComponent(pid)}`;
