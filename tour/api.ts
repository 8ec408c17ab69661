import { StepFailure } from './report.ts';

type Answer<T> = { headers: Headers; body: T };
type Wish = {
  expected: number;
  json?: unknown;
  form?: Record<string, string>;
  uris?: readonly string[];
  /** The bytes of a file. */
  bytes?: Uint8Array<ArrayBuffer>;
};

/** An API under one address, with the headers that go with every request. */
export type Api = {
  headers: Record<string, string>;
  /** @throws StepFailure for another status than expected */
  ask<T = unknown>(method: string, path: string, wish: Wish): Promise<Answer<T>>;
};

export function openApi(base: string, headers: Record<string, string>): Api {
  const api: Api = {
    headers,
    async ask<T>(method: string, path: string, wish: Wish): Promise<Answer<T>> {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: 'manual',
        ...withBody(wish, api.headers),
      });
      const text = await response.text();
      if (response.status !== wish.expected) {
        throw new StepFailure(
          `${wish.expected} from ${method} ${path}`,
          `${response.status} ${text.slice(0, 500)}`,
        );
      }
      const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
      // Whoever asks knows what the address answers with.
      const answer = { headers: response.headers, body: (isJson ? JSON.parse(text) : null) as T };
      keepCsrf(api, answer);
      return answer;
    },
  };
  return api;
}

function withBody({ json, form, uris, bytes }: Wish, headers: Record<string, string>): RequestInit {
  if (json !== undefined) {
    return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(json) };
  }
  if (form !== undefined) return { headers, body: new URLSearchParams(form) };
  if (uris !== undefined) {
    return { headers: { ...headers, 'content-type': 'text/uri-list' }, body: uris.join('\n') };
  }
  if (bytes !== undefined) {
    return { headers: { ...headers, 'content-type': 'application/octet-stream' }, body: bytes };
  }
  return { headers };
}

/** A new CSRF token takes the place of the one before, with its cookie. */
function keepCsrf({ headers }: Api, answer: Answer<unknown>): void {
  const token = answer.headers.get('dspace-xsrf-token');
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('DSPACE-XSRF-COOKIE='));
  if (token === null || cookie === undefined) return;
  headers['x-xsrf-token'] = token;
  headers.cookie = cookie.split(';', 1)[0] ?? '';
}
