import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { transact } from '../../src/db/index.ts';
import { createFolders, ensureHome } from '../../src/modules/data/index.ts';
import type { ProblemBody } from './api.ts';
import type { System } from './start-system.ts';

export type StoredFile = {
  id: string;
  name: string;
  path: string;
  bytes: number;
  sha256: string;
  mediaType: string | null;
  problem: string | null;
  version: number;
};

type Body = string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array> | FormData;

/** Uploads and downloads as a script would. */
export function createFileApi(system: Pick<System, 'url'>, token: string | null) {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const call = async (method: string, path: string, body: Body | null, headers: Record<string, string>) => {
    const isStream = body !== null && typeof body === 'object' && Symbol.asyncIterator in body;
    return fetch(`${system.url}/api/v1${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === null ? {} : { body: isStream ? ReadableStream.from(body) : body, duplex: 'half' }),
    } as RequestInit);
  };
  return {
    authorization,
    /** @throws Error when it is refused */
    async upload(folderId: string, name: string, body: Body, query = ''): Promise<StoredFile> {
      const path = `/folders/${folderId}/files?name=${encodeURIComponent(name)}${query}`;
      const response = await call('POST', path, body, { 'content-type': 'application/octet-stream' });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`${response.status} ${text}`);
      const [file] = (JSON.parse(text) as { items: StoredFile[] }).items;
      if (file === undefined) throw new Error('no file came of it');
      return file;
    },
    async send<T = ProblemBody & { items: StoredFile[] }>(
      method: string,
      path: string,
      body: Body | null = null,
      headers: Record<string, string> = {},
    ): Promise<{ status: number; headers: Headers; body: T }> {
      const response = await call(method, path, body, headers);
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? null : JSON.parse(text)) as T,
      };
    },
    async download(path: string, headers: Record<string, string> = {}) {
      const response = await call('GET', path, null, headers);
      return {
        status: response.status,
        headers: response.headers,
        bytes: Buffer.from(await response.arrayBuffer()),
      };
    },
  };
}

export type FileApi = ReturnType<typeof createFileApi>;

/** The home of a person in the first organisation, made when it is not there. */
export async function openHome(system: System, orcid: string): Promise<string> {
  return transact(system.ctx.db, async (tx) => {
    const { rows } = await sql<{ accountId: string; organisationId: string }>`
      select accounts.id as "accountId", memberships.organisation_id as "organisationId"
      from accounts join memberships using (orcid_environment, orcid)
      where orcid = ${orcid}`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error(`${orcid} is no member`);
    return (await ensureHome(tx, row.organisationId, row.accountId, system.clock.now())).id;
  });
}

/** Makes folders below one. @returns their ids by path */
export async function makeFolders(
  system: System,
  parentId: string,
  paths: readonly string[],
): Promise<(path: string) => string> {
  const made = await transact(system.ctx.db, (tx) =>
    createFolders(tx, {
      parentId,
      paths,
      ownerId: null,
      actor: { kind: 'operator' },
      now: system.clock.now(),
    }),
  );
  return (path) => {
    const id = made.get(path);
    if (id === undefined) throw new Error(`no folder ${path}`);
    return id;
  };
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that look like nothing in particular and are the same each time. */
export function makeBytes(length: number, seed = 1): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length);
  let state = seed >>> 0 || 1;
  for (let index = 0; index + 4 <= length; index += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state | 0, index);
  }
  return bytes;
}

/** Keys of all objects that hold bytes of files. */
export async function listObjects(system: System): Promise<string[]> {
  return system.ctx.storage.list('data/');
}
