import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../../../db/index.ts';
import { readAttributes, writeAttributesWithin } from '../../../data/index.ts';
import type { PermanentIdRequest } from '../../request.ts';
import type { FolderAttribute } from '../../template/folder-attribute.ts';
import { writePublication } from '../../template/publication.ts';

/** What the service alone writes onto a folder. */
export const PUBLICATION_ATTRIBUTES: ReadonlySet<string> = new Set([
  'identifier',
  'publicationYear',
  'datePublished',
]);

/** Writes identifier, its type, year and full date onto the folder; the same on the same day changes nothing. */
export async function stampFolder(
  tx: Tx,
  request: PermanentIdRequest,
  { publishedAt, now }: { publishedAt: Date; now: Date },
): Promise<void> {
  if (request.permanentId === null) throw new Error(`the request ${request.id} has no identifier`);
  const before = await readAttributes(tx, request.folderId);
  const stamped = writePublication(before, {
    identifier: request.permanentId,
    identifierType: request.type,
    publishedAt,
  });
  const said = stamped.filter(({ name }) => PUBLICATION_ATTRIBUTES.has(name));
  const saidBefore = before.filter(({ name }) => PUBLICATION_ATTRIBUTES.has(name));
  if (isDeepStrictEqual(said.map(withoutIds), saidBefore.map(withoutIds))) return;
  await writeAttributesWithin(tx, request.folderId, said, { actor: { kind: 'service' }, now });
}

function withoutIds({ name, value, unit = '', attributes }: FolderAttribute): FolderAttribute {
  return { name, value, unit, attributes: attributes.map(withoutIds) };
}
