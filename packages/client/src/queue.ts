import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import type {
  AttemptRequest,
  Page,
  QueueAttempts,
  QueueEntry,
  QueueFilter,
  QueueSummary,
  RegistrarAccount,
  RegistrarAccountChange,
  RegistrarAccountCheck,
  RequeueRequest,
} from './types.ts';

/** What can be done with the queue of registrations and the accounts at registrars. Every function throws `MintmarkError`. */
export type QueueClient = {
  /** One page of what registrars are still to be told and what they refused, or of what `filter` names. */
  listQueue(filter?: QueueFilter): Promise<Page<QueueEntry>>;
  /** The same, one by one over all pages; a page is fetched when it is needed. */
  iterateQueue(filter?: Omit<QueueFilter, 'cursor' | 'limit'>): AsyncGenerator<QueueEntry, void>;
  /** @param pid an identifier in any spelling */
  readQueueEntry(pid: string): Promise<QueueEntry>;
  /** How many are in which status, by account, and what is wrong with which account. */
  readQueueSummary(): Promise<QueueSummary>;
  /** Queues again what was refused or waits. @returns how many were */
  requeue(request: RequeueRequest): Promise<{ requeued: number }>;
  /**
   * Attempts what is queued now, each once; go on with `next` as `cursor`. It takes as long as the registrar does, and is
   * not repeated by itself.
   */
  attemptQueue(request: AttemptRequest): Promise<QueueAttempts>;
  /** Every account at a registrar whose queue may be seen. */
  listRegistrarAccounts(): Promise<RegistrarAccount[]>;
  /** Changes rate, concurrency or who is mailed. */
  updateRegistrarAccount(id: string, change: RegistrarAccountChange): Promise<RegistrarAccount>;
  /** Lets nothing be sent with an account until it is resumed. */
  pauseRegistrarAccount(id: string, request: { reason: string }): Promise<RegistrarAccount>;
  resumeRegistrarAccount(id: string): Promise<RegistrarAccount>;
  /** Asks the registrar whether it works and takes the account. */
  checkRegistrarAccount(id: string): Promise<RegistrarAccountCheck>;
};

/** How calls of the client are made; see create-client.ts. */
type Calls = {
  answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  iteratePages<T>(
    readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  ): AsyncGenerator<T, void>;
};

export function createQueueClient(api: Client<paths>, { answerOf, iteratePages }: Calls): QueueClient {
  const oneAccount = (id: string) => ({ params: { path: { id } } });
  const listQueue = (filter: QueueFilter = {}): Promise<Page<QueueEntry>> =>
    answerOf(api.GET('/api/v1/queue', { params: { query: filter } }));
  return {
    listQueue,
    iterateQueue: (filter = {}) => iteratePages((page) => listQueue({ ...filter, ...page })),
    readQueueEntry: (pid) => answerOf(api.GET('/api/v1/queue/{pid}', { params: { path: { pid } } })),
    readQueueSummary: () => answerOf(api.GET('/api/v1/queue/summary')),
    requeue: (body) => answerOf(api.POST('/api/v1/queue/requeue', { body })),
    attemptQueue: (body) => answerOf(api.POST('/api/v1/queue/attempts', { body })),
    listRegistrarAccounts: async () => (await answerOf(api.GET('/api/v1/registrar-accounts'))).items,
    updateRegistrarAccount: (id, body) =>
      answerOf(api.PATCH('/api/v1/registrar-accounts/{id}', { ...oneAccount(id), body })),
    pauseRegistrarAccount: (id, body) =>
      answerOf(api.POST('/api/v1/registrar-accounts/{id}/pause', { ...oneAccount(id), body })),
    resumeRegistrarAccount: (id) =>
      answerOf(api.POST('/api/v1/registrar-accounts/{id}/resume', { ...oneAccount(id), body: {} })),
    checkRegistrarAccount: (id) =>
      answerOf(api.POST('/api/v1/registrar-accounts/{id}/check', { ...oneAccount(id), body: {} })),
  };
}
