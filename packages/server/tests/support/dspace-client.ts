/** A program that speaks DSpace's REST contract: a session with cookies, CSRF tokens and log-ins. */
export type DspaceAnswer = {
  status: number;
  headers: Headers;
  text: string;
  /** Null for an empty body. @throws SyntaxError when the body is no JSON */
  body<T = Record<string, unknown>>(): T;
};

export type DspaceRequest = {
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Leaves the CSRF token, the cookies or the log-in out, or sends others. */
  csrf?: string | null;
  cookie?: string | null;
  authorization?: string | null;
};

export type DspaceClient = {
  /** The root of the API, such as `http://127.0.0.1:3000/server/api`. */
  root: string;
  /** @param path below the root, or an absolute address; redirects are not followed */
  send(method: string, path: string, request?: DspaceRequest): Promise<DspaceAnswer>;
  get(path: string, request?: DspaceRequest): Promise<DspaceAnswer>;
  sendJson(method: string, path: string, body: unknown, request?: DspaceRequest): Promise<DspaceAnswer>;
  /** Asks for the DOI of an item, as a DSpace page does. */
  register(itemUri: string, query?: string, request?: DspaceRequest): Promise<DspaceAnswer>;
  /** Takes a CSRF token. */
  begin(): Promise<void>;
  logIn(name: string, password: string): Promise<DspaceAnswer>;
  /** What the session holds. */
  session: { cookies: Map<string, string>; csrf: string | null; authorization: string | null };
};

export const URI_LIST = 'text/uri-list';

/** @param root the root of the API; nothing is asked yet, and nobody logged in */
export function createDspaceClient(root: string): DspaceClient {
  const session: DspaceClient['session'] = { cookies: new Map(), csrf: null, authorization: null };

  async function send(method: string, path: string, request: DspaceRequest = {}): Promise<DspaceAnswer> {
    const cookie = request.cookie === undefined ? cookieHeader(session.cookies) : request.cookie;
    const csrf = request.csrf === undefined ? session.csrf : request.csrf;
    const authorization = request.authorization === undefined ? session.authorization : request.authorization;
    const response = await fetch(/^https?:/.test(path) ? path : `${root}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie === null || cookie === '' ? {} : { cookie }),
        ...(csrf === null || method === 'GET' ? {} : { 'x-xsrf-token': csrf }),
        ...(authorization === null ? {} : { authorization }),
        ...request.headers,
      },
      // Bytes: with a string, fetch adds a media type or a charset of its own.
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
    });
    keepSession(session, response.headers);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: <T>() => (text === '' ? null : JSON.parse(text)) as T,
    };
  }

  return {
    root,
    session,
    send,
    get: (path, request) => send('GET', path, request),
    sendJson: (method, path, body, request = {}) =>
      send(method, path, {
        ...request,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...request.headers },
      }),
    register: (itemUri, query = '?type=doi', request = {}) =>
      send('POST', `/pid/identifiers${query}`, {
        ...request,
        body: itemUri,
        headers: { 'content-type': URI_LIST, ...request.headers },
      }),
    async begin() {
      const answer = await send('GET', '/security/csrf');
      if (answer.status !== 204 || session.csrf === null) throw new Error(`no CSRF token: ${answer.status}`);
    },
    async logIn(name, password) {
      if (session.csrf === null) await send('GET', '/security/csrf');
      return send('POST', '/authn/login', {
        body: new URLSearchParams({ user: name, password }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    },
  };
}

function keepSession(session: DspaceClient['session'], headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    if (value === '' || attributes.some((each) => each.trim().toLowerCase() === 'max-age=0')) {
      session.cookies.delete(name);
    } else session.cookies.set(name, value);
  }
  session.csrf = headers.get('dspace-xsrf-token') ?? session.csrf;
  session.authorization = headers.get('authorization') ?? session.authorization;
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
