import type { System } from './start-system.ts';

export type DspaceAnswer<T = Record<string, unknown>> = {
  status: number;
  headers: Headers;
  /** The whole lines of Set-Cookie. */
  cookies: string[];
  text: string;
  body: T;
};

type Options = {
  body?: string;
  headers?: Record<string, string>;
  /** False: neither cookie nor token nor log-in is sent. */
  remember?: boolean;
};

/** A client of DSpace's API that keeps cookies, the CSRF token and the log-in as the known clients do. */
export type DspaceSession = {
  csrf: string | null;
  cookie: string | null;
  authorization: string | null;
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    options?: Options,
  ): Promise<DspaceAnswer<T>>;
  get<T = Record<string, unknown>>(path: string, options?: Options): Promise<DspaceAnswer<T>>;
  post<T = Record<string, unknown>>(path: string, options?: Options): Promise<DspaceAnswer<T>>;
  /** Sends a form to authn/login; asks for a token first where there is none. */
  logIn(user: string, password: string): Promise<DspaceAnswer>;
};

export function openDspaceSession(system: Pick<System, 'url'>, prefix = '/server/api'): DspaceSession {
  const session: DspaceSession = {
    csrf: null,
    cookie: null,
    authorization: null,
    async call<T>(method: string, path: string, options: Options = {}) {
      const remember = options.remember !== false;
      const response = await fetch(`${system.url}${prefix}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(remember && session.cookie !== null ? { cookie: `DSPACE-XSRF-COOKIE=${session.cookie}` } : {}),
          ...(remember && session.csrf !== null ? { 'x-xsrf-token': session.csrf } : {}),
          ...(remember && session.authorization !== null ? { authorization: session.authorization } : {}),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { body: options.body }),
      });
      const text = await response.text();
      const cookies = response.headers.getSetCookie();
      if (remember) {
        session.csrf = response.headers.get('dspace-xsrf-token') ?? session.csrf;
        session.authorization = response.headers.get('authorization') ?? session.authorization;
        for (const line of cookies) {
          session.cookie = /^DSPACE-XSRF-COOKIE=([^;]*)/.exec(line)?.[1] ?? session.cookie;
        }
      }
      const isJson = (response.headers.get('content-type') ?? '').includes('json');
      return {
        status: response.status,
        headers: response.headers,
        cookies,
        text,
        body: (isJson && text !== '' ? JSON.parse(text) : null) as T,
      };
    },
    get: (path, options) => session.call('GET', path, options),
    post: (path, options) => session.call('POST', path, options),
    async logIn(user, password) {
      if (session.csrf === null) await session.get('/security/csrf');
      return session.post('/authn/login', form({ user, password }));
    },
  };
  return session;
}

/** The body and header of a form. */
export function form(fields: Record<string, string>): { body: string; headers: Record<string, string> } {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}

export type NewServiceAccount = { id: string; name: string; password: string };

/** Makes a service account of the first organisation. */
export async function makeServiceAccount(
  system: Pick<System, 'url'>,
  adminToken: string,
  wish: { name: string; role?: string; title?: string; password?: string },
): Promise<NewServiceAccount> {
  const answer = await fetch(`${system.url}/api/v1/organisations/default/service-accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (answer.status !== 201) throw new Error(`no service account: ${answer.status} ${await answer.text()}`);
  const made = (await answer.json()) as { id: string; name: string; password: string | null };
  return { ...made, password: made.password ?? wish.password ?? '' };
}
