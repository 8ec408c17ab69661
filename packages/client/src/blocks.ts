import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import type { Block, LabelOptions, Page, Pid, ReservedBlock } from './types.ts';

export type ReserveRequest = {
  /** Id of the shoulder, from `listShoulders`. */
  shoulder: string;
  /** 1 to 100,000. */
  count: number;
  title?: string;
  /** Where each leads, with `{pid}` for its name. */
  target?: string | null;
  /** A record that each gets; it may be incomplete. */
  metadata?: Record<string, unknown> | null;
  /** Of IGSN IDs: what each stands for, written into `metadata`. */
  sample?: Record<string, unknown> | null;
  /** After so many days what is still reserved is given back by itself. Left out: never. */
  expiresInDays?: number;
  /** Whether the registrar gets a draft of each. */
  drafts?: boolean;
  /** Default: a fresh random one for each call. Give one to repeat a call in another process. */
  idempotencyKey?: string;
};

/** What is new about a name; what is left out stays. */
export type NewNameValues = {
  target?: string | null;
  metadata?: Record<string, unknown>;
  sample?: Record<string, unknown>;
};

/** Reserved names of a block, each with its own values, or the first ones (all, without `first`) with the same. */
export type NamesChange =
  | { items: ({ pid: string } & NewNameValues)[] }
  | ({ filter: { first?: number } } & NewNameValues);

/** What can be done with blocks of reserved names. Every function throws `MintmarkError`. */
export type BlockClient = {
  /** Reserves names, all or none. Repeated safely: one call makes one block, however often it is sent. */
  reserveBlock(request: ReserveRequest): Promise<ReservedBlock>;
  /** Every block that may be seen, newest first. */
  listBlocks(): Promise<Block[]>;
  readBlock(id: string): Promise<Block>;
  /** Changes title or end; `expiresAt` is an ISO 8601 time, or null for no end. */
  updateBlock(id: string, change: { title?: string | null; expiresAt?: string | null }): Promise<Block>;
  /** Gives back all that is still reserved, or the names given; those given back before stay so. */
  releaseBlock(id: string, pids?: readonly string[]): Promise<{ released: number; block: Block }>;
  /** Gives back one reserved identifier, of a block or not. */
  releasePid(pid: string): Promise<Pid>;
  /** Makes up to 1,000 names public with their records, all or none. This cannot be taken back. */
  promoteBlock(id: string, change: NamesChange): Promise<{ count: number; pids: string[] }>;
  /** Changes up to 1,000 reserved names, all or none. */
  editBlock(id: string, change: NamesChange): Promise<{ count: number; pids: string[] }>;
  /** All names as CSV with the columns pid, url, state, target and title. */
  downloadNames(id: string): Promise<string>;
  /**
   * Fills a column of a table with the names, row by row, and leaves every other byte as it is.
   * @param table a CSV or TSV file with headings, up to 50 MiB
   */
  fillTable(
    id: string,
    table: Uint8Array<ArrayBuffer>,
    options: { column: string; value?: 'pid' | 'url'; from?: number },
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** Sheets of labels as PDF, at most 10,000 labels. */
  printLabels(id: string, options?: LabelOptions): Promise<Uint8Array<ArrayBuffer>>;
};

/** How calls of the client are made; see create-client.ts. */
type Calls = {
  answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  iteratePages<T>(
    readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  ): AsyncGenerator<T, void>;
  collect<T>(items: AsyncGenerator<T, void>): Promise<T[]>;
  createIdempotencyKey(): string;
};

export function createBlockClient(
  api: Client<paths>,
  { answerOf, iteratePages, collect, createIdempotencyKey }: Calls,
): BlockClient {
  const oneBlock = (id: string) => ({ path: { id } });
  const keyed = () => ({ header: { 'idempotency-key': createIdempotencyKey() } });
  return {
    async reserveBlock({ idempotencyKey = createIdempotencyKey(), ...body }) {
      const call = api.POST('/api/v1/blocks', {
        params: { header: { 'idempotency-key': idempotencyKey }, query: { format: 'json' } },
        body,
      });
      // JSON was asked for.
      return (await answerOf(call)) as ReservedBlock;
    },
    listBlocks: () =>
      collect(iteratePages((page) => answerOf(api.GET('/api/v1/blocks', { params: { query: page } })))),
    readBlock: (id) => answerOf(api.GET('/api/v1/blocks/{id}', { params: oneBlock(id) })),
    updateBlock: (id, body) => answerOf(api.PATCH('/api/v1/blocks/{id}', { params: oneBlock(id), body })),
    releaseBlock: (id, pids) =>
      answerOf(
        api.POST('/api/v1/blocks/{id}/release', {
          params: oneBlock(id),
          body: pids === undefined ? {} : { pids: [...pids] },
        }),
      ),
    releasePid: (pid) =>
      answerOf(api.POST('/api/v1/pids/{pid}/release', { params: { path: { pid } }, body: {} })),
    promoteBlock: (id, body) =>
      answerOf(api.POST('/api/v1/blocks/{id}/promote', { params: { ...oneBlock(id), ...keyed() }, body })),
    editBlock: (id, body) =>
      answerOf(api.POST('/api/v1/blocks/{id}/edit', { params: { ...oneBlock(id), ...keyed() }, body })),
    downloadNames: (id) =>
      answerOf(api.GET('/api/v1/blocks/{id}/names.csv', { params: oneBlock(id), parseAs: 'text' })),
    fillTable: async (id, table, query) =>
      new Uint8Array(
        await answerOf(
          api.POST('/api/v1/blocks/{id}/table', {
            params: { ...oneBlock(id), query },
            body: table,
            bodySerializer: () => table,
            headers: { 'content-type': 'text/csv' },
            parseAs: 'arrayBuffer',
          }),
        ),
      ),
    printLabels: async (id, query = {}) =>
      new Uint8Array(
        await answerOf(
          api.GET('/api/v1/blocks/{id}/labels.pdf', {
            params: { ...oneBlock(id), query },
            parseAs: 'arrayBuffer',
          }),
        ),
      ),
  };
}
