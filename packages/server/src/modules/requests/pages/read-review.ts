import type { Db } from '../../../db/index.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { countBelow, type FileBelow, findNode, listFilesBelow, readAttributes } from '../../data/index.ts';
import type { FoundRequest } from '../find-request.ts';
import type { AttributeProblem, FolderAttribute } from '../template/folder-attribute.ts';
import { toMetadata } from '../template/to-metadata.ts';

const FILES_SHOWN = 200;

/** What a request is about, as far as its reader may read it. */
export type Review = {
  folderId: string;
  name: string;
  path: string;
  attributes: readonly FolderAttribute[];
  problems: readonly AttributeProblem[];
  files: readonly FileBelow[];
  counts: { files: number; folders: number; bytes: number };
};

/** The folder of a request with what is in it; null where it is nothing to this reader, as after a rejection. */
export async function readReview(
  db: Db,
  person: PersonActor,
  { request }: FoundRequest,
  now: Date,
): Promise<Review | null> {
  const found = await findNode(db, person, request.folderId);
  if (found === null || !found.rights.read) return null;
  const attributes = await readAttributes(db, request.folderId);
  const page = { after: null, limit: FILES_SHOWN, reader: person };
  return {
    folderId: found.node.id,
    name: found.node.name,
    path: found.path,
    attributes,
    problems: toMetadata(attributes, {
      publicationYear: (request.publishedAt ?? now).getUTCFullYear(),
      isPublished: request.permanentId !== null,
    }).problems,
    files: await listFilesBelow(db, request.folderId, page),
    counts: await countBelow(db, request.folderId),
  };
}
