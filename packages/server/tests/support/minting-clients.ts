import { completeMetadata, createApi, type PidBody } from './api.ts';

export type Acknowledged = { pid: string; key: string | null; wish: Record<string, unknown> };
/** A request that was cut off: whether it was done is not known until it is repeated. */
export type Unanswered = { key: string; wish: Record<string, unknown> };

export type Ledger = { acknowledged: Acknowledged[]; unanswered: Unanswered[]; surprises: string[] };

const CLIENTS = 16;

/**
 * 16 clients mint until the server goes away: half DOIs, half ARKs, every second request with an idempotency key.
 * @param options.dois how many DOIs each of the eight may mint before it turns to ARKs; registering takes longer
 * @param options.onAcknowledged called with the number of answers so far
 */
export async function mintUntilGone(
  server: { url: string },
  options: {
    token: string;
    shoulders: { doi: string; ark: string };
    dois: number;
    onAcknowledged: (count: number) => void;
  },
  ledger: Ledger,
): Promise<void> {
  const api = createApi(server, options.token);
  let count = 0;
  const client = async (number: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const wish =
        number % 2 === 0 && turn < options.dois
          ? {
              shoulder: options.shoulders.doi,
              target: 'https://example.org/data',
              metadata: completeMetadata(),
            }
          : { shoulder: options.shoulders.ark };
      const key = turn % 2 === 0 ? crypto.randomUUID() : null;
      const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
      const answer = await api.post<PidBody>('/pids', wish, headers).catch(() => null);
      if (answer === null) {
        if (key !== null) ledger.unanswered.push({ key, wish });
        return;
      }
      if (answer.status !== 201) {
        ledger.surprises.push(`${answer.status} ${JSON.stringify(answer.body)}`);
        return;
      }
      ledger.acknowledged.push({ pid: answer.body.pid, key, wish });
      count += 1;
      options.onAcknowledged(count);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
}

/** Repeats a request under its key; the answer is the pid. */
export async function repeat(
  server: { url: string },
  token: string,
  { key, wish }: { key: string; wish: Record<string, unknown> },
): Promise<{ pid: string; replayed: boolean }> {
  const answer = await createApi(server, token).post<PidBody>('/pids', wish, { 'idempotency-key': key });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return { pid: answer.body.pid, replayed: answer.headers.get('idempotency-replayed') === 'true' };
}

/** Every identifier there is, with the state of its registration. */
export async function listAll(server: { url: string }, token: string): Promise<PidBody[]> {
  const api = createApi(server, token);
  const all: PidBody[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: { body: { items: PidBody[]; next: string | null } } = await api.get(
      `/pids?limit=200&sort=pid${cursor}`,
    );
    all.push(...page.body.items);
    next = page.body.next;
  }
  return all;
}
