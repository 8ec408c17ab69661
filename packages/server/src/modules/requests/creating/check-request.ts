import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import {
  countBelow,
  type FoundNode,
  findNode,
  ownsAllBelow,
  readAttributes,
  readNode,
} from '../../data/index.ts';
import { type RequestType, requestTypes } from '../request.ts';
import { listRequestsOnTheWay, readNameHolder, readRequestsOfFolder } from '../store.ts';
import { findGivenIdentifier, toMetadata } from '../template/to-metadata.ts';
import * as refusals from './refusals.ts';
import type { RequestProblem } from './request-problem.ts';

/**
 * Everything that speaks against a request for a permanent identifier of a folder, in the order of the checks. Who does
 * not own it learns nothing but that.
 * @param type as it was asked for; need not be one that there is
 * @throws AppError not-found where the actor may not read the folder
 */
export async function checkRequest(
  db: Db,
  actor: Actor,
  folderId: string,
  type: string,
  now: Date,
): Promise<RequestProblem[]> {
  return weighRequest(db, actor, await requireReadable(db, actor, folderId), type, now);
}

/** @throws AppError not-found */
export async function requireReadable(db: Db, actor: Actor, folderId: string): Promise<FoundNode> {
  const found = await findNode(db, actor, folderId);
  if (found === null) throw new AppError('not-found', 'There is no such folder, or you may not see it.');
  return found;
}

export async function weighRequest(
  db: Db,
  actor: Actor,
  found: FoundNode,
  type: string,
  now: Date,
): Promise<RequestProblem[]> {
  const { node, path, rights } = found;
  if (rights.level !== 'own') return [refusals.notOwned(node.id, nameOf(actor))];
  const ofType = isRequestType(type) ? [] : [refusals.typeUnknown(type)];
  if (node.kind === 'file') return [refusals.noFolder(path), ...ofType];
  if (node.area !== null) return [refusals.anArea(path), ...ofType];
  // Under a seal nobody's share counts, and the checks below say who has it.
  if (node.seal === null && !(await ownsAllBelow(db, actor, node.id))) {
    return [refusals.notAllOwned(node.id, nameOf(actor)), ...ofType];
  }
  return [
    ...(await checkNotEmpty(db, found)),
    ...(await checkOtherRequests(db, found, type)),
    ...(await checkName(db, found)),
    ...(await checkMetadata(db, node.id, now)),
    ...ofType,
    ...(await checkNotRequested(db, node.id, type)),
  ];
}

/** What may have changed between the checks and the moment from which the folder is held still; no seal is on it. */
export async function weighAgain(
  db: Db,
  actor: Actor,
  { node }: FoundNode,
  now: Date,
): Promise<RequestProblem[]> {
  const found = await requireReadable(db, actor, node.id);
  if (found.rights.level !== 'own') return [refusals.notOwned(node.id, nameOf(actor))];
  if (!(await ownsAllBelow(db, actor, node.id))) return [refusals.notAllOwned(node.id, nameOf(actor))];
  return [...(await checkNotEmpty(db, found)), ...(await checkMetadata(db, node.id, now))];
}

export function isRequestType(type: string): type is RequestType {
  return requestTypes.some((each) => each === type);
}

async function checkNotEmpty(db: Db, { node, path }: FoundNode): Promise<RequestProblem[]> {
  const { files, folders } = await countBelow(db, node.id);
  return files + folders < 1 ? [refusals.empty(path)] : [];
}

/** One folder, one seal: not of another request, nor inside or around another one's folder. */
async function checkOtherRequests(db: Db, found: FoundNode, type: string): Promise<RequestProblem[]> {
  const { node, path } = found;
  if (node.seal !== null) {
    const own = await readRequestsOfFolder(db, node.id);
    // That is said by the last check, with the request.
    return own.some((request) => request.type === type) ? [] : [refusals.inARequest(path)];
  }
  for (let parentId = node.parentId; parentId !== null; ) {
    const parent = await readNode(db, parentId);
    if (parent === null) break;
    if (parent.node.seal !== null) return [refusals.inARequest(path)];
    parentId = parent.node.parentId;
  }
  // All others have their folders in areas of the service, which are nobody's.
  for (const request of await listRequestsOnTheWay(db, node.organisationId)) {
    const other = await readNode(db, request.folderId);
    if (other?.path.startsWith(`${path}/`) === true) return [refusals.inARequest(path)];
  }
  return [];
}

/** Whoever has reserved a name has it in staging and among the published ones. */
async function checkName(db: Db, { node, path }: FoundNode): Promise<RequestProblem[]> {
  const holder = await readNameHolder(db, node.organisationId, node.name);
  if (holder === null || holder.folderId === node.id) return [];
  return holder.state === 'published'
    ? [refusals.namePublished(node.name, path)]
    : [refusals.nameStaged(node.name, path)];
}

async function checkMetadata(db: Db, folderId: string, now: Date): Promise<RequestProblem[]> {
  const attributes = await readAttributes(db, folderId);
  const given = findGivenIdentifier(attributes);
  const { problems } = toMetadata(attributes, { publicationYear: now.getUTCFullYear() });
  return [
    ...(given === null ? [] : [refusals.identifierGiven(given.attribute, given.value)]),
    ...problems
      .filter(({ attribute }) => attribute !== given?.attribute)
      .map(({ attribute, detail }) => refusals.metadataMistake(attribute, detail)),
  ];
}

async function checkNotRequested(db: Db, folderId: string, type: string): Promise<RequestProblem[]> {
  const [earlier] = (await readRequestsOfFolder(db, folderId)).filter((request) => request.type === type);
  return earlier === undefined ? [] : [refusals.requestedAlready(earlier.id)];
}

function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.orcid;
    case 'service-account':
      return actor.name;
    case 'operator':
      return 'operator';
    default:
      return actor satisfies never;
  }
}
