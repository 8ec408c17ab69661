import { type Curation, makeFolder, type Person, putFile } from './curation.ts';
import type { System } from './start-system.ts';

/** What nobody but its people may read of one request: each text stands in one place and nowhere else. */
export type Canaries = {
  folder: string;
  title: string;
  file: string;
  content: string;
  /** Said to the requester. */
  comment: string;
  /** Said among curators. */
  internal: string;
};

/** A request whose every name and text is a canary, with the ids by which it could be asked for. */
export type Watched = {
  canaries: Canaries;
  folderId: string;
  subfolderId: string;
  fileId: string;
  requestId: string;
  /** Where it was, and where it may be. */
  paths: string[];
};

export function createCanaries(word: string): Canaries {
  return {
    folder: `Leak_folder_${word}`,
    title: `Leak title ${word}`,
    file: `leak-file-${word}.txt`,
    content: `leak content ${word}`,
    comment: `leak comment ${word}`,
    internal: `leak internal ${word}`,
  };
}

/** A folder full of canaries, which its owner has requested a DOI for; nothing was worked off yet. */
export async function requestWatched(
  curation: Curation,
  requester: Person,
  word: string,
  attributes: Parameters<typeof makeFolder>[3] = {},
): Promise<Watched> {
  const canaries = createCanaries(word);
  const folder = await makeFolder(curation, requester, canaries.folder, {
    files: { [canaries.file]: canaries.content, 'README.txt': canaries.content },
    ...attributes,
  });
  const below = await requester.api.post<{ id: string }>('/folders', { parent: folder.id, name: 'below' });
  await putFile(curation, requester, below.body.id, canaries.file, canaries.content);
  const { body } = await requester.api.get<{ items: { id: string; kind: string; name: string }[] }>(
    `/folders/${folder.id}/children`,
  );
  const file = body.items.find(({ name }) => name === canaries.file);
  const made = await requester.terrain.post('/permanent-id-requests', { type: 'DOI', folder: folder.id });
  if (made.status !== 200 || file === undefined) throw new Error(`not requested: ${made.text}`);
  return {
    canaries,
    folderId: folder.id,
    subfolderId: below.body.id,
    fileId: file.id,
    requestId: String(made.body.id),
    paths: [folder.path, `/default/staging/${canaries.folder}`, `/default/curated/${canaries.folder}`],
  };
}

/** Who asks: the headers that say so, and what they ask with. */
export type Asker = {
  name: string;
  headers: Record<string, string>;
  with: 'program' | 'browser' | 'both';
};

export function askWithToken(name: string, { token }: { token: string }): Asker {
  return { name, headers: { authorization: `Bearer ${token}` }, with: 'program' };
}

/** Somebody in the browser, on pages of this service. */
export function askInBrowser(name: string, { cookie }: { cookie: string }, system: System): Asker {
  return { name, headers: { cookie, origin: system.url }, with: 'browser' };
}

/** An address, and whether it names the watched request or something of it, or is a list where that could be in. */
export type Address = { method: string; path: string; names: boolean; body?: string; contentType?: string };

/** What an id in an address of the own API is of, by the first part of the address. */
type IdsByRoom = Readonly<Record<string, readonly string[]>>;

function idsByRoom(
  { folderId, subfolderId, fileId, requestId }: Watched,
  { items, pids }: MoreIds,
): IdsByRoom {
  const nodes = [folderId, subfolderId, fileId];
  return {
    folders: nodes,
    files: nodes,
    trash: nodes,
    requests: [requestId, folderId],
    uploads: [folderId],
    unpackings: [folderId],
    items,
    works: items,
    pids,
    queue: pids,
  };
}

/** What the own API has, whatever is added to it: each address with every id in it that it could take, and each list. */
async function listOwnAddresses(system: System, watched: Watched, more: MoreIds): Promise<Address[]> {
  const document = (await (await fetch(`${system.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const rooms = idsByRoom(watched, more);
  const addresses: Address[] = [];
  for (const [template, operations] of Object.entries(document.paths)) {
    const ids = rooms[template.split('/')[3] ?? ''] ?? [];
    const takesId = /\{(?!slug\})[^}]+\}/.test(template);
    for (const method of Object.keys(operations).map((each) => each.toUpperCase())) {
      if (!takesId && method === 'GET') {
        addresses.push({ method, path: template.replace('{slug}', 'default'), names: false });
      }
      if (!takesId) continue;
      for (const id of ids) {
        const path = template.replace(/\{[^}]+\}/, encodeURIComponent(id)).replaceAll(/\{[^}]+\}/g, '1');
        addresses.push({ method, path, names: true });
      }
    }
  }
  const named = (method: string, path: string, body?: unknown): Address => ({
    method,
    path: `/api/v1${path}`,
    names: true,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { folderId, subfolderId, fileId, requestId, paths } = watched;
  return [
    ...addresses,
    ...paths.flatMap((path) => [
      named('GET', `/folders?path=${encodeURIComponent(path)}`),
      named('POST', '/folders', { path, name: 'mine' }),
    ]),
    named('GET', `/requests/check?folder=${folderId}`),
    named('POST', '/requests', { folder: folderId, type: 'DOI' }),
    named('POST', '/folders', { parent: folderId, name: 'mine' }),
    named('PATCH', `/folders/${folderId}`, { name: 'mine' }),
    named('PATCH', `/files/${fileId}`, { name: 'mine' }),
    named('GET', `/folders/${folderId}/archive?format=zip`),
    named('GET', `/folders/${folderId}/archive?format=bag`),
    named('GET', `/folders/${subfolderId}/archive?format=zip`),
    named('PUT', `/folders/${folderId}/attributes`, { attributes: [] }),
    named('PUT', `/folders/${folderId}/permissions`, { inherits: true, permissions: [] }),
    { ...named('POST', `/folders/${folderId}/files?name=mine.txt`), body: 'mine', contentType: 'text/plain' },
    { ...named('PUT', `/files/${fileId}/content`), body: 'mine', contentType: 'text/plain' },
    named('POST', `/requests/${requestId}/assign`, { assignee: null }),
    named('POST', `/requests/${requestId}/return`, { changes: [{ text: 'x' }] }),
    named('POST', `/requests/${requestId}/resubmit`, {}),
    named('POST', `/requests/${requestId}/approve`, {}),
    named('POST', `/requests/${requestId}/publish`, {}),
    named('POST', `/requests/${requestId}/reject`, { comment: 'x' }),
    named('POST', `/requests/${requestId}/withdraw`, {}),
    named('POST', `/requests/${requestId}/retry`, {}),
    named('POST', `/requests/${requestId}/comments`, { body: 'x' }),
    ...['/requests?state=submitted', '/requests?organisation=default', '/requests?limit=100'].map((path) => ({
      ...named('GET', path),
      names: false,
    })),
  ];
}

function listCyverseAddresses({ requestId, folderId }: Watched): Address[] {
  const of = (method: string, path: string, names: boolean, body?: unknown): Address => ({
    method,
    path: `/terrain${path}`,
    names,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const own = '/permanent-id-requests';
  const all = '/admin/permanent-id-requests';
  return [
    of('GET', own, false),
    of('GET', all, false),
    of('GET', `${own}/status-codes`, false),
    of('GET', `${own}/${requestId}`, true),
    of('POST', own, true, { type: 'DOI', folder: folderId }),
    of('GET', `${all}/${requestId}`, true),
    of('GET', `${all}/${requestId}/preview-submission`, true),
    of('POST', `${all}/${requestId}/status`, true, { status: 'Evaluation' }),
    of('POST', `${all}/${requestId}/doi`, true),
    of('POST', `${all}/${requestId}/ezid`, true),
  ];
}

/** Pages, packages, DSpace's API and the resolver. */
function listOtherAddresses(watched: Watched, ids: readonly string[]): Address[] {
  const { canaries, paths } = watched;
  const get = (path: string, names: boolean): Address => ({ method: 'GET', path, names });
  const file = encodeURIComponent(canaries.file);
  return [
    ...[
      '/app',
      '/app/data',
      '/app/data/trash',
      '/app/requests',
      '/app/requests/new',
      '/app/curation',
      '/app/items',
      '/app/notices',
      '/app/queue',
      '/app/mail',
      '/packages',
      '/server/api/core/items',
      '/server/api/discover/search/objects',
      `/server/api/discover/search/objects?query=${encodeURIComponent(canaries.title)}`,
      `/packages?q=${encodeURIComponent(canaries.title)}`,
    ].map((path) => get(path, false)),
    ...paths.flatMap((path) => [
      get(`/app/data?path=${encodeURIComponent(path)}`, false),
      get(`/app/data${path}`, true),
    ]),
    ...ids.flatMap((id) => [
      get(`/app/data/${id}`, true),
      get(`/app/data/${id}/metadata`, true),
      get(`/app/data/${id}/share`, true),
      get(`/app/files/${id}`, true),
      get(`/app/requests/${id}`, true),
      get(`/app/requests/new?folder=${id}`, true),
      get(`/app/curation/${id}`, true),
      get(`/app/items/${id}`, true),
      get(`/packages/${id}`, true),
      get(`/packages/${id}/files/${file}`, true),
      get(`/packages/${id}/files/below/${file}`, true),
      get(`/packages/${id}/preview/${file}`, true),
      get(`/packages/${id}/archive?format=zip`, true),
      get(`/packages/${id}/archive?format=bag`, true),
      get(`/server/api/core/items/${id}`, true),
      get(`/server/api/core/items/${id}/identifiers`, true),
      get(`/server/api/core/items/${id}/bundles`, true),
      get(`/server/api/dso/find?uuid=${id}`, true),
      get(`/server/api/pid/find?id=${encodeURIComponent(id)}`, true),
      get(`/${id}`, true),
      get(`/doi:${id}`, true),
      get(`/${id}?info`, true),
    ]),
  ];
}

/** Further ids by which a request could be asked for: of its item, of its DOI. */
export type MoreIds = { items: readonly string[]; pids: readonly string[] };

/** Every address at which something of a request could show: those of programs, and those of browsers. */
export async function listAddresses(
  system: System,
  watched: Watched,
  more: MoreIds = { items: [], pids: [] },
): Promise<{ programs: Address[]; browsers: Address[] }> {
  const { folderId, subfolderId, fileId, requestId } = watched;
  const ids = [folderId, subfolderId, fileId, requestId, ...more.items, ...more.pids];
  const others = listOtherAddresses(watched, ids);
  return {
    programs: [
      ...(await listOwnAddresses(system, watched, more)),
      ...listCyverseAddresses(watched),
      ...others.filter(({ path }) => !path.startsWith('/app')),
    ],
    browsers: others.filter(({ path }) => path.startsWith('/app') || path.startsWith('/packages')),
  };
}

/** What tells nothing: nobody, you may not, there is none; for a body that is wrong, that it is. */
const SILENT = new Set([400, 401, 403, 404, 405, 406, 411, 415, 428]);

/** Asks at an address. @returns what was told that should not be, or null */
export async function ask(
  system: System,
  asker: Asker,
  address: Address,
  secrets: readonly string[],
): Promise<string | null> {
  const { method, path, names, body, contentType } = address;
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
  const answer = await fetch(`${system.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...asker.headers,
      'if-match': '*',
      ...(path.startsWith('/api/v1/uploads') ? { 'tus-resumable': '1.0.0' } : {}),
      ...(hasBody ? { 'content-type': contentType ?? 'application/json' } : {}),
    },
    ...(hasBody ? { body: body ?? '{}' } : {}),
  });
  const text = await answer.text();
  const where = `${asker.name}: ${method} ${path} → ${answer.status}`;
  const told = `${text}\n${answer.headers.get('location') ?? ''}`;
  // What somebody asks for by name they know already; an answer may repeat it.
  const heard = secrets.find((secret) => !decodeURIComponent(path).includes(secret) && told.includes(secret));
  if (heard !== undefined) return `${where} tells “${heard}”`;
  if (answer.status >= 500) return where;
  if (!names) return null;
  // A page sends a stranger to sign in.
  const sentAway = answer.status === 302 || answer.status === 303;
  if (sentAway && /\/(?:auth|login|app\/?$)/.test(answer.headers.get('location') ?? '')) return null;
  return SILENT.has(answer.status) ? null : where;
}

/** Asks at every address that is an asker's. @returns what was told that should not be */
export async function askEverywhere(
  system: System,
  asker: Asker,
  { programs, browsers }: { programs: readonly Address[]; browsers: readonly Address[] },
  secrets: readonly string[],
): Promise<string[]> {
  const addresses = [
    ...(asker.with === 'browser' ? [] : programs),
    ...(asker.with === 'program' ? [] : browsers),
  ];
  const leaks: string[] = [];
  for (const address of addresses) {
    const leak = await ask(system, asker, address, secrets);
    if (leak !== null) leaks.push(leak);
  }
  return leaks;
}
