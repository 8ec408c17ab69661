import { errorOfAnswer, MintmarkError, unreachable } from './errors.ts';
import { wait } from './retry.ts';
import { readServerSentEvents } from './server-sent-events.ts';
import type { Batch } from './types.ts';

/** What the body of a batch is: CSV with a heading, JSON Lines, or a JSON array of objects. */
export type BatchContentType = 'text/csv' | 'application/x-ndjson' | 'application/json';

export type BatchRequest = {
  /**
   * The rows: a Blob (a file of a form, or `openAsBlob` of node:fs), or a function that opens a stream; it is called
   * again when the upload is repeated.
   */
  body: Blob | (() => ReadableStream<Uint8Array>);
  contentType: BatchContentType;
  /** Default `row-by-row`. Under `all-or-nothing` one refused row leaves nothing done; 100,000 rows at most. */
  mode?: 'all-or-nothing' | 'row-by-row';
  /** Says what would happen, and writes nothing. */
  dryRun?: boolean;
  /** For rows that have none. */
  verb?: NonNullable<Batch['verb']>;
  /** Id or prefix of a shoulder, for rows that have none. */
  shoulder?: string;
  /** Default: a fresh random one for each call. */
  idempotencyKey?: string;
  /** Called with the bytes sent so far. Browsers then need HTTP/2, since the body is sent as a stream. */
  onSent?: (bytes: number) => void;
};

/** What became of one row: `errors` name the column and what to do. */
export type BatchRow = {
  line: number;
  verb: string | null;
  pid: string | null;
  state: string | null;
  outcome: 'ok' | 'refused' | 'skipped';
  errors: { field: string; detail: string }[];
};

export type BatchTransport = {
  url: string;
  token: string | null;
  fetch: typeof fetch;
  retries: number;
  firstDelayMs: number;
};

/** Longer than three heartbeats of the service: the connection is dead, and nobody has said so. */
const SILENCE_MS = 50_000;

/** Sends rows as they are read; the whole is never in memory. @throws MintmarkError */
export async function uploadBatch(
  transport: BatchTransport,
  request: BatchRequest,
  key: string,
): Promise<Batch> {
  const query = new URLSearchParams({
    mode: request.mode ?? 'row-by-row',
    dryRun: String(request.dryRun ?? false),
  });
  if (request.verb !== undefined) query.set('verb', request.verb);
  if (request.shoulder !== undefined) query.set('shoulder', request.shoulder);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await send(transport, `/api/v1/batches?${query}`, {
        method: 'POST',
        headers: { 'content-type': request.contentType, 'idempotency-key': key },
        ...openSource(request),
      });
      return (await response.json()) as Batch;
    } catch (error) {
      const repeatable = error instanceof MintmarkError && error.kind === 'unreachable';
      if (!repeatable || attempt >= transport.retries) throw error;
      await wait(transport.firstDelayMs * 2 ** attempt);
    }
  }
}

/** The body of a request that sends rows as they are read. */
export function openSource({ body, onSent }: Pick<BatchRequest, 'body' | 'onSent'>): RequestInit {
  if (body instanceof Blob && onSent === undefined) return { body };
  const stream = body instanceof Blob ? body.stream() : body();
  let sent = 0;
  const counted = stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        sent += piece.byteLength;
        onSent?.(sent);
        controller.enqueue(piece);
      },
    }),
  );
  // A stream can be sent only where the answer may come first (Fetch, "duplex"); the types do not know the member yet.
  return { body: counted, duplex: 'half' } as RequestInit;
}

/**
 * A batch whenever it has changed, until it is finished. Broken connections are made anew, and go on from what was
 * heard last. @throws MintmarkError when it is refused, or cannot be reached again
 */
export async function* followBatch(transport: BatchTransport, id: string): AsyncGenerator<Batch, void> {
  let lastEventId: string | null = null;
  for (let failures = 0; ; ) {
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
    };
    try {
      hear();
      const response = await send(transport, `/api/v1/batches/${encodeURIComponent(id)}/events`, {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
        },
        signal: silence.signal,
      });
      for await (const event of readServerSentEvents(response.body, hear)) {
        failures = 0;
        lastEventId = event.id;
        yield JSON.parse(event.data) as Batch;
        if (event.name === 'done') return;
      }
    } catch (error) {
      if (error instanceof MintmarkError && error.kind === 'refused') throw error;
      failures += 1;
      if (failures > transport.retries) throw toUnreachable(error);
    } finally {
      clearTimeout(timer);
    }
    await wait(transport.firstDelayMs * 2 ** failures);
  }
}

/** The result of a finished batch as bytes, as they come. @throws MintmarkError */
export async function openBatchResult(
  transport: BatchTransport,
  id: string,
  format: 'csv' | 'ndjson',
): Promise<ReadableStream<Uint8Array>> {
  const response = await send(
    transport,
    `/api/v1/batches/${encodeURIComponent(id)}/result?format=${format}`,
    {},
  );
  if (response.body === null) throw unreachable(response, 'It answered without a body.');
  return response.body;
}

/** The same, row by row. */
export async function* iterateBatchResult(
  transport: BatchTransport,
  id: string,
): AsyncGenerator<BatchRow, void> {
  const stream = await openBatchResult(transport, id, 'ndjson');
  yield* readJsonLines<BatchRow>(stream);
}

/** The values of JSON Lines as they come; a last line without its end is passed over. @throws MintmarkError */
export async function* readJsonLines<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<T, void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as T;
    }
  } catch (error) {
    throw toUnreachable(error);
  }
}

/** Makes one request. @throws MintmarkError */
export async function send(transport: BatchTransport, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (transport.token !== null) headers.set('authorization', `Bearer ${transport.token}`);
  let response: Response;
  try {
    response = await transport.fetch(`${transport.url}${path}`, { ...init, headers, redirect: 'manual' });
  } catch (error) {
    throw toUnreachable(error);
  }
  if (response.ok) return response;
  const text = await response.text().catch(() => '');
  throw errorOfAnswer(response, readJson(text));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toUnreachable(error: unknown): MintmarkError {
  if (error instanceof MintmarkError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return unreachable(
    null,
    `The connection broke: ${cause instanceof Error ? cause.message : String(cause)}`,
    error,
  );
}
