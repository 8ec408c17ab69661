import type { Callers, Repository } from './dspace.ts';

/** What an assertion of DSpace's tests is tried on. */
export type Stage = { repository: Repository; callers: Callers };

/** Assertions by the name of the test that makes them in DSpace. */
export type Assertions = Record<string, (stage: Stage) => Promise<void>>;

export type QueueRow = {
  pid: string;
  status: string;
  state: string;
  attempts: number;
  nextAttemptAt: string | null;
  lastAnswer: { status: number | null; detail: string } | null;
};

/** DOIs in the queue with a status, or all. */
export async function listQueue(
  { operator }: Pick<Repository, 'operator'>,
  status: string | null = null,
): Promise<QueueRow[]> {
  const query = status === null ? '' : `&status=${status}`;
  const answer = await operator.get<{ items: QueueRow[]; next: string | null }>(`/queue?limit=100${query}`);
  if (answer.status !== 200) throw new Error(`no queue: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.items;
}

export async function isQueuedAs(
  repository: Pick<Repository, 'operator'>,
  doi: string,
  status: string,
): Promise<boolean> {
  return (await listQueue(repository, status)).some(({ pid }) => pid === doi);
}
