import { randomUUID } from 'node:crypto';
import { ChangedMeanwhile, type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, assertScope, toEventActor } from '../../../http/actor.ts';
import { type FoundNode, holdFolder, readNode } from '../../data/index.ts';
import { describeForHistory } from '../move-request.ts';
import { stateLabels } from '../moves.ts';
import { planSteps } from '../pipelines/plan-steps.ts';
import { sealFor } from '../pipelines/seal.ts';
import type { PermanentIdRequest, RequestType } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import { insertHistoryEntry, insertRequest, readNameHolder, reserveFolderName } from '../store.ts';
import { tellOfMove } from '../tell-of-move.ts';
import { readWords } from '../words.ts';
import { isRequestType, requireReadable, weighAgain, weighRequest } from './check-request.ts';
import { namePublished, nameStaged, requestedAlready } from './refusals.ts';
import { RequestRefused } from './request-problem.ts';

export type RequestWish = {
  folderId: string;
  /** `DOI` or `ARK`; anything else is refused by its check. */
  type: string;
  comment?: string | null;
};

/**
 * Requests a permanent identifier for a folder: seals it, reserves its name and plans its staging, in one transaction.
 * @throws AppError not-found, not-allowed; RequestRefused
 */
export async function createRequest(
  ctx: RequestContext,
  actor: Actor,
  wish: RequestWish,
): Promise<PermanentIdRequest> {
  const request = await transact(ctx.db, (tx) => createRequestWithin(tx, ctx, actor, wish));
  ctx.wakeRequests();
  return request;
}

export async function createRequestWithin(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  wish: RequestWish,
): Promise<PermanentIdRequest> {
  assertScope(actor, 'data:write');
  const comment = readWords(wish.comment, '/comment');
  const found = await requireReadable(tx, actor, wish.folderId);
  if (actor.kind !== 'person') {
    throw new AppError(
      'not-allowed',
      'A request is made by a person, who is asked when there are questions.',
    );
  }
  const { type } = wish;
  const problems = await weighRequest(tx, actor, found, type, ctx.now());
  if (problems.length > 0 || !isRequestType(type)) throw new RequestRefused(problems);

  const change = { actor: toEventActor(actor), now: ctx.now() };
  const request = await insertRequest(tx, begin(found, type, actor.accountId, change));
  if (request === null) throw await refuseSecond(tx, actor, found, type, change.now);
  await reserveName(tx, request, found.path);
  // Nothing changes any more from here: what was put in, taken out or shared since the first look is seen now.
  await holdFolder(tx, found.node.id);
  await requireUnmoved(tx, found);
  const late = await weighAgain(tx, actor, found, change.now);
  if (late.length > 0) throw new RequestRefused(late);
  await sealFor(tx, request, 'moving', 'all', change.now);

  await insertHistoryEntry(tx, {
    requestId: request.id,
    at: change.now,
    action: 'submit',
    state: request.state,
    label: request.label,
    comment,
    internal: false,
    actor: change.actor,
  });
  await recordEvent(tx, {
    at: change.now,
    subject: { type: 'request', id: request.id },
    action: 'submit',
    actor: change.actor,
    after: describeForHistory(request),
    reason: comment,
  });
  await planSteps(tx, request, 'staging', { actor, now: change.now });
  await tellOfMove(tx, ctx, request, change.actor, { kind: 'submitted', comment });
  return request;
}

function begin(
  { node, path }: FoundNode,
  type: RequestType,
  requesterId: string,
  { actor, now }: { actor: PermanentIdRequest['updatedBy']; now: Date },
): Omit<PermanentIdRequest, 'seq'> {
  return {
    id: randomUUID(),
    organisationId: node.organisationId,
    type,
    requesterId,
    requestedBy: actor,
    folderId: node.id,
    originalPath: path,
    originalParentId: node.parentId,
    originalName: node.name,
    state: 'staging',
    failedIn: null,
    label: stateLabels.staging,
    assigneeId: null,
    itemId: null,
    permanentId: null,
    publishedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    updatedBy: actor,
  };
}

/** @throws ChangedMeanwhile when the folder got another place or name between the first look and the seal */
async function requireUnmoved(tx: Tx, { node }: FoundNode): Promise<void> {
  const sealed = await readNode(tx, node.id);
  if (sealed?.node.parentId !== node.parentId || sealed.node.name !== node.name) {
    throw new ChangedMeanwhile(`the folder ${node.id} was moved while it was requested for`);
  }
}

/** Two requests for one folder at the same moment: the second one has waited for the first, and sees it now. */
async function refuseSecond(
  tx: Tx,
  actor: Actor,
  found: FoundNode,
  type: RequestType,
  now: Date,
): Promise<RequestRefused> {
  const problems = await weighRequest(tx, actor, await requireReadable(tx, actor, found.node.id), type, now);
  return new RequestRefused(problems.length > 0 ? problems : [requestedAlready(found.node.id)]);
}

/** The unique key decides the race of two folders of one name. */
async function reserveName(tx: Tx, request: PermanentIdRequest, path: string): Promise<void> {
  const { organisationId, originalName: name, id: requestId } = request;
  if (await reserveFolderName(tx, { organisationId, name, requestId })) return;
  const holder = await readNameHolder(tx, organisationId, name);
  throw new RequestRefused([
    holder?.state === 'published' ? namePublished(name, path) : nameStaged(name, path),
  ]);
}
