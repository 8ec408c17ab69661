import { createHash } from 'node:crypto';

/** One request that a stand-in received, as `GET /_control/requests` shows it. */
export type LoggedRequest = {
  method: string;
  /** Path with query, as sent. */
  path: string;
  /** ISO 8601 time of arrival. */
  at: string;
  /** Status that was answered; null while there is no answer, and for ever when a fault withheld it. */
  status: number | null;
  /** Kind of the fault that struck, or null. */
  fault: string | null;
  /** Scheme and hash (see `redactAuthorization`), or null. */
  authorization: string | null;
  userAgent: string | null;
  contentType: string | null;
  /** Body of a write: text as sent, or the decoded form; null for reads. */
  body: unknown;
};

type RequestLog = {
  add(entry: LoggedRequest): void;
  list(): LoggedRequest[];
  clear(): void;
};

/** Makes a log that keeps the newest `limit` requests, oldest first. */
export function createRequestLog(limit: number): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(entry) {
      entries.push(entry);
      // Cut in bulk, so that a long run does not shift the array at every request.
      if (entries.length >= 2 * limit) entries = entries.slice(-limit);
    },
    list: () => entries.slice(-limit),
    clear() {
      entries = [];
    },
  };
}

/**
 * Shows who called without showing the secret: `Basic sha256:` and the first 16 hexadecimal digits of the
 * SHA-256 of the whole header value. A test that knows the secret can compute the same text.
 */
export function redactAuthorization(header: string | undefined): string | null {
  if (header === undefined) return null;
  const scheme = header.split(' ', 1)[0] ?? '';
  return `${scheme} ${redactSecret(header)}`;
}

const SECRET_FIELDS = new Set([
  'client_secret',
  'password',
  'code',
  'code_verifier',
  'refresh_token',
  'token',
]);

/** Replaces the secrets of a decoded form by their hashes; leaves every other body as it is. */
export function redactForm(form: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      SECRET_FIELDS.has(name) && typeof value === 'string' ? redactSecret(value) : value,
    ]),
  );
}

function redactSecret(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`;
}
