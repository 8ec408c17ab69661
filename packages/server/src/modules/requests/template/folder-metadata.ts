import type { DataciteMetadata } from '@mintmark/datacite';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import {
  type FoundNode,
  type Need,
  type Reader,
  readAttributes,
  replaceAttributes,
  requireNode,
} from '../../data/index.ts';
import { readDescription } from '../../minting/index.ts';
import type { AttributeProblem, FolderAttribute } from './folder-attribute.ts';
import { listMissing } from './list-missing.ts';
import { mergeAttributes } from './merge-attributes.ts';
import { readMetadataContext } from './metadata-context.ts';
import { type PlacedAttribute, placeAttributes } from './places.ts';
import { toAttributes } from './to-attributes.ts';
import { type MetadataReading, toMetadata } from './to-metadata.ts';

/** What the attributes of a folder say. */
export type FolderMetadata = MetadataReading & {
  folder: FoundNode;
  /** What the template asks for beyond DataCite and is not filled in. */
  missing: readonly AttributeProblem[];
};

/** @throws AppError not-found, also for a file */
export async function readFolderMetadata(
  db: Db,
  reader: Reader,
  folderId: string,
  now: Date,
): Promise<FolderMetadata> {
  const folder = await requireFolder(db, reader, folderId, 'read');
  const attributes = await readAttributes(db, folder.node.id);
  const context = await readMetadataContext(db, folder.node.id, attributes, now);
  const reading = toMetadata(attributes, context);
  const isTold = (place: string): boolean =>
    reading.problems.some(({ attribute }) => attribute === place || attribute.startsWith(`${place}/`));
  const missing = listMissing(attributes).filter(({ attribute }) => !isTold(attribute));
  return { ...reading, folder, missing };
}

/**
 * Describes a folder anew: writes metadata as attributes of the template. Attributes that DataCite has no place for, and
 * what the service wrote, stay.
 *
 * @param input DataCite metadata as JSON, of a draft; its publication year is the service's and not kept
 * @param versions those of the folder that the change may start from
 * @throws AppError not-found, not-allowed, version-mismatch, metadata-refused
 */
export async function putFolderMetadata(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  folderId: string,
  input: unknown,
  versions: Versions,
): Promise<FolderMetadata> {
  const { node } = await requireFolder(ctx.db, actor, folderId, 'writeAttributes');
  requireVersion(node.version, versions);
  const metadata = readDescription({ metadata: input }, { type: 'doi', level: 'draft' }) ?? {};
  const before = await readAttributes(ctx.db, node.id);
  const attributes = mergeAttributes(before, toAttributes(withoutPublication(metadata, before)));
  // The attributes were read at this version: whoever changed them since is not written over.
  await explainPlaces(attributes, () =>
    replaceAttributes(ctx, actor, node.id, attributes, new Set([node.version])),
  );
  return readFolderMetadata(ctx.db, actor, node.id, ctx.now());
}

async function requireFolder(db: Db, reader: Reader, id: string, need: Need): Promise<FoundNode> {
  const found = await requireNode(db, reader, id, need);
  if (found.node.kind === 'folder') return found;
  throw new AppError('not-found', 'This is a file; only folders are described by the template.');
}

/** The date that the service wrote is read as a date of the metadata, and would come back as one of the requester. */
function withoutPublication(
  metadata: DataciteMetadata,
  attributes: readonly FolderAttribute[],
): DataciteMetadata {
  const date = attributes.find(({ name }) => name === 'datePublished')?.value;
  if (metadata.dates === undefined || date === undefined) return metadata;
  const dates = metadata.dates.filter((each) => each.dateType !== 'Issued' || each.date !== date);
  return { ...metadata, dates };
}

/** The data store has limits of its own; what goes over them is named as an attribute of the template. */
async function explainPlaces<T>(attributes: readonly FolderAttribute[], write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
    const problems = error.problems.map(({ pointer, detail }) => {
      const place = findPlaceOf(attributes, pointer);
      return { pointer: '/metadata', detail: place === null ? detail : `${place}: ${detail}` };
    });
    throw new AppError('metadata-refused', 'The folder cannot hold this description; see errors.', {
      problems,
      cause: error,
    });
  }
}

/** @param pointer as the data store gives it: `/attributes/3/attributes/0/value` */
function findPlaceOf(attributes: readonly FolderAttribute[], pointer: string): string | null {
  let level = placeAttributes(attributes);
  let found: PlacedAttribute | undefined;
  for (const step of pointer.split('/')) {
    if (!/^\d+$/.test(step)) continue;
    found = level[Number(step)];
    if (found === undefined) return null;
    level = placeAttributes(found.attribute.attributes, found.place);
  }
  return found?.place ?? null;
}
