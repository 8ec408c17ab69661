import { answerSignIn } from '@mintmark/sandbox';
import { openBrowser, startSystemToday } from './browser.ts';
import { JOSIAH, type SignedIn, signIn } from './people.ts';
import type { System } from './start-system.ts';
import { TEST_ADMIN_TOKEN } from './start-system.ts';

export type ManageAnswer<T = unknown> = { status: number; headers: Headers; body: T; text: string };

export type Manage = {
  get<T = unknown>(path: string, headers?: Record<string, string>): Promise<ManageAnswer<T>>;
  post<T = unknown>(path: string, body: unknown, headers?: Record<string, string>): Promise<ManageAnswer<T>>;
};

/** Speaks `/manage` as iSamples' script does: with a bearer token, or without one. */
export function openManage(system: Pick<System, 'url'>, token: string | null): Manage {
  async function call<T>(path: string, init: RequestInit): Promise<ManageAnswer<T>> {
    const response = await fetch(`${system.url}/manage${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(init.headers as Record<string, string>),
      },
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : null) as T,
      text,
    };
  }
  return {
    get: (path, headers = {}) => call(path, { headers }),
    post: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

/** What a person gets who opens `/manage/login?raw_jwt=true` in a browser and signs in: the text that they are shown. */
export async function getRawJwt(
  system: System,
  orcid = JOSIAH,
  browser = openBrowser(system),
): Promise<string> {
  const begin = await browser.open('/manage/login?raw_jwt=true');
  const callback = await answerSignIn(begin.location ?? '', { orcid, decision: 'grant' });
  let visit = await browser.open(callback);
  // The first time, a page says that they are signed in; its button leads on.
  if (visit.location?.includes('/auth/orcid/granted') === true) {
    visit = await browser.open(new URL(visit.location).searchParams.get('return_to') ?? '');
  } else {
    visit = await browser.open(visit.location ?? '');
  }
  if (visit.status !== 200) throw new Error(`no token but ${visit.status}: ${visit.body}`);
  return visit.body;
}

/** A service of today with an administrator, whom the operator has made one. */
export async function startWithAdministrator(
  options?: Parameters<typeof startSystemToday>[0],
): Promise<{ system: System; admin: SignedIn }> {
  const system = await startSystemToday(options);
  const answer = await fetch(`${system.url}/api/v1/organisations/default/members/${JOSIAH}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'admin' }),
  });
  if (!answer.ok) throw new Error(`no administrator: ${answer.status} ${await answer.text()}`);
  return { system, admin: await signIn(system) };
}

/** A body of mint_datacite_identifier as the form of iSamples makes it. */
export function dataciteMetadata(attributes: Record<string, unknown> = {}): unknown {
  return {
    data: {
      type: 'dois',
      attributes: {
        prefix: '10.5072',
        types: { resourceTypeGeneral: 'PhysicalObject' },
        creators: ['Carberry, Josiah'],
        titles: [{ title: 'Basalt of one dredge' }],
        publisher: 'Example University',
        publicationYear: 2026,
        ...attributes,
      },
    },
  };
}

/** What the DataCite stand-in has. */
export async function readAtDatacite(
  system: System,
): Promise<{ doi: string; state: string; url: string; writeCount: number; attributes?: unknown }[]> {
  const answer = await fetch(`${system.datacite.url}/_control/dois`);
  return ((await answer.json()) as { items: never[] }).items;
}

/** Runs the background work until a request is answered, as a worker would beside it. */
export async function drainUntil<T>(system: System, request: Promise<T>): Promise<T> {
  let answered = false;
  const done = request.finally(() => {
    answered = true;
  });
  done.catch(() => undefined);
  while (!answered) {
    await system.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return done;
}
