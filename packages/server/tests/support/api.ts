import type { System } from './start-system.ts';

export type Answer<T = Record<string, unknown>> = { status: number; headers: Headers; body: T };

export type Api = {
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  patch<T = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  delete<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
};

/** What the tests read of an identifier. */
export type PidBody = {
  pid: string;
  state: string;
  target: string | null;
  version: number;
  url: string;
  owner: { name: string | null; orcid: string } | null;
  metadata: Record<string, unknown> | null;
  registration: { state: string };
};

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { pointer: string; detail: string }[];
};

/** Speaks `/api/v1` of a running system over a socket, with an access token. */
export function createApi(system: Pick<System, 'url'>, token: string | null): Api {
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(`${system.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? null : JSON.parse(text)) as T,
    };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    delete: (path, headers) => call('DELETE', path, undefined, headers),
  };
}

/** Metadata with all that a public DOI needs. */
export function completeMetadata(title = 'Water samples of one spring'): Record<string, unknown> {
  return {
    titles: [{ title }],
    creators: [
      {
        name: 'Carberry, Josiah',
        nameType: 'Personal',
        givenName: 'Josiah',
        familyName: 'Carberry',
        nameIdentifiers: [
          {
            nameIdentifier: 'https://orcid.org/0000-0002-1825-0097',
            nameIdentifierScheme: 'ORCID',
            schemeUri: 'https://orcid.org',
          },
        ],
      },
    ],
    publisher: { name: 'Example University' },
    publicationYear: 2026,
    types: { resourceTypeGeneral: 'Dataset' },
  };
}

/** Ids of the two shoulders that every fresh service has. */
export async function readShoulders(api: Api): Promise<{ doi: string; ark: string }> {
  const { body } = await api.get<{ items: { id: string; type: string; prefix: string }[] }>('/shoulders');
  const find = (prefix: string): string => {
    const found = body.items.find((each) => each.prefix === prefix);
    if (found === undefined) throw new Error(`no shoulder ${prefix}`);
    return found.id;
  };
  return { doi: find('10.5072'), ark: find('99999/fk4') };
}
