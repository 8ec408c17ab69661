import { createApi } from './api.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './start-system.ts';

export type IdrAnswer<T = Record<string, unknown>> = {
  status: number;
  headers: Headers;
  body: T;
  text: string;
};

export type Refused = {
  timestamp?: string;
  path?: string;
  error?: string;
  message?: string;
  statusCode?: number;
  errors?: { field: string; message: string; detail?: string }[];
};

export type SentHeaders = Record<string, string>;

/** Speaks the Identity Resolver's API of one release, with a key or without one; redirects are not followed. */
export function openIdr(system: Pick<System, 'url'>, prefix: string, key: string | null) {
  async function call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: SentHeaders = {},
  ): Promise<IdrAnswer<T>> {
    const response = await fetch(`${system.url}${prefix}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : null) as T,
      text,
    };
  }
  return {
    get: <T = Refused>(path: string, headers?: SentHeaders) => call<T>('GET', path, undefined, headers),
    post: <T = Refused>(path: string, body: unknown) => call<T>('POST', path, body),
    put: <T = Refused>(path: string, body: unknown) => call<T>('PUT', path, body),
    delete: <T = Refused>(path: string) => call<T>('DELETE', path),
    call,
  };
}

export type Idr = ReturnType<typeof openIdr>;

/** A service with the key of its first organisation. */
export async function startWithKey(
  options?: Parameters<typeof startSystem>[0],
): Promise<{ system: System; key: string }> {
  const system = await startSystem(options);
  return { system, key: await makeKey(system) };
}

export async function makeKey(system: System, organisation = 'default'): Promise<string> {
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const { status, body } = await api.post<{ key: string }>(`/organisations/${organisation}/keys`, {
    name: 'Packing line',
  });
  if (status !== 201) throw new Error(`no key: ${status} ${JSON.stringify(body)}`);
  return body.key;
}

/** A scheme of instruments with their parts, as an organisation registers its own. */
export function instrumentScheme(namespace = 'instruments'): Record<string, unknown> {
  return {
    namespace,
    namespaceURI: '',
    namespaceProfile: '',
    applicationIdentifiers: [
      {
        title: 'Instrument number',
        label: 'INSTRUMENT',
        shortcode: 'instrument',
        ai: '01',
        type: 'I',
        regex: '(\\d{12,14}|\\d{8})',
        qualifiers: ['10', '21'],
      },
      {
        title: 'Batch',
        label: 'LOT',
        shortcode: 'lot',
        ai: '10',
        type: 'Q',
        regex: '[A-Za-z0-9/ -]{1,20}',
      },
      {
        title: 'Serial number',
        label: 'SERIAL',
        shortcode: 'ser',
        ai: '21',
        type: 'Q',
        regex: '[A-Za-z0-9-]{1,20}',
      },
    ],
  };
}

/** A link as release 4 takes it. */
export function linkBody(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    defaultLinkType: true,
    defaultMimeType: true,
    defaultContext: true,
    fwqs: false,
    active: true,
    linkType: 'gs1:certificationInfo',
    hreflang: ['en'],
    context: 'au',
    title: 'Certification Information',
    targetUrl: 'https://example.org/certificates',
    mimeType: 'text/html',
    ...members,
  };
}

/** A registration of an instrument as release 4 takes it. */
export function registration(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    namespace: 'instruments',
    identificationKeyType: 'instrument',
    identificationKey: '09359502000041',
    description: 'Mass spectrometer',
    qualifierPath: '/',
    active: true,
    responses: [linkBody()],
    ...members,
  };
}
