import { expect } from 'vitest';
import { ensureOrganisation } from '../../src/modules/accounts/index.ts';
import { type Api, createApi } from './api.ts';
import { removeMember, SOFIA, setRole } from './organisation.ts';
import { JOSIAH, LAURE, type SignedIn, signIn } from './people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './start-system.ts';
import { createTerrainClient, type TerrainAnswer, type TerrainClient } from './terrain.ts';

/** Another of the people who can sign in at ORCID's stand-in. */
export const GARCIA = '0000-0001-2345-6789';

export type Person = SignedIn & { api: Api; terrain: TerrainClient };

/** A service with everybody whom a request concerns, and some whom it does not. */
export type Curation = {
  system: System;
  /** A member of the first organisation, who requests. */
  laure: Person;
  /** Another member of it, who requests, too. */
  garcia: Person;
  /** A curator of the first organisation. */
  josiah: Person;
  /** A curator of the second organisation, and nothing in the first. */
  sofia: Person;
};

export async function openCuration(options: Parameters<typeof startSystem>[0] = {}): Promise<Curation> {
  const system = await startSystem(options);
  try {
    const laure = await join(system, LAURE);
    const garcia = await join(system, GARCIA);
    await signIn(system, JOSIAH);
    await setRole(system, JOSIAH, 'curator');
    const josiah = await join(system, JOSIAH);
    // The first organisation is the oldest one.
    system.clock.advance(1000);
    await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Example Organisation' });
    // Whoever signs in joins the first organisation.
    const sofia = await join(system, SOFIA);
    await removeMember(system, SOFIA);
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    const made = await operator.put(`/organisations/second/members/${SOFIA}`, { role: 'curator' });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    return { system, laure, garcia, josiah, sofia };
  } catch (error) {
    await system.close();
    throw error;
  }
}

async function join(system: System, orcid: string): Promise<Person> {
  const signedIn = await signIn(system, orcid);
  return {
    ...signedIn,
    api: createApi(system, signedIn.token),
    terrain: createTerrainClient(system, signedIn.token),
  };
}

export type FolderBody = { id: string; name: string; path: string };

export type AttributeBody = { name: string; value: string; unit?: string; attributes?: AttributeBody[] };

/** All that DataCite needs, in the attributes of CyVerse's template. */
export function completeAttributes(title = 'Water of one spring'): AttributeBody[] {
  return [
    { name: 'title', value: title },
    {
      name: 'creator',
      value: 'Haak, Laure',
      attributes: [{ name: 'affiliation', value: 'Example University' }],
    },
    { name: 'publisher', value: 'Example University' },
    {
      name: 'resourceType',
      value: 'Measurements',
      attributes: [{ name: 'resourceTypeGeneral', value: 'Dataset' }],
    },
    {
      name: 'description',
      value: 'Temperature and flow of one spring over a year, by day, with the scripts that read them.',
      attributes: [{ name: 'descriptionType', value: 'Abstract' }],
    },
    { name: 'subject', value: 'springs' },
    { name: 'subject', value: 'temperature' },
    { name: 'subject', value: 'flow' },
    { name: 'rights', value: 'CC0' },
  ];
}

/** A folder at somebody's home, with files and attributes; complete unless told otherwise. */
export async function makeFolder(
  { system }: Pick<Curation, 'system'>,
  person: Person,
  name: string,
  wish: { files?: Record<string, string>; attributes?: AttributeBody[] } = {},
): Promise<FolderBody> {
  const made = await person.api.post<FolderBody>('/folders', { path: homeOf(person), name });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { id, path } = made.body;
  for (const [file, text] of Object.entries(wish.files ?? { 'README.txt': `What is in ${name}` })) {
    await putFile({ system }, person, id, file, text);
  }
  await putAttributes(person, id, wish.attributes ?? completeAttributes(`Title of ${name}`));
  return { id, name, path };
}

/** Where somebody's own folders are. */
export function homeOf({ orcid }: Pick<Person, 'orcid'>, organisation = 'default'): string {
  return `/${organisation}/home/${orcid}`;
}

export async function putFile(
  { system }: Pick<Curation, 'system'>,
  person: Pick<Person, 'token'>,
  folderId: string,
  name: string,
  text: string,
): Promise<void> {
  const url = `${system.url}/api/v1/folders/${folderId}/files?name=${encodeURIComponent(name)}&replaces=true`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'text/plain' },
    body: text,
  });
  expect(answer.status, await answer.text()).toBe(201);
}

export async function putAttributes(
  person: Pick<Person, 'api'>,
  folderId: string,
  attributes: readonly AttributeBody[],
): Promise<void> {
  const path = `/folders/${folderId}/attributes`;
  const answer = await person.api.put(path, { attributes }, { 'if-match': '*' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

/** Requests a DOI for a folder by CyVerse's API, and lets it be staged. */
export async function requestDoi(
  { system }: Pick<Curation, 'system'>,
  person: Person,
  folder: Pick<FolderBody, 'id'>,
): Promise<DetailsBody> {
  const made = await person.terrain.post('/permanent-id-requests', { type: 'DOI', folder: folder.id });
  expect(made.status, made.text).toBe(200);
  await system.drain();
  return readDetails(await person.terrain.get(`/permanent-id-requests/${String(made.body.id)}`));
}

export type DetailsBody = {
  id: string;
  type: string;
  original_path: string;
  permanent_id?: string;
  folder: Record<string, unknown> | null;
  requested_by: Record<string, string> | string;
  history: { status: string; comments?: string; status_date: number; updated_by: string }[];
};

export function readDetails(answer: TerrainAnswer): DetailsBody {
  expect(answer.status, answer.text).toBe(200);
  return answer.body as DetailsBody;
}

/** The last status of a request. */
export function statusOf(details: DetailsBody): string {
  return details.history.at(-1)?.status ?? '';
}

/** Sets a status as a curator. */
export async function postStatus(
  curator: Person,
  id: string,
  body: { status?: string; comments?: string },
): Promise<DetailsBody> {
  return readDetails(await curator.terrain.post(`/admin/permanent-id-requests/${id}/status`, body));
}

/** Creates the DOI as a curator, and lets the worker work until it is answered. */
export async function createDoi(
  { system }: Pick<Curation, 'system'>,
  curator: Person,
  id: string,
  path: 'doi' | 'ezid' = 'doi',
): Promise<TerrainAnswer> {
  let answered = false;
  const answer = curator.terrain
    .post(`/admin/permanent-id-requests/${id}/${path}`, undefined, { prefer: 'wait=60' })
    .finally(() => {
      answered = true;
    });
  while (!answered) {
    await system.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return answer;
}
