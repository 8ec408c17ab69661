import createOpenapiClient from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import {
  type BatchRequest,
  type BatchRow,
  type BatchTransport,
  followBatch,
  iterateBatchResult,
  openBatchResult,
  uploadBatch,
} from './batches.ts';
import { type BlockClient, createBlockClient } from './blocks.ts';
import { createDataClient, type DataClient } from './data.ts';
import { errorOfAnswer, MintmarkError, unreachable } from './errors.ts';
import { createItemClient, type ItemClient } from './items.ts';
import { createLinkClient, type LinkClient } from './links.ts';
import { createQueueClient, type QueueClient } from './queue.ts';
import { createRetryingFetch, wait } from './retry.ts';
import { createSchemeClient, type SchemeClient } from './schemes.ts';
import { createSecretClient, type SecretClient } from './secrets.ts';
import type { Batch, Me, Page, Pid, PidEvent, PidFilter, Registration, Shoulder } from './types.ts';

export type ClientOptions = {
  /** Address of the service, such as `https://pids.example.org`; nothing of `/api/v1`. */
  url: string;
  /** Access token; null in a browser, where the session's cookie speaks for the person. */
  token: string | null;
  /** Default: the global `fetch`. It is called with a `Request`. */
  fetch?: typeof fetch;
  /** How long one attempt may take; default 30,000. */
  timeoutMs?: number;
  /** How often a call that is safe to repeat is repeated; default 3. */
  retries?: number;
  /** Delay before the first repeat, doubled for each further one; default 300. `Retry-After` goes before it. */
  firstDelayMs?: number;
};

export type MintRequest = {
  /** Id of the shoulder, from `listShoulders`. */
  shoulder: string;
  /** Default `public`. `reserved` is told to nobody and may be incomplete. */
  state?: 'reserved' | 'registered' | 'public';
  /** Where it resolves to, an http or https address; null or left out: its own landing page. */
  target?: string | null;
  /** DataCite metadata (kernel 4.7) as JSON: `titles`, `creators`, `publisher`, `publicationYear`, `types`, … */
  metadata?: Record<string, unknown> | null;
  /**
   * What an IGSN ID stands for, written into `metadata`: `material`, `sampleType`, `collectors`, `collectionDate`,
   * `collectionPlace`, `parentSample`. Only under shoulders of type igsn.
   */
  sample?: Record<string, unknown> | null;
  /** Default: a fresh random one for each call. Give one to repeat a call in another process. */
  idempotencyKey?: string;
};

export type UpdateRequest = {
  /** `version` of the identifier as it was read: the change is refused with 412 when someone was faster. */
  version: number;
  /** Left out: stays. */
  target?: string | null;
  /** Replaces the whole record. Left out: stays. */
  metadata?: Record<string, unknown>;
  /** Of IGSN IDs: replaces what it says of the sample in the record; the rest stays. */
  sample?: Record<string, unknown>;
};

type PartClients = BlockClient &
  SchemeClient &
  LinkClient &
  QueueClient &
  SecretClient &
  ItemClient &
  DataClient;

/**
 * The use cases of `/api/v1`. Identifiers are taken in any spelling (`10.5072/abc`, `https://doi.org/10.5072/abc`,
 * `ark:/99999/fk4…`). Every function throws `MintmarkError`.
 */
export type MintmarkClient = PartClients & {
  /** The address of the service, without trailing slash. */
  readonly url: string;
  /** Who the token belongs to, and what it may be used for. */
  readMe(): Promise<Me>;
  /** Every shoulder that the token's owner sees; `mayMint` says whether they may mint under it. */
  listShoulders(): Promise<Shoulder[]>;
  /** Mints or reserves one identifier. Repeated safely: one call makes one identifier, however often it is sent. */
  mintPid(request: MintRequest): Promise<Pid>;
  readPid(pid: string): Promise<Pid>;
  /** One page of the identifiers that may be seen, newest first unless sorted otherwise. */
  listPids(filter?: PidFilter): Promise<Page<Pid>>;
  /** The same, one by one over all pages; a page is fetched when it is needed. */
  iteratePids(filter?: Omit<PidFilter, 'cursor'>): AsyncGenerator<Pid, void>;
  /** Changes target, metadata or sample; at least one of them. */
  updatePid(pid: string, request: UpdateRequest): Promise<Pid>;
  /** Announces a reserved or registered identifier; its metadata must be complete. This cannot be taken back. */
  publishPid(pid: string): Promise<Pid>;
  /** Withdraws an identifier for good: it leads to a tombstone that shows the reason, 3 to 2,000 characters. */
  withdrawPid(pid: string, request: { reason: string }): Promise<Pid>;
  /** Everything that happened to an identifier, oldest first. */
  listPidEvents(pid: string): Promise<PidEvent[]>;
  readRegistration(pid: string): Promise<Registration>;
  /**
   * Reads the registration until there is nothing more to wait for, less often the longer it takes (0.25 s to 5 s).
   * @param options.timeoutMs default 60,000
   * @returns `acknowledged`; `refused`; `none` where no registrar is to know; or `pending`, when the time is over or
   *   `heldBack` says that nothing will be sent
   */
  waitForRegistration(pid: string, options?: { timeoutMs?: number }): Promise<Registration>;
  /**
   * Uploads a file of rows that reserve, mint or change identifiers, as a stream. Its form is checked while it is sent;
   * the rows are worked off afterwards. Repeated safely: one call makes one batch.
   */
  uploadBatch(request: BatchRequest): Promise<Batch>;
  /** How far a batch is. */
  readBatch(id: string): Promise<Batch>;
  /** One page of one's own batches and those that one administers, newest first. */
  listBatches(page?: { limit?: number; cursor?: string }): Promise<Page<Batch>>;
  /** The batch whenever it has changed, the last time when it is finished. */
  followBatch(id: string): AsyncGenerator<Batch, void>;
  /** Leaves the rest of a batch undone. */
  cancelBatch(id: string): Promise<Batch>;
  /** What became of each row of a finished batch, in their order. */
  iterateBatchResult(id: string): AsyncGenerator<BatchRow, void>;
  /** The same as bytes of CSV or JSON Lines, to be written to a file. */
  openBatchResult(id: string, format: 'csv' | 'ndjson'): Promise<ReadableStream<Uint8Array>>;
  /**
   * Ends the token that this client uses. A refusal with status 401 means that it had ended before, or that the
   * answer to the first attempt was lost.
   */
  revokeCurrentToken(): Promise<void>;
};

/** The largest page that the service gives. */
const PAGE_LIMIT = 200;
const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 5_000;

/**
 * A client of one service for one token. Makes no request yet.
 * @throws TypeError when `url` is not an http or https address
 */
export function createClient(options: ClientOptions): MintmarkClient {
  if (!/^https?:\/\//i.test(options.url) || !URL.canParse(options.url)) {
    throw new TypeError(
      `The address of a Mintmark service begins with https:// or http://, not "${options.url}".`,
    );
  }
  const url = options.url.replace(/\/+$/, '');
  const api = createOpenapiClient<paths>({
    baseUrl: url,
    redirect: 'manual',
    headers: options.token === null ? {} : { authorization: `Bearer ${options.token}` },
    fetch: createRetryingFetch({
      fetch: options.fetch ?? fetch,
      timeoutMs: options.timeoutMs ?? 30_000,
      retries: options.retries ?? 3,
      firstDelayMs: options.firstDelayMs ?? 300,
    }),
  });
  const transport: BatchTransport = {
    url,
    token: options.token,
    fetch: options.fetch ?? fetch,
    retries: options.retries ?? 3,
    firstDelayMs: options.firstDelayMs ?? 300,
  };
  const oneBatch = (id: string) => ({ params: { path: { id } } });
  const onePid = (pid: string) => ({ params: { path: { pid } } });

  const listPids = (filter: PidFilter = {}): Promise<Page<Pid>> =>
    answerOf(api.GET('/api/v1/pids', { params: { query: filter } }));
  const readRegistration = (pid: string): Promise<Registration> =>
    answerOf(api.GET('/api/v1/pids/{pid}/registration', onePid(pid)));

  return {
    ...createBlockClient(api, { answerOf, collect, iteratePages, createIdempotencyKey }),
    ...createSchemeClient(api, { answerOf, collect, iteratePages }),
    ...createLinkClient(api, transport, { answerOf, collect, iteratePages, createIdempotencyKey }),
    ...createItemClient(api, { answerOf, answered, createIdempotencyKey }),
    ...createQueueClient(api, { answerOf, iteratePages }),
    ...createSecretClient(api, { answerOf }),
    ...createDataClient(api, transport, { answerOf, iteratePages, createIdempotencyKey }),
    url,
    readMe: () => answerOf(api.GET('/api/v1/me')),
    listShoulders: () =>
      collect(iteratePages((page) => answerOf(api.GET('/api/v1/shoulders', { params: { query: page } })))),
    mintPid: ({ idempotencyKey = createIdempotencyKey(), ...body }) =>
      answerOf(api.POST('/api/v1/pids', { params: { header: { 'idempotency-key': idempotencyKey } }, body })),
    readPid: (pid) => answerOf(api.GET('/api/v1/pids/{pid}', onePid(pid))),
    listPids,
    iteratePids: (filter) => iteratePages((page) => listPids({ ...page, ...filter, cursor: page.cursor })),
    updatePid: (pid, { version, ...body }) =>
      answerOf(
        api.PATCH('/api/v1/pids/{pid}', {
          params: { path: { pid }, header: { 'if-match': `"${version}"` } },
          body,
        }),
      ),
    publishPid: (pid) => answerOf(api.POST('/api/v1/pids/{pid}/publish', { ...onePid(pid), body: {} })),
    withdrawPid: (pid, { reason }) =>
      answerOf(api.POST('/api/v1/pids/{pid}/withdraw', { ...onePid(pid), body: { reason } })),
    listPidEvents: (pid) =>
      collect(
        iteratePages((page) =>
          answerOf(api.GET('/api/v1/pids/{pid}/events', { params: { path: { pid }, query: page } })),
        ),
      ),
    readRegistration,
    async waitForRegistration(pid, { timeoutMs = 60_000 } = {}) {
      const endsAt = Date.now() + timeoutMs;
      for (let delayMs = FIRST_POLL_MS; ; delayMs = Math.min(delayMs * 1.5, LONGEST_POLL_MS)) {
        const registration = await readRegistration(pid);
        const leftMs = endsAt - Date.now();
        if (registration.state !== 'pending' || registration.heldBack !== null || leftMs <= 0) {
          return registration;
        }
        await wait(Math.min(delayMs, leftMs));
      }
    },
    uploadBatch: (request) =>
      uploadBatch(transport, request, request.idempotencyKey ?? createIdempotencyKey()),
    readBatch: (id) => answerOf(api.GET('/api/v1/batches/{id}', oneBatch(id))),
    listBatches: (page = {}) => answerOf(api.GET('/api/v1/batches', { params: { query: page } })),
    followBatch: (id) => followBatch(transport, id),
    cancelBatch: (id) => answerOf(api.POST('/api/v1/batches/{id}/cancel', oneBatch(id))),
    iterateBatchResult: (id) => iterateBatchResult(transport, id),
    openBatchResult: (id, format) => openBatchResult(transport, id, format),
    async revokeCurrentToken() {
      await answered(api.DELETE('/api/v1/tokens/current'));
    },
  };
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The body of an answer that has one. @throws MintmarkError */
async function answerOf<T>(call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, response } = await answered(call);
  if (data !== undefined && data !== null) return data;
  throw unreachable(response, `It answered ${response.status} without a body.`);
}

/** @throws MintmarkError */
async function answered<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof MintmarkError) throw error;
    // What is left to go wrong is the decoding of an answer of 2xx: a proxy's page, as a rule.
    throw unreachable(null, "It answered in a form that is not the API's. Is the address right?", error);
  }
  if (answer.response.ok) return answer;
  throw errorOfAnswer(answer.response, answer.error);
}

async function* iteratePages<T>(
  readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T, void> {
  let page = await readPage({ limit: PAGE_LIMIT });
  yield* page.items;
  while (page.next !== null) {
    page = await readPage({ limit: PAGE_LIMIT, cursor: page.next });
    yield* page.items;
  }
}

async function collect<T>(items: AsyncGenerator<T, void>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** 128 random bits. Not `randomUUID`, which browsers have on secure origins only. */
function createIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
