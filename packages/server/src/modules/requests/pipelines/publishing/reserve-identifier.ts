import { reserveIdentifiedItem } from '../../../items/index.ts';
import { requireCurator } from '../acting.ts';
import { describePackageItem, followFolder, packageUrl } from '../package-item.ts';
import { local } from '../step.ts';
import { setIdentifier } from '../store.ts';

/**
 * Names the package: an item of the organisation's, its identifier and the identifier's place on the request are one
 * transaction. A request that has an identifier keeps it: there is never a second one.
 */
export const reserveIdentifier = local(async (tx, work) => {
  const { ctx, request } = work;
  const actor = await requireCurator(tx, work);
  if (request.permanentId !== null) {
    await followFolder(tx, ctx, request, actor);
    return { kind: 'done', result: { pid: request.permanentId } };
  }
  const { itemId, pid } = await reserveIdentifiedItem(tx, ctx, actor, {
    organisationId: request.organisationId,
    keptFor: request.id,
    type: request.type === 'DOI' ? 'doi' : 'ark',
    target: packageUrl(ctx.config, request.folderId),
    ...(await describePackageItem(tx, ctx, request, ctx.now())),
  });
  await setIdentifier(tx, request.id, { itemId, permanentId: pid }, ctx.now());
  return { kind: 'done', result: { pid } };
});
