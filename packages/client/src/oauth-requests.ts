import { MintmarkError, unreachable } from './errors.ts';

/** A refusal of the authorization server; `code` is that of RFC 6749 section 5.2 or RFC 8628 section 3.5. */
export class OauthError extends MintmarkError {
  readonly code: string;

  constructor(code: string, status: number | null, detail: string) {
    super('refused', { status, title: 'The authorization was refused', detail });
    this.name = 'OauthError';
    this.code = code;
  }
}

export type OauthOptions = {
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** How long one request may take; default 15,000. */
  timeoutMs?: number;
};

/** Sends a form. @returns the answer's members @throws OauthError, MintmarkError unreachable */
export async function post(
  endpoint: string,
  form: Record<string, string>,
  options: OauthOptions,
): Promise<Record<string, unknown>> {
  const { status, body } = await request(
    endpoint,
    { method: 'POST', body: new URLSearchParams(form) },
    options,
  );
  if (status >= 200 && status < 300) return body;
  const { error, error_description: description } = body;
  if (status >= 500 || status === 429 || typeof error !== 'string') {
    throw unreachable(null, `${new URL(endpoint).origin} answered ${status}.`);
  }
  throw new OauthError(error, status, explain(error, typeof description === 'string' ? description : null));
}

/** Sends a request once. @throws MintmarkError unreachable when there is no answer */
export async function request(
  url: string,
  init: RequestInit,
  { fetch: send = fetch, timeoutMs = 15_000 }: OauthOptions,
): Promise<{ status: number; body: Record<string, unknown> }> {
  let status: number;
  let text: string;
  try {
    const response = await send(
      new Request(url, {
        ...init,
        redirect: 'manual',
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      }),
    );
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw unreachable(null, `${new URL(url).origin} cannot be reached.`, error);
  }
  return { status, body: readObject(text) };
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** @throws MintmarkError unreachable when the answer lacks the member */
export function readText(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw unreachable(
    null,
    `The answer of the authorization server lacks ${name}. Is it a Mintmark service of this version?`,
  );
}

export function readNumber(body: Record<string, unknown>, name: string, fallback: number): number {
  const value = body[name];
  return typeof value === 'number' && value > 0 ? value : fallback;
}

/** What a code means to the person, in a sentence. */
export function explain(code: string, description: string | null): string {
  switch (code) {
    case 'access_denied':
      return 'It was not allowed in the browser.';
    case 'expired_token':
      return 'The code was not used in time; start again.';
    case 'invalid_grant':
      return 'The authorization has ended, or was used somewhere else.';
    default:
      return description ?? `The service refused it (${code}).`;
  }
}
