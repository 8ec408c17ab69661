import { sql } from 'kysely';
import { transact } from '../../src/db/index.ts';
import type { ProblemBody } from './api.ts';
import type { System } from './start-system.ts';

export type BatchBody = {
  id: string;
  state: string;
  mode: string;
  dryRun: boolean;
  counts: { total: number; done: number; ok: number; refused: number; skipped: number };
  blocks: string[];
  problem: string | null;
  links: { self: string; events: string; result: string | null; cancel: string | null };
};

export type ResultRow = {
  line: number;
  verb: string | null;
  pid: string | null;
  state: string | null;
  outcome: 'ok' | 'refused' | 'skipped';
  errors: { field: string; detail: string }[];
};

type UploadBody = string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>;
type Upload = { query?: Record<string, string>; type?: string; headers?: Record<string, string> };

/** Uploads batches as a script would. */
export function createBatchApi(system: Pick<System, 'url'>, token: string) {
  const authorization = `Bearer ${token}`;
  const address = (path: string, query: Record<string, string> = {}) =>
    `${system.url}/api/v1/batches${path}?${new URLSearchParams(query)}`;

  async function upload(body: UploadBody, { query = {}, type = 'text/csv', headers = {} }: Upload = {}) {
    const response = await fetch(address('', query), {
      method: 'POST',
      headers: { authorization, 'content-type': type, ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array
          ? body
          : (ReadableStream.from(body) as ReadableStream<Uint8Array>),
      duplex: 'half',
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as BatchBody & ProblemBody };
  }

  async function read(id: string, query: Record<string, string> = {}): Promise<BatchBody> {
    const response = await fetch(address(`/${id}`, query), { headers: { authorization } });
    return (await response.json()) as BatchBody;
  }

  async function readResultText(id: string, format: 'csv' | 'ndjson'): Promise<string> {
    const response = await fetch(address(`/${id}/result`, { format }), { headers: { authorization } });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    return text;
  }

  async function readResult(id: string): Promise<ResultRow[]> {
    const text = await readResultText(id, 'ndjson');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ResultRow);
  }

  return { address, authorization, upload, read, readResult, readResultText };
}

export type BatchApi = ReturnType<typeof createBatchApi>;

/** Uploads rows, works them off, and says what became of them. */
export async function settle(system: System, api: BatchApi, body: UploadBody, options: Upload = {}) {
  const uploaded = await api.upload(body, options);
  if (uploaded.status !== 202) throw new Error(`${uploaded.status} ${JSON.stringify(uploaded.body)}`);
  await system.drain();
  const batch = await api.read(uploaded.body.id);
  return { batch, rows: await api.readResult(batch.id) };
}

/** Changes a shoulder as its administrators would. */
export async function setShoulder(
  system: System,
  id: string,
  setting: { open?: boolean; quota?: number | null },
): Promise<void> {
  const { open, quota } = setting;
  await transact(system.ctx.db, async (tx) => {
    if (open !== undefined) await sql`update shoulders set open = ${open} where id = ${id}`.execute(tx);
    if (quota !== undefined) await sql`update shoulders set quota = ${quota} where id = ${id}`.execute(tx);
  });
}

/** How a shoulder stands: what it has given out by its own count and by the identifiers that there are. */
export async function readCounts(
  system: System,
  id: string,
): Promise<{ issued: number; counter: number; pids: number; quota: number | null }> {
  const { rows } = await sql<{ issued: number; counter: number; pids: number; quota: number | null }>`
    select issued, counter, quota, (select count(*)::integer from pids where shoulder_id = shoulders.id) as pids
    from shoulders where id = ${id}`.execute(system.ctx.db);
  const [row] = rows;
  if (row === undefined) throw new Error(`no shoulder ${id}`);
  return row;
}
