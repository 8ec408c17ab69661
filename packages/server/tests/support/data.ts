import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { transact } from '../../src/db/index.ts';
import type { MembershipRole, PersonActor } from '../../src/http/actor.ts';
import { placeFiles } from '../../src/modules/data/index.ts';
import { type Answer, type Api, createApi } from './api.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type System, TEST_ADMIN_TOKEN } from './start-system.ts';

/** What the tests read of a folder or file. */
export type NodeBody = {
  id: string;
  kind: string;
  name: string;
  path: string;
  parent: string | null;
  organisation: string;
  owner: { orcid: string } | null;
  bytes: number | null;
  sha256: string | null;
  seal: string | null;
  request: string | null;
  permission: string;
  rights: { write: boolean; writeAttributes: boolean; remove: boolean; share: boolean };
  warnings: string[];
  version: number;
  deletedAt?: string;
};

export type DataStore = {
  josiah: Api;
  laure: Api;
  operator: Api;
  /** Ids of their homes. */
  homes: { josiah: string; laure: string };
  /** The same people for what is asked within the service, with all that belongs to data. */
  actors: { josiah: PersonActor; laure: PersonActor };
  organisationId: string;
};

/** Josiah with a role, a curator unless another is given, and Laure, a member; each with a home. */
export async function openDataStore(system: System, role: MembershipRole = 'curator'): Promise<DataStore> {
  const tokens = [await signIn(system, JOSIAH), await signIn(system, LAURE)];
  await setRole(system, JOSIAH, role);
  await setRole(system, LAURE, 'member');
  const [josiah, laure] = tokens.map(({ token }) => createApi(system, token));
  if (josiah === undefined || laure === undefined) throw new Error('somebody is missing');
  const organisationId = await readOrganisationId(system);
  const memberOf = (api: Api, orcid: string, as: MembershipRole) => toActor(api, orcid, as, organisationId);
  return {
    josiah,
    laure,
    operator: createApi(system, TEST_ADMIN_TOKEN),
    homes: { josiah: await readHome(josiah), laure: await readHome(laure) },
    actors: {
      josiah: await memberOf(josiah, JOSIAH, role),
      laure: await memberOf(laure, LAURE, 'member'),
    },
    organisationId,
  };
}

async function readOrganisationId(system: System): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from organisations where slug = 'default'`.execute(
    system.ctx.db,
  );
  return rows[0]?.id ?? '';
}

async function readHome(api: Api): Promise<string> {
  const { body } = await api.get<{ items: NodeBody[] }>('/data/homes');
  return body.items[0]?.id ?? '';
}

async function toActor(
  api: Api,
  orcid: string,
  role: MembershipRole,
  organisationId: string,
): Promise<PersonActor> {
  const { body } = await api.get<{ account: { id: string } }>('/me');
  return {
    kind: 'person',
    accountId: body.account.id,
    name: null,
    orcid,
    orcidEnvironment: 'sandbox',
    memberships: [{ organisationId, slug: 'default', organisationName: 'Default', role }],
    operator: false,
    scopes: new Set(['data:read', 'data:write']),
    via: { kind: 'session', sessionId: randomUUID() },
  };
}

/** Makes a folder, or throws with what was answered. */
export async function makeFolder(api: Api, parent: string, name: string): Promise<NodeBody> {
  const answer = await api.post<NodeBody>('/folders', { parent, name });
  if (answer.status !== 201) throw new Error(`no folder: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const etag = (version: number) => ({ 'if-match': `"${version}"` });

/** Moves or renames a folder or file, from the version that it is at. */
export async function move(
  api: Api,
  id: string,
  change: { parent?: string; name?: string },
  kind: 'folders' | 'files' = 'folders',
): Promise<Answer<NodeBody & { detail?: string }>> {
  const { body } = await api.get<NodeBody>(`/${kind}/${id}`);
  return api.patch(`/${kind}/${id}`, change, etag(body?.version ?? 1));
}

/** Puts a folder or file into the trash. */
export async function trash(
  api: Api,
  id: string,
  kind: 'folders' | 'files' = 'folders',
): Promise<Answer<{ detail?: string } | null>> {
  return api.delete(`/${kind}/${id}`, { 'if-match': '*' });
}

type PermissionBody = { principal: Record<string, string>; level: string };

export async function share(
  api: Api,
  id: string,
  permissions: PermissionBody[],
  inherits = true,
): Promise<Answer<{ permissions: PermissionBody[]; inherited: (PermissionBody & { path: string })[] }>> {
  return api.put(`/folders/${id}/permissions`, { inherits, permissions }, { 'if-match': '*' });
}

export const person = (orcid: string, level: string): PermissionBody => ({
  principal: { kind: 'person', orcid },
  level,
});
export const group = (name: string, level: string): PermissionBody => ({
  principal: { kind: 'group', name },
  level,
});
export const everyone: PermissionBody = { principal: { kind: 'anonymous' }, level: 'read' };

/** Contents of files, whose bytes the tests of the catalogue do not need. */
export async function writeContents(
  system: System,
  organisationId: string,
  sizes: readonly number[],
): Promise<{ id: string; bytes: number; sha256: string }[]> {
  const contents = sizes.map((bytes, index) => ({
    id: randomUUID(),
    bytes,
    sha256: (index + 1).toString(16).padStart(64, '0'),
  }));
  await transact(system.ctx.db, async (tx) => {
    await sql`
      insert into contents (id, organisation_id, bytes, sha256, parts, created_at, verified_at, next_check_at)
      select id, ${organisationId}, bytes, sha256, '[]', ${system.ctx.now()}, ${system.ctx.now()}, 'infinity'
      from jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) as row (id uuid, bytes bigint, sha256 text)`.execute(
      tx,
    );
  });
  return contents;
}

/** Puts files of some sizes into a folder, as an upload would. @returns their ids */
export async function putFiles(
  system: System,
  store: DataStore,
  folderId: string,
  files: Readonly<Record<string, number>>,
  options: { replaces?: boolean; as?: PersonActor } = {},
): Promise<string[]> {
  const { as: actor = store.actors.josiah, replaces = false } = options;
  const contents = await writeContents(system, store.organisationId, Object.values(files));
  const placements = Object.keys(files).flatMap((name, index) => {
    const content = contents[index];
    return content === undefined
      ? []
      : [{ folderId, name, content, mediaType: 'text/plain', ownerId: actor.accountId }];
  });
  const placed = await transact(system.ctx.db, (tx) =>
    placeFiles(tx, { files: placements, replaces, actor, now: system.ctx.now() }),
  );
  return placed.map(({ id }) => id);
}
