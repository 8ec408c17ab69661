import { Readable } from 'node:stream';
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

export type UploadBody = string | Uint8Array | AsyncIterable<Uint8Array>;
type Upload = { query?: Record<string, string>; type?: string; headers?: Record<string, string> };

/** Uploads batches as a script would. */
export function createBatchApi(system: Pick<System, 'url'>, token: string) {
  const authorization = `Bearer ${token}`;
  const address = (path: string, query: Record<string, string> = {}) =>
    `${system.url}/api/v1/batches${path}?${new URLSearchParams(query)}`;

  async function upload(body: UploadBody, { query = {}, type = 'text/csv', headers = {} }: Upload = {}) {
    const stream = typeof body === 'string' || body instanceof Uint8Array ? body : Readable.from(body);
    const response = await fetch(address('', query), {
      method: 'POST',
      headers: { authorization, 'content-type': type, ...headers },
      body: stream as BodyInit,
      duplex: 'half',
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as BatchBody & ProblemBody };
  }

  async function read(id: string, query: Record<string, string> = {}): Promise<BatchBody> {
    const response = await fetch(address(`/${id}`, query), { headers: { authorization } });
    return (await response.json()) as BatchBody;
  }

  async function readResult(id: string): Promise<ResultRow[]> {
    const response = await fetch(address(`/${id}/result`, { format: 'ndjson' }), { headers: { authorization } });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ResultRow);
  }

  return { upload, read, readResult };
}
