import { ANSWER_LIMIT_BYTES, type Answer, AnswerTooLargeError, noAnswer, tooLarge } from '../answer.ts';
import type { OrcidClient } from '../client.ts';
import { classifyOrcidError } from '../error-policy.ts';
import { type MessageFormat, readErrorBody } from '../messages/format.ts';

/** How a record API is spoken to. */
export type RecordApiOptions = {
  /** Which of ORCID's two record APIs; only `member` writes. */
  api: 'public' | 'member';
  /** A person's token for the calls about that person, or a client's own for groups and webhooks; null reads anonymously. */
  accessToken: string | null;
  /** What is sent and asked for; default `json`. Callers see ORCID's JSON either way. */
  format?: MessageFormat;
  /** Larger answers are not read to their end; default 64 MiB, which holds a record of 10,000 works. */
  answerLimitBytes?: number;
};

/** One request below a base address, already percent-encoded. */
export type RecordRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  body?: string;
  contentType?: string;
  accept: string;
};

/** A 2xx answer. */
export type RecordAnswer = { status: number; headers: Headers; text: string };

export type Exchange = (request: RecordRequest) => Promise<Answer<RecordAnswer>>;

/**
 * Makes the function that sends one request and sorts its answer. Redirects are not followed: a merged record
 * answers 301 with the new iD, which the caller must learn, and a token must not travel to another host.
 */
export function createExchange(client: OrcidClient, options: RecordApiOptions): Exchange {
  const { accessToken, answerLimitBytes = ANSWER_LIMIT_BYTES } = options;
  return async ({ method, url, body, contentType, accept }) => {
    const headers: Record<string, string> = { accept };
    if (accessToken !== null) headers.authorization = `Bearer ${accessToken}`;
    if (contentType !== undefined) headers['content-type'] = contentType;
    let response: Response;
    let text: string;
    try {
      response = await client.fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(client.timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
      text = await readLimited(response, answerLimitBytes);
    } catch (error) {
      if (error instanceof AnswerTooLargeError) return tooLarge(error);
      return noAnswer('ORCID could not be reached, or did not answer in time');
    }
    const { status } = response;
    if (response.ok) return { ok: true, status, headers: response.headers, text };
    // ORCID's 401 repeats the token.
    const safe = accessToken === null ? text : text.replaceAll(accessToken, '[redacted]');
    const problem = classifyOrcidError(status, readErrorBody(safe), {
      retryAfter: response.headers.get('retry-after'),
      location: response.headers.get('location'),
    });
    return { ok: false, problem };
  };
}

/** @throws AnswerTooLargeError */
async function readLimited(response: Response, limitBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > limitBytes) throw new AnswerTooLargeError(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
