import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import { type BatchTransport, send } from './batches.ts';
import type { DataNode, FileBelow, Page } from './types.ts';

/** What can be done with folders and files. Every function but `request` throws `MintmarkError`. */
export type DataClient = {
  /** The folder or file at a path such as `/example/home/0000-0002-1825-0097/data`. */
  findNode(path: string): Promise<DataNode>;
  /** One's homes, one in each of one's organisations. */
  listHomes(): Promise<DataNode[]>;
  /** Makes a folder in the one with the id `parent`. */
  createFolder(request: { parent: string; name: string }): Promise<DataNode>;
  /** What lies in a folder, folders first, over all pages. */
  iterateChildren(folder: string): AsyncGenerator<DataNode, void>;
  /** All files below a folder, in the order of their paths, over all pages. */
  iterateFiles(folder: string): AsyncGenerator<FileBelow, void>;
  /**
   * Opens the bytes of a file, or a folder as an archive.
   * @param path below the address of the service, such as `/api/v1/files/…/content`
   */
  openBytes(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Sends one request to this service with the token of this client, for protocols of their own; no answer is an error. */
  request(url: string, init: RequestInit): Promise<Response>;
};

type Calls = {
  answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  iteratePages<T>(
    readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  ): AsyncGenerator<T, void>;
  createIdempotencyKey(): string;
};

export function createDataClient(
  api: Client<paths>,
  transport: BatchTransport,
  { answerOf, iteratePages, createIdempotencyKey }: Calls,
): DataClient {
  return {
    findNode: (path) => answerOf(api.GET('/api/v1/folders', { params: { query: { path } } })),
    listHomes: async () => (await answerOf(api.GET('/api/v1/data/homes'))).items,
    createFolder: (body) =>
      answerOf(
        api.POST('/api/v1/folders', {
          params: { header: { 'idempotency-key': createIdempotencyKey() } },
          body,
        }),
      ),
    iterateChildren: (id) =>
      iteratePages((query) =>
        answerOf(api.GET('/api/v1/folders/{id}/children', { params: { path: { id }, query } })),
      ),
    iterateFiles: (id) =>
      iteratePages((query) =>
        answerOf(api.GET('/api/v1/folders/{id}/files', { params: { path: { id }, query } })),
      ),
    openBytes: (path, headers = {}) => send(transport, path, { headers }),
    request: (url, init) => {
      if (new URL(url).origin !== new URL(transport.url).origin) {
        throw new TypeError(`${url} is at another service, which must not see the token.`);
      }
      const headers = new Headers(init.headers);
      if (transport.token !== null) headers.set('authorization', `Bearer ${transport.token}`);
      return transport.fetch(url, { ...init, headers, redirect: 'manual' });
    },
  };
}
