import { isDeepStrictEqual } from 'node:util';
import { toEventActor } from '../../../http/actor.ts';
import { logInIdOf } from '../../../modules/accounts/index.ts';
import {
  findCollection,
  type HeldIdentifier,
  type Item,
  listIdentifiers,
} from '../../../modules/items/index.ts';
import { containerResource } from '../containers/container-resource.ts';
import { presentEperson } from '../eperson/present-eperson.ts';
import { presentIdentifier } from '../identifiers/present-identifier.ts';
import { presentTime } from '../resources/present-time.ts';
import type { Related, Resource, ResourceList, Viewer } from '../resources/resource.ts';
import { bundleList } from './file-resources.ts';
import { type FoundItem, requireRight } from './find-readable.ts';
import { itemFields, presentFields } from './item-fields.ts';

/** An item with all that is known of it, so that a list reads the identifiers of all its items at once. */
export type KnownItem = FoundItem & { held: readonly HeldIdentifier[] };

/** Adds their identifiers to items. */
export async function withIdentifiers(viewer: Viewer, found: readonly FoundItem[]): Promise<KnownItem[]> {
  const held = await listIdentifiers(
    viewer.ctx.db,
    found.map(({ item }) => item.id),
  );
  return found.map((each) => ({ ...each, held: held.get(each.item.id) ?? [] }));
}

/** An item as the reader may see it: of a withdrawn one, others than those who look after it see nothing but that. */
export function itemResource(viewer: Viewer, known: KnownItem): Resource {
  const { item, rights, held } = known;
  const { config } = viewer.ctx;
  const fields = rights.read ? itemFields(item, held, config) : {};
  const handle = held.find(({ type }) => type === 'handle')?.pid ?? null;
  return {
    self: itemUrl(viewer, item.id),
    body: {
      id: item.id,
      uuid: item.id,
      name: fields['dc.title']?.[0]?.value ?? null,
      handle,
      metadata: presentFields(fields),
      inArchive: item.state === 'archived',
      discoverable: item.discoverable,
      withdrawn: item.state === 'withdrawn',
      lastModified: presentTime(item.updatedAt),
      entityType: fields['dspace.entity.type']?.[0]?.value ?? null,
      type: 'item',
    },
    // Attempts, refusals and the next attempt of its identifiers: more than DSpace's contract has a place for.
    links: { mintmark: `${config.publicUrl}/api/v1/items/${item.id}` },
    related: relatedTo(viewer, known),
  };
}

export function itemUrl({ api }: Pick<Viewer, 'api'>, id: string): string {
  return api.href(`/core/items/${id}`);
}

function relatedTo(viewer: Viewer, known: KnownItem): Record<string, Related> {
  const { item, rights, held } = known;
  const self = itemUrl(viewer, item.id);
  const readable = (load: Related['load']): Related => ({
    async load(asked) {
      requireRight(viewer.reader, rights.read);
      return load(asked);
    },
  });
  const none = readable(async () => null);
  return {
    accessStatus: readable(async () => accessStatus(item, self)),
    bundles: readable(async () => bundleList(item, self)),
    identifiers: readable(async () => identifiersOf(viewer, held, self)),
    mappedCollections: readable(async () => emptyList('mappedCollections')),
    owningCollection: readable(async () =>
      item.collectionId === null ? null : collectionOf(viewer, item.collectionId),
    ),
    relationships: readable(async () => emptyList('relationships')),
    version: readable(async () => versionOf(item, self)),
    templateItemOf: none,
    thumbnail: none,
    submitter: readable(async () => submitterOf(viewer, item)),
  };
}

/** What an item's link `identifiers` leads to. */
export function identifiersOf(viewer: Viewer, held: readonly HeldIdentifier[], self: string): Resource {
  return {
    self: `${self}/identifiers`,
    body: {
      identifiers: held.map((each) => presentIdentifier(each, viewer.ctx.config)),
      type: 'identifiers',
    },
  };
}

function collectionOf(viewer: Viewer, id: string): Promise<Resource | null> {
  const known = viewer.collections.get(id) ?? readCollection(viewer, id);
  viewer.collections.set(id, known);
  return known;
}

async function readCollection(viewer: Viewer, id: string): Promise<Resource | null> {
  const found = await findCollection(viewer.ctx.db, id);
  return found === null ? null : containerResource(viewer, found);
}

function accessStatus(item: Item, self: string): Resource {
  const open = item.state === 'archived' && item.access === 'public';
  const status = item.files.length === 0 ? 'metadata.only' : open ? 'open.access' : 'restricted';
  return { self: `${self}/accessStatus`, body: { status, embargoDate: null, type: 'accessStatus' } };
}

/** Which version of its work an item is; null for one that has no other versions. */
function versionOf(item: Item, self: string): Resource | null {
  if (item.versionNumber === null) return null;
  return {
    self: `${self}/version`,
    body: {
      id: item.seq,
      version: item.versionNumber,
      created: presentTime(item.createdAt),
      summary: null,
      type: 'version',
    },
    related: {},
  };
}

/** Who submitted an item is told to themselves alone: nobody else may read their account. */
function submitterOf({ api, reader }: Viewer, { submitter }: Item): Resource | null {
  if (reader === null || !isDeepStrictEqual(toEventActor(reader), submitter)) return null;
  const { _links: _, ...body } = presentEperson(api, reader) as Record<string, unknown>;
  return { self: api.href(`/eperson/epersons/${logInIdOf(reader)}`), body };
}

function emptyList(name: string): ResourceList {
  return { name, resources: [], total: 0 };
}
