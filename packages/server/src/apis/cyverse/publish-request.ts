import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../http/actor.ts';
import { readOrganisationSlugs } from '../../modules/accounts/index.ts';
import { findNode, findNodeByPath, readAttributes } from '../../modules/data/index.ts';
import {
  type FoundRequest,
  listNewestSteps,
  type PermanentIdRequest,
  reopenRequest,
  retryRequest,
  startPublishing,
  toMetadata,
} from '../../modules/requests/index.ts';
import type { CyverseContext } from './context.ts';
import { requireCurated } from './find-curated.ts';
import { refuse } from './refusals.ts';
import { refuseMetadata, refuseRequest } from './refuse-request.ts';

/** How often it is looked whether a request is published. */
const POLL_MS = 100;

/**
 * Publishes a request as CyVerse's "Create Permanent Identifier" does, from whatever state allows it, and waits for the
 * outcome as long as the caller is ready to. What is being published already is only waited for.
 * @param wait.isOver whether nobody waits any more
 * @returns the request as it is then: published, or still on its way
 * @throws TerrainRefusal what speaks against it, in CyVerse's order; what went wrong for good while it was waited for
 */
export async function publishRequest(
  ctx: CyverseContext,
  actor: Actor,
  id: string,
  wait: { timeoutMs: number; isOver: () => boolean },
): Promise<FoundRequest> {
  let found = await requireCurated(ctx, actor, id);
  await refuseUnpublishable(ctx, actor, found.request);
  await begin(ctx, actor, found.request);
  const until = performance.now() + wait.timeoutMs;
  found = await requireCurated(ctx, actor, id);
  while (found.request.state === 'publishing' && performance.now() < until && !wait.isOver()) {
    await sleep(POLL_MS);
    found = await requireCurated(ctx, actor, id);
  }
  if (found.request.state === 'failed') throw await refuseFailed(ctx, found.request);
  return found;
}

/** @throws TerrainRefusal in CyVerse's order, which tells a client what to mend first */
async function refuseUnpublishable(
  ctx: CyverseContext,
  actor: Actor,
  request: PermanentIdRequest,
): Promise<void> {
  const { type, folderId, state } = request;
  if (type !== 'DOI') {
    throw refuse(
      'ERR_BAD_OR_MISSING_FIELD',
      `Identifiers of the type ${type} are not created at this address.`,
      { 'request-type': type },
    );
  }
  const folder = await findNode(ctx.db, actor, folderId);
  if (folder === null)
    throw refuse('ERR_NOT_FOUND', 'There is no such folder, or you may not see it.', {
      path: request.originalPath,
    });
  if (state === 'published') {
    throw refuse('ERR_BAD_REQUEST', 'The request is complete: it has its identifier.', {
      'permanent-id': request.permanentId,
    });
  }
  if (state === 'publishing' || state === 'failed') return;
  const slugs = await readOrganisationSlugs(ctx.db, [request.organisationId]);
  const path = `/${slugs.get(request.organisationId)}/curated/${folder.node.name}`;
  const published = await findNodeByPath(ctx.db, { kind: 'operator' }, path);
  if (published !== null && published.node.id !== folderId) {
    throw refuse('ERR_EXISTS', 'A folder of this name has been published already.', { path });
  }
  const { problems } = toMetadata(await readAttributes(ctx.db, folderId), {
    publicationYear: ctx.now().getUTCFullYear(),
  });
  if (problems.length > 0) throw refuseMetadata(problems);
}

async function begin(ctx: CyverseContext, actor: Actor, request: PermanentIdRequest): Promise<void> {
  try {
    switch (request.state) {
      case 'publishing':
        return;
      case 'failed':
        await retryRequest(ctx, actor, request.id, {});
        return;
      case 'pending':
        // CyVerse has no states: a curator who presses the button no longer waits for the requester.
        await reopenRequest(ctx, actor, request.id, {});
        break;
      default:
    }
    await startPublishing(ctx, actor, request.id, {});
  } catch (error) {
    throw refuseRequest(error, request.folderId);
  }
}

async function refuseFailed(ctx: CyverseContext, request: PermanentIdRequest) {
  const steps = await listNewestSteps(ctx.db, request.id);
  const failed = steps.find((step) => step.state === 'failed');
  const code = failed?.problem?.kind === 'permanent' ? 'ERR_BAD_REQUEST' : 'ERR_REQUEST_FAILED';
  const reason = failed?.problem?.detail ?? 'The identifier could not be created.';
  return refuse(code, reason, {
    ...(failed === undefined ? {} : { step: failed.step }),
    ...(request.permanentId === null ? {} : { 'permanent-id': request.permanentId }),
  });
}
