import { type MintmarkClient, MintmarkError, type QueueAttempt } from '@mintmark/client';
import { RefusedError } from '../failures.ts';
import { heedsFilter, workOffFitting } from './filter.ts';
import { listQueue } from './list-queue.ts';
import { findDoi, prepareDoi } from './one-doi.ts';
import {
  type Action,
  formatDone,
  formatFailed,
  formatNotFound,
  formatNothingQueued,
  formatQueue,
  listedActions,
  type QueuedDoi,
} from './wording.ts';
import { attemptDois, countDois, type Patience, workOffQueue } from './work-off.ts';

export type Job = {
  client: MintmarkClient;
  /** Name of a DOI filter; null: every item fits. */
  filter: string | null;
  patience: Patience;
  /** Standard output and standard error; they do nothing where nothing is to be printed. */
  write(text: string): void;
  tell(text: string): void;
};

/** What became of one DOI, or of a text that leads to none (`pid` is null). */
export type Told = { pid: string | null; action: Action; outcome: QueueAttempt['outcome']; detail: string };

export type Outcomes = {
  items: Told[];
  /** Queues that were not worked off to their end, since a rate budget stayed used up. */
  unfinished: Action[];
  queues?: Record<Action, QueuedDoi[]>;
};

/** Does what a command line asks for, and tells it as it goes. */
export async function carryOutJobs(
  job: Job,
  wishes: { list: boolean; all: readonly Action[]; one: readonly { action: Action; text: string }[] },
): Promise<Outcomes> {
  const outcomes: Outcomes = { items: [], unfinished: [] };
  if (wishes.list) outcomes.queues = await listQueues(job);
  for (const action of wishes.all) {
    const { told, isFinished } = await carryOutAll(job, action);
    outcomes.items.push(...told);
    if (!isFinished) outcomes.unfinished.push(action);
  }
  for (const { action, text } of wishes.one) outcomes.items.push(...(await carryOutOne(job, action, text)));
  return outcomes;
}

async function listQueues({ client, write }: Job): Promise<Record<Action, QueuedDoi[]>> {
  const queues: Record<Action, QueuedDoi[]> = { reserve: [], register: [], update: [], delete: [] };
  for (const action of listedActions) {
    queues[action] = await listQueue(client, action);
    write(formatQueue(action, queues[action]));
  }
  return queues;
}

async function carryOutAll(job: Job, action: Action): Promise<{ told: Told[]; isFinished: boolean }> {
  const told: Told[] = [];
  const { client, filter, patience } = job;
  const attempts =
    filter !== null && heedsFilter(action)
      ? workOffFitting(client, action, filter, patience)
      : workOffQueue(client, action, patience);
  let next = await attempts.next();
  for (; next.done !== true; next = await attempts.next()) {
    const { pid, outcome, detail } = next.value;
    report(job, action, next.value);
    told.push({ pid, action, outcome, detail });
  }
  const isFinished = next.value;
  if (told.length === 0 && isFinished) job.tell(formatNothingQueued(action));
  tellUnsent(job, told);
  if (!isFinished) job.tell('The rate budget stayed used up. What is left stays queued.\n');
  return { told, isFinished };
}

async function carryOutOne(job: Job, action: Action, text: string): Promise<Told[]> {
  const { client, patience } = job;
  let pid: string | null = null;
  try {
    const named = await findDoi(client, text);
    pid = named.pid;
    const prepared = await prepareDoi(client, action, named, job.filter);
    pid = prepared.pid;
    if (!prepared.attempt) {
      job.write(formatDone(action, pid));
      return [{ pid, action, outcome: 'acknowledged', detail: 'Nothing was left to be sent.' }];
    }
  } catch (error) {
    const detail = readRefusal(error);
    job.tell(pid === null ? formatNotFound(text, detail) : formatFailed(action, pid, detail));
    return [{ pid, action, outcome: 'refused', detail }];
  }
  const told: Told[] = [];
  for (const attempt of await attemptDois(client, [pid], patience, action)) {
    report(job, action, attempt);
    told.push({ pid: attempt.pid, action, outcome: attempt.outcome, detail: attempt.detail });
  }
  tellUnsent(job, told);
  return told;
}

/** Why something cannot be done to one DOI. @throws the error itself when it says nothing of the DOI */
function readRefusal(error: unknown): string {
  if (error instanceof RefusedError) return error.message;
  if (error instanceof MintmarkError && error.kind === 'refused' && error.status !== 401) {
    return [error.detail, ...error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join(
      '\n    ',
    );
  }
  throw error;
}

function report({ write, tell }: Job, action: Action, attempt: QueueAttempt): void {
  switch (attempt.outcome) {
    case 'acknowledged':
      write(formatDone(action, attempt.pid));
      return;
    case 'pending':
    case 'refused':
      tell(formatFailed(action, attempt.pid, attempt.detail));
      return;
    case 'not-sent':
      // Told in one sentence for all of them.
      return;
    default:
      attempt.outcome satisfies never;
  }
}

/** What was not attempted, once for each reason: a thousand DOIs of a paused account are one piece of news. */
function tellUnsent({ tell }: Job, told: readonly Told[]): void {
  const counts = new Map<string, number>();
  for (const { outcome, detail } of told) {
    if (outcome === 'not-sent') counts.set(detail, (counts.get(detail) ?? 0) + 1);
  }
  for (const [detail, count] of counts) tell(`Not attempted: ${countDois(count)}. ${detail}\n`);
}
