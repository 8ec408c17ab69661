import { type DataciteError, readErrors } from './datacite-errors.ts';

/** How to reach one repository account at DataCite. */
export type DataciteConfig = {
  /** For example https://api.datacite.org or https://api.test.datacite.org; a path is kept. */
  url: string;
  /** The repository account, for example 'ABCD.REPO'. */
  repositoryId: string;
  /** Its password, or an API key ('DC.…'). */
  password: string;
  /** 'Name/1.0 (https://example.org; mailto:you@example.org)': with an address DataCite allows more calls. */
  userAgent: string;
  /** Stands in for the global fetch. */
  fetch?: typeof fetch;
  /** For one whole exchange, body included; 30 s when left out, since DataCite waits 10 s for the Handle system. */
  timeoutMs?: number;
};

/** Nothing was changed for certain, or nobody knows: send the same again later. */
export type Later = { kind: 'later'; status: number | null; reason: string; retryAfterMs: number | null };

/** DataCite will answer the same until someone changes the request, the account or the description. */
export type Refused = { kind: 'refused'; status: number; errors: [DataciteError, ...DataciteError[]] };

/** A 2xx answer. `body` is the parsed JSON or, where that was not asked for, the text. */
export type Answered = { kind: 'answered'; status: number; body: unknown; headers: Headers };

/** Larger answers are not read to their end: one DOI with 10,000 creators stays below this. */
const ANSWER_LIMIT_BYTES = 32 * 1024 * 1024;

const DEFAULT_TIMEOUT_MS = 30_000;

/** What is asked of `exchange`. */
export type Exchange = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below config.url, beginning with '/', percent-encoded, with its query. */
  path: string;
  body?: unknown;
  /** 'text' for the few answers that are not JSON. */
  expect?: 'json' | 'text';
};

/**
 * Sends one request and sorts the answer by what the caller can do about it. Never throws for anything that
 * the network or DataCite does.
 *
 * 429, 5xx, 408 and 409 (two first writes of one DOI at once), redirects, time-outs, network failures and
 * pages that are not JSON are 'later'; every other 4xx is 'refused'. Redirects are not followed: they would
 * carry the password along.
 */
export async function exchange(
  config: DataciteConfig,
  request: Exchange,
): Promise<Answered | Refused | Later> {
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const { expect = 'json' } = request;
  let response: Response;
  let text: string | null;
  try {
    response = await (config.fetch ?? fetch)(`${config.url.replace(/\/+$/, '')}${request.path}`, {
      method: request.method,
      headers: createHeaders(config, request),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    text = await readLimited(response);
  } catch (error) {
    return { kind: 'later', status: null, reason: explainFailure(error, timeoutMs), retryAfterMs: null };
  }
  const { status, headers } = response;
  const later = (reason: string): Later => {
    return {
      kind: 'later',
      status,
      reason,
      retryAfterMs: readRetryAfter(headers.get('retry-after'), Date.now()),
    };
  };
  if (text === null) return later(`DataCite's answer is larger than ${ANSWER_LIMIT_BYTES} bytes.`);
  const body = parseJson(text);
  if (status >= 300 && status < 400) {
    return later(
      `DataCite's address answers with a redirect to ${headers.get('location') ?? 'nowhere'}; check the address.`,
    );
  }
  if (status === 429 || status === 408 || status === 409 || status >= 500) {
    const [first] = readErrors(body, `DataCite answered ${status}.`);
    return later(first.detail);
  }
  if (status >= 400) {
    // A page from a proxy or firewall in DataCite's place: its verdict is about the moment, not the record.
    if (body === undefined && /^\s*<(!doctype|html)/i.test(text))
      return later(`A web page with status ${status} came instead of DataCite's answer.`);
    return { kind: 'refused', status, errors: readErrors(body ?? text, `DataCite answered ${status}.`) };
  }
  if (expect === 'text') return { kind: 'answered', status, body: text, headers };
  if (status === 204) return { kind: 'answered', status, body: null, headers };
  if (body === undefined) return later(`DataCite answered ${status} without readable JSON.`);
  return { kind: 'answered', status, body, headers };
}

function createHeaders(config: DataciteConfig, request: Exchange): Record<string, string> {
  const credentials = Buffer.from(`${config.repositoryId}:${config.password}`).toString('base64');
  return {
    Accept: request.expect === 'text' ? 'text/plain, */*' : 'application/vnd.api+json, application/json',
    Authorization: `Basic ${credentials}`,
    'User-Agent': config.userAgent,
    ...(request.body === undefined ? {} : { 'Content-Type': 'application/vnd.api+json' }),
  };
}

/** @returns the body as text, or null when it is larger than `ANSWER_LIMIT_BYTES`. */
async function readLimited(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > ANSWER_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @returns the parsed JSON, or undefined when the text is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function explainFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `DataCite did not answer within ${timeoutMs} ms.`;
  // fetch hides the reason (ECONNREFUSED and the like) in the cause.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return `DataCite could not be reached: ${cause instanceof Error ? cause.message || cause.name : String(cause)}.`;
}

/**
 * Reads Retry-After (RFC 9110 section 10.2.3).
 *
 * @param header seconds or an HTTP date, or null when there was none.
 * @param nowMs the present time in milliseconds since 1970.
 * @returns milliseconds to wait, at least 0 and at most a day; null when there is no readable value.
 */
function readRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  if (Number.isNaN(waitMs)) return null;
  return Math.min(Math.max(waitMs, 0), 24 * 60 * 60 * 1000);
}
