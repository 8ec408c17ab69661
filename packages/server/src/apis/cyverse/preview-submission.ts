import { toDataciteXml } from '@mintmark/datacite';
import type { Actor } from '../../http/actor.ts';
import { findNode, readAttributes } from '../../modules/data/index.ts';
import { findGivenIdentifier, toMetadata } from '../../modules/requests/index.ts';
import type { CyverseContext } from './context.ts';
import { requireCurated } from './find-curated.ts';
import { refuse } from './refusals.ts';
import { refuseMetadata } from './refuse-request.ts';

/**
 * The XML that DataCite would be sent now, with a placeholder for the identifier.
 * @throws TerrainRefusal when the folder is gone, has an identifier, or its attributes have mistakes
 */
export async function previewSubmission(ctx: CyverseContext, actor: Actor, id: string): Promise<string> {
  const { request } = await requireCurated(ctx, actor, id);
  const folder = await findNode(ctx.db, actor, request.folderId);
  if (folder === null)
    throw refuse('ERR_NOT_FOUND', 'There is no such folder, or you may not see it.', {
      path: request.originalPath,
    });
  const attributes = await readAttributes(ctx.db, request.folderId);
  const given = findGivenIdentifier(attributes);
  if (given !== null) {
    throw refuse('ERR_BAD_REQUEST', 'The metadata names a permanent identifier already.', {
      attribute: given.attribute,
      identifier: given.value,
    });
  }
  const { metadata, problems } = toMetadata(attributes, { publicationYear: ctx.now().getUTCFullYear() });
  if (problems.length > 0) throw refuseMetadata(problems);
  return toDataciteXml(metadata, `${ctx.config.datacite.prefix}/placeholder`);
}
