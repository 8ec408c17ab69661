import { sql } from 'kysely';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './api.ts';
import { controlDatacite } from './datacite.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './start-system.ts';

/** What the tests read of a registration in the queue. */
export type QueuedBody = {
  pid: string;
  status: string;
  state: string;
  wanted: string;
  account: { id: string; repositoryId: string };
  organisation: string;
  attempts: number;
  nextAttemptAt: string | null;
  lastAnswer: { status: number | null; detail: string; errors: { pointer: string; detail: string }[] } | null;
  holder: { type: string; id: string } | null;
  acknowledgedAt: string | null;
};

export type AccountBody = {
  id: string;
  organisation: string;
  repositoryId: string;
  requestsPerFiveMinutes: number;
  configuredRequestsPerFiveMinutes: number;
  concurrency: number;
  pause: { since: string; reason: string } | null;
  outage: { since: string; detail: string; nextHeartbeatAt: string | null } | null;
  alertAddress: string | null;
};

export type AlertBody = { cause: string; day: string; subject: string; body: string; mail: string };

export type SummaryBody = {
  statuses: Record<string, number>;
  states: Record<string, number>;
  heldBack: string | null;
  accounts: (AccountBody & { statuses: Record<string, number>; nextAttemptAt: string | null })[];
  alerts: AlertBody[];
};

export type AttemptsBody = {
  items: {
    pid: string;
    before: string | null;
    status: string | null;
    outcome: string;
    detail: string;
    retryAt: string | null;
  }[];
  next: string | null;
  retryAt: string | null;
};

/** A service with its registration queue, as the operator works with it. */
export type QueueSystem = {
  system: System;
  operator: Api;
  datacite: ReturnType<typeof controlDatacite>;
  drafts: Drafts;
  /** Id of the DOI shoulder. */
  shoulder: string;
  /** Id of the registrar account. */
  account: string;
  /** Mints a DOI that is public at once, unless said otherwise. */
  mint(body?: Record<string, unknown>): Promise<string>;
  mintMany(count: number): Promise<string[]>;
  /** One registration, whatever its state. */
  read(pid: string): Promise<QueuedBody>;
  readAccount(): Promise<AccountBody>;
  summarize(): Promise<SummaryBody>;
  /** Changes the title of an identifier. */
  retitle(pid: string, title: string): Promise<void>;
  attempt(body: Record<string, unknown>): Promise<AttemptsBody>;
};

export async function startQueueSystem(
  options: Parameters<typeof startSystem>[0] = {},
): Promise<QueueSystem> {
  const system = await startSystem({
    ...options,
    env: { DATACITE_TIMEOUT_SECONDS: '3', ...options.env },
  });
  const operator = createApi(system, TEST_ADMIN_TOKEN);
  const { doi: shoulder } = await readShoulders(operator);
  const { body } = await operator.get<{ items: AccountBody[] }>('/registrar-accounts');
  const account = body.items[0]?.id ?? '';
  const mint = async (wish: Record<string, unknown> = {}): Promise<string> => {
    const answer = await operator.post<PidBody>('/pids', {
      shoulder,
      state: 'public',
      metadata: completeMetadata(),
      ...wish,
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.pid;
  };
  return {
    system,
    operator,
    datacite: controlDatacite(system),
    drafts: await createDrafts(system, shoulder),
    shoulder,
    account,
    mint,
    async mintMany(count) {
      const pids: string[] = [];
      for (let made = 0; made < count; made += 1) pids.push(await mint());
      return pids.sort();
    },
    async read(pid) {
      const { rows } = await sql<{ status: string }>`
        select status from registrations where pid = ${pid}`.execute(system.ctx.db);
      const status = rows[0]?.status;
      let cursor = '';
      for (;;) {
        const page = await operator.get<{ items: QueuedBody[]; next: string | null }>(
          `/queue?status=${status}&limit=200${cursor}`,
        );
        const found = page.body.items.find((each) => each.pid === pid);
        if (found !== undefined) return found;
        if (page.body.next === null) throw new Error(`${pid} is not in the queue`);
        cursor = `&cursor=${page.body.next}`;
      }
    },
    readAccount: async () => (await operator.get<AccountBody>(`/registrar-accounts/${account}`)).body,
    summarize: async () => (await operator.get<SummaryBody>('/queue/summary')).body,
    async retitle(pid, title) {
      const answer = await operator.patch(
        `/pids/${encodeURIComponent(pid)}`,
        { metadata: completeMetadata(title) },
        { 'if-match': '*' },
      );
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    },
    async attempt(body) {
      const answer = await operator.post<AttemptsBody>('/queue/attempts', body);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}
