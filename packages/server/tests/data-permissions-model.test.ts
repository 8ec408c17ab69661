import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import type { Actor } from '../src/http/actor.ts';
import {
  countChildren,
  findNode,
  type Level,
  listChildren,
  listFilesBelow,
  type Seal,
} from '../src/modules/data/index.ts';
import { type DataStore, openDataStore, writeContents } from './support/data.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let store: DataStore;
let contentId: string;
const groupId = randomUUID();

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system);
  const [content] = await writeContents(system, store.organisationId, [1]);
  contentId = content?.id ?? '';
  await transact(system.ctx.db, async (tx) => {
    await sql`insert into groups (id, organisation_id, name, created_at)
      values (${groupId}, ${store.organisationId}, 'divers', ${system.ctx.now()})`.execute(tx);
    await sql`insert into group_members (group_id, account_id, added_at)
      values (${groupId}, ${store.actors.laure.accountId}, ${system.ctx.now()})`.execute(tx);
  });
});
afterAll(() => system?.close());

/** Josiah is a curator, Laure a member who is in the group; the others are in nothing. */
const readerNames = ['josiah', 'laure', 'outsider', 'anyone', 'operator'] as const;
type ReaderName = (typeof readerNames)[number];
const principalNames = ['josiah', 'laure', 'divers', 'members', 'curators', 'anonymous'] as const;
type PrincipalName = (typeof principalNames)[number];

/** For whom each principal stands, as the test sees it. */
const standsFor: Record<PrincipalName, readonly ReaderName[]> = {
  josiah: ['josiah'],
  laure: ['laure'],
  divers: ['laure'],
  members: ['josiah', 'laure'],
  curators: ['josiah'],
  anonymous: ['josiah', 'laure', 'outsider', 'anyone'],
};

type Grant = { to: PrincipalName; level: Level; sealed: boolean };
type Leaf = { deleted: boolean; inherits: boolean; grants: Grant[] };
type Tree = Leaf & { seal: Seal | null; folders: Tree[]; files: Leaf[] };

const grant: fc.Arbitrary<Grant> = fc
  .record({
    to: fc.constantFrom(...principalNames),
    level: fc.constantFrom<Level>('read', 'write', 'own'),
    sealed: fc.boolean(),
  })
  .map((each) => (each.to === 'anonymous' ? { ...each, level: 'read' } : each));
const grants = fc.uniqueArray(grant, { maxLength: 3, selector: ({ to, sealed }) => `${to}/${sealed}` });
const rarely = fc.integer({ min: 0, max: 7 }).map((number) => number === 0);
const leaf = fc.record({ deleted: rarely, inherits: fc.boolean(), grants });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    deleted: rarely,
    inherits: fc.boolean(),
    grants,
    seal: fc.option(fc.constantFrom<Seal>('open', 'content', 'all'), { freq: 3 }),
    folders: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<Tree[]>([]),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    ),
    files: fc.array(leaf, { maxLength: 2 }),
  }),
}));

type Placed = {
  id: string;
  name: string;
  kind: 'folder' | 'file';
  folders: Placed[];
  files: Placed[];
} & Omit<Tree, 'folders' | 'files'>;

function place(each: Tree, name: string): Placed {
  return {
    ...each,
    id: randomUUID(),
    name,
    kind: 'folder',
    folders: each.folders.map((folder, index) => place(folder, `d${index}`)),
    files: each.files.map((file, index) => ({
      ...file,
      seal: null,
      id: randomUUID(),
      name: `f${index}`,
      kind: 'file',
      folders: [],
      files: [],
    })),
  };
}

async function write(root: Placed, home: string): Promise<void> {
  const { accountId } = store.actors.josiah;
  const people: Partial<Record<PrincipalName, string>> = {
    josiah: accountId,
    laure: store.actors.laure.accountId,
  };
  const nodes: unknown[] = [];
  const permissions: unknown[] = [];
  const walk = (each: Placed, parent: string): void => {
    nodes.push({
      id: each.id,
      parent_id: parent,
      kind: each.kind,
      name: each.name,
      inherits: each.inherits,
      seal: each.seal,
      sealed_by: each.seal === null ? null : each.id,
      content_id: each.kind === 'file' ? contentId : null,
      deleted_at: each.deleted ? system.ctx.now() : null,
    });
    for (const { to, level, sealed } of each.grants) {
      const kind = to === 'anonymous' ? 'anonymous' : people[to] === undefined ? 'group' : 'person';
      const principal = to === 'anonymous' ? '' : (people[to] ?? (to === 'divers' ? groupId : to));
      permissions.push({ node_id: each.id, sealed, principal_kind: kind, principal_id: principal, level });
    }
    for (const child of [...each.folders, ...each.files]) walk(child, each.id);
  };
  walk(root, home);
  await transact(system.ctx.db, async (tx) => {
    await sql`
      insert into nodes (id, organisation_id, parent_id, kind, name, inherits, seal, sealed_by, content_id, deleted_at,
        created_at, modified_at)
      select id, ${store.organisationId}, parent_id, kind, name, inherits, seal, sealed_by, content_id, deleted_at,
        ${system.ctx.now()}, ${system.ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) as row (id uuid, parent_id uuid, kind text, name text,
        inherits boolean, seal text, sealed_by uuid, content_id uuid, deleted_at timestamptz)`.execute(tx);
    await sql`
      insert into node_permissions (node_id, sealed, principal_kind, principal_id, level)
      select * from jsonb_to_recordset(${JSON.stringify(permissions)}::jsonb)
        as row (node_id uuid, sealed boolean, principal_kind text, principal_id text, level text)`.execute(
      tx,
    );
  });
}

const order: readonly (Level | null)[] = [null, 'read', 'write', 'own'];
const highest = (...found: (Level | null)[]): Level | null =>
  order[Math.max(0, ...found.map((each) => order.indexOf(each)))] ?? null;

/** What the model finds for each node that is there: from the top down, where the service goes from the bottom up. */
function expectLevels(
  each: Placed,
  reader: ReaderName,
  above: { level: Level | null; sealed: boolean },
  found = new Map<string, Level | null>(),
): Map<string, Level | null> {
  if (each.deleted) return found;
  const given = (sealed: boolean) =>
    highest(
      ...each.grants
        .filter((one) => one.sealed === sealed && standsFor[one.to].includes(reader))
        .map((one) => one.level),
    );
  let here = above;
  if (reader === 'operator') here = { level: 'own', sealed: false };
  else if (!above.sealed && each.seal !== null) here = { level: given(true), sealed: true };
  else if (!above.sealed) {
    here = { level: highest(given(false), each.inherits ? above.level : null), sealed: false };
  }
  found.set(each.id, here.level);
  for (const child of [...each.folders, ...each.files]) expectLevels(child, reader, here, found);
  return found;
}

function listFolders(each: Placed): Placed[] {
  return [each, ...each.folders.flatMap(listFolders)];
}

function listFiles(each: Placed, prefix = ''): { id: string; path: string }[] {
  return [
    ...each.files.map(({ id, name }) => ({ id, path: prefix + name })),
    ...each.folders.flatMap((folder) => listFiles(folder, `${prefix}${folder.name}/`)),
  ];
}

test('whoever reads, finds and lists what the permissions, seals and deletions on the way allow, and no more', async () => {
  const { josiah, laure } = store.actors;
  const readers: Record<ReaderName, Actor | null> = {
    josiah,
    laure,
    outsider: { ...laure, accountId: randomUUID(), memberships: [] },
    anyone: null,
    operator: { kind: 'operator' },
  };
  const { db } = system.ctx;
  await fc.assert(
    fc.asyncProperty(tree, fc.constantFrom(...readerNames), async (wish, name) => {
      const root = place(wish, randomUUID());
      await write(root, store.homes.josiah);
      const reader = readers[name];
      // The home is Josiah's alone.
      const levels = expectLevels(root, name, { level: name === 'josiah' ? 'own' : null, sealed: false });
      const isRead = ({ id }: { id: string }) => (levels.get(id) ?? null) !== null;

      const all = listFolders(root).flatMap((folder) => [folder, ...folder.files]);
      for (const { id } of all) {
        const found = await findNode(db, reader, id);
        expect(found?.rights.level ?? null).toBe(levels.get(id) ?? null);
      }
      for (const folder of listFolders(root)) {
        const children = await listChildren(db, reader, folder.id, { limit: 100 });
        const expected = isRead(folder) ? [...folder.folders, ...folder.files].filter(isRead) : null;
        expect(children?.map(({ node }) => node.id) ?? null).toEqual(expected?.map(({ id }) => id) ?? null);
        for (const child of children ?? []) expect(child.rights.level).toBe(levels.get(child.node.id));
        expect(await countChildren(db, reader, folder.id)).toEqual({
          files: expected?.filter(({ kind }) => kind === 'file').length ?? 0,
          folders: expected?.filter(({ kind }) => kind === 'folder').length ?? 0,
        });
        if (!isRead(folder)) continue;
        const below = await listFilesBelow(db, folder.id, { after: null, limit: 1000, reader });
        const files = listFiles(folder).filter(isRead);
        expect(below.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
      }
    }),
    { numRuns: 60 },
  );
});
