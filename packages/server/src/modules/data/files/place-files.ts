import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import { recordEvents } from '../../../events.ts';
import { nameTaken } from '../create-folder.ts';
import type { FoundNode } from '../data-context.ts';
import { readNode, requireRight, SERVICE, toFound, unknownNode } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import { readMediaType } from '../media-type.ts';
import { readName } from '../name.ts';
import type { Node } from '../node.ts';
import { type Placer, placerAsEventActor, requireFolder, requireRoom } from '../place.ts';
import { countUsage } from '../quotas/count-usage.ts';
import type { Usage } from '../quotas/store.ts';
import { type ReaderFacts, readFacts } from '../reader-facts.ts';
import { insertNodes, readChildren, readWays } from '../store.ts';
import { holdContents, releaseContents, replaceContents } from './store.ts';

export type FilePlacement = {
  folderId: string;
  name: string;
  /** A row of `contents` of the same organisation, written in this transaction or before. */
  content: { id: string; bytes: number; sha256: string };
  mediaType: string | null;
  /** Whose file it is, and whose quota it counts for; a file that is replaced stays its owner's. */
  ownerId: string | null;
};

type Placing = { replaces: boolean; actor: Placer; now: Date };

/** Statements stay this small, whatever is unpacked. */
const ROWS_AT_ONCE = 5000;

/**
 * Makes a file of a content, or gives a file of this name the content when `replaces`. Rights are asked under the lock:
 * an upload may have taken hours.
 * @throws AppError not-found, not-allowed, already-exists (a folder or file of this name), invalid-input (the name, or a
 *   path that gets too long), data-quota-reached
 */
export async function placeFile(
  tx: Tx,
  placement: FilePlacement & Placing,
): Promise<{ file: Node; replaced: boolean }> {
  const { replaces, actor, now, ...file } = placement;
  const [placed] = await placeFiles(tx, { files: [file], replaces, actor, now });
  if (placed === undefined) throw new Error('a file was not placed');
  const found = await readNode(tx, placed.id);
  if (found === null) throw new Error('a file vanished in the transaction that placed it');
  return { file: found.node, replaced: placed.replaced };
}

/** The same for many, in few statements; all of them or none. @returns in their order */
export async function placeFiles(
  tx: Tx,
  wish: { files: readonly FilePlacement[] } & Placing,
): Promise<{ id: string; replaced: boolean }[]> {
  if (wish.files.length === 0) return [];
  const folders = await lockFolders(tx, wish);
  const organisationId = onlyOrganisation(folders);
  const usage = new Map<string | null, Usage>();
  const placed: { id: string; replaced: boolean }[] = [];
  for (let start = 0; start < wish.files.length; start += ROWS_AT_ONCE) {
    const files = wish.files.slice(start, start + ROWS_AT_ONCE);
    placed.push(...(await placeSome(tx, { ...wish, files }, folders, usage)));
  }
  await holdContents(tx, [...new Set(wish.files.map((file) => file.content.id))]);
  await countUsage(tx, organisationId, usage);
  return placed;
}

function factsOf(actor: Placer): ReaderFacts {
  return actor.kind === 'service' ? SERVICE : readFacts(actor);
}

async function lockFolders(
  tx: Tx,
  wish: { files: readonly FilePlacement[] } & Placing,
): Promise<ReadonlyMap<string, FoundNode>> {
  const ids = [...new Set(wish.files.map((file) => file.folderId))];
  await lockWays(tx, { below: ids });
  return requireAll(tx, wish.actor, ids, (found) => requireFolder(found.node));
}

/** What has each of these ids, with the right to change it. */
async function requireAll(
  tx: Tx,
  actor: Placer,
  ids: readonly string[],
  check: (found: FoundNode) => void,
): Promise<Map<string, FoundNode>> {
  const facts = factsOf(actor);
  const ways = await readWays(tx, facts, ids);
  return new Map(
    ids.map((id) => {
      const way = ways.get(id);
      const found = way === undefined ? null : toFound(facts, way);
      if (found === null) throw unknownNode();
      if (actor.kind !== 'service') requireRight(actor, found, 'write');
      check(found);
      return [id, found];
    }),
  );
}

function onlyOrganisation(folders: ReadonlyMap<string, FoundNode>): string {
  const [only, ...others] = new Set([...folders.values()].map(({ node }) => node.organisationId));
  if (only === undefined || others.length > 0)
    throw new Error('files are placed in one organisation at a time');
  return only;
}

type Wanted = FilePlacement & { id: string };

async function placeSome(
  tx: Tx,
  wish: { files: readonly FilePlacement[] } & Placing,
  folders: ReadonlyMap<string, FoundNode>,
  usage: Map<string | null, Usage>,
): Promise<{ id: string; replaced: boolean }[]> {
  const wanted = wish.files.map((file): Wanted => {
    const name = readName(file.name);
    requireRoom(folders.get(file.folderId)?.path ?? '', name, 'file');
    return { ...file, name, mediaType: readMediaType(file.mediaType), id: randomUUID() };
  });
  const made = await insertNodes(
    tx,
    wanted.map((file) => ({
      id: file.id,
      organisationId: folders.get(file.folderId)?.node.organisationId ?? '',
      parentId: file.folderId,
      kind: 'file',
      name: file.name,
      ownerId: file.ownerId,
      contentId: file.content.id,
      mediaType: file.mediaType,
    })),
    wish.now,
  );
  for (const file of wanted) if (made.has(file.id)) add(usage, file.ownerId, file.content.bytes, 1);
  const others = wanted.filter((file) => !made.has(file.id));
  const replaced = await replaceSome(tx, others, wish, usage);
  await recordEvents(
    tx,
    wanted.map((file) => ({
      at: wish.now,
      subject: { type: 'file', id: replaced.get(file.id)?.id ?? file.id },
      action: replaced.has(file.id) ? 'replace' : 'create',
      actor: placerAsEventActor(wish.actor),
      before: describeContent(replaced.get(file.id)),
      after: {
        parent: file.folderId,
        name: file.name,
        bytes: file.content.bytes,
        sha256: file.content.sha256,
      },
    })),
  );
  return wanted.map((file) => ({
    id: replaced.get(file.id)?.id ?? file.id,
    replaced: replaced.has(file.id),
  }));
}

/** @returns what was there, by the id that the new file would have had */
async function replaceSome(
  tx: Tx,
  wanted: readonly Wanted[],
  wish: Placing,
  usage: Map<string | null, Usage>,
): Promise<Map<string, Node>> {
  const replaced = new Map<string, Node>();
  if (wanted.length === 0) return replaced;
  const there = await readChildren(
    tx,
    wanted.map(({ folderId, name }) => ({ parentId: folderId, name })),
  );
  for (const file of wanted) {
    const node = there.get(`${file.folderId}/${file.name}`);
    if (node === undefined || node.kind !== 'file' || !wish.replaces) throw nameTaken(file.name);
    replaced.set(file.id, node);
  }
  const ids = [...new Set([...replaced.values()].map((node) => node.id))];
  await lockWays(tx, { update: ids });
  // As they are under the lock: two uploads of one name at once replace each other, and each is counted.
  const locked = await requireAll(tx, wish.actor, ids, () => {});
  for (const file of wanted) {
    const node = locked.get(replaced.get(file.id)?.id ?? '')?.node;
    if (node === undefined) throw nameTaken(file.name);
    replaced.set(file.id, node);
  }
  // The last one of a name wins; those before it are as if replaced at once.
  const last = new Map(wanted.map((file) => [replaced.get(file.id)?.id ?? '', file]));
  await replaceContents(
    tx,
    [...last].map(([id, file]) => ({ id, contentId: file.content.id, mediaType: file.mediaType })),
    wish.now,
  );
  for (const [id, file] of last) {
    const node = locked.get(id)?.node;
    if (node !== undefined) add(usage, node.ownerId, file.content.bytes - (node.content?.bytes ?? 0), 0);
  }
  const old = [...locked.values()].flatMap(({ node }) => (node.content === null ? [] : [node.content.id]));
  await releaseContents(tx, old, wish.now);
  return replaced;
}

function describeContent(node: Node | undefined): unknown {
  return node?.content == null ? undefined : { bytes: node.content.bytes, sha256: node.content.sha256 };
}

function add(usage: Map<string | null, Usage>, ownerId: string | null, bytes: number, files: number): void {
  const before = usage.get(ownerId) ?? { bytes: 0, files: 0 };
  usage.set(ownerId, { bytes: before.bytes + bytes, files: before.files + files });
}
