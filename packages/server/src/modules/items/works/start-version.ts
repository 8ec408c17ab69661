import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, accountIdOf, assertScope, toEventActor } from '../../../http/actor.ts';
import { findShoulderOf, giveOut, type Shoulder } from '../../minting/index.ts';
import { readPids } from '../../pids/index.ts';
import { lockItemFor } from '../find-item.ts';
import { findItemShoulder, isDoi, lockTogether } from '../identifiers/held.ts';
import { identifySubmitted } from '../identifiers/identify-submitted.ts';
import { listIdentifiersOf } from '../identifiers/list-identifiers.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { writeItem, writeNewItem } from '../write-item.ts';
import { insertWork, listVersions } from './store.ts';

/** Enough for a dataset that is released every day for years. */
const VERSIONS_LIMIT = 1_000;

/**
 * Starts the next version of an archived item: an item of the workspace with what the other says, in the same work. The
 * first such call makes the work, whose version 1 the item is from then on, with a concept DOI for all of them.
 * @throws AppError not-found, not-allowed; move-not-allowed unless the item is archived, and while a version is in the
 *   workspace already; shoulder-closed, quota-reached
 */
export async function startVersionWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
): Promise<Item> {
  const origin = await lockItemFor(tx, actor, itemId, { right: 'edit' });
  assertScope(actor, 'pid:mint');
  if (origin.state !== 'archived') {
    throw new AppError('move-not-allowed', 'Only an archived item can have a next version.');
  }
  const workId = origin.workId ?? (await makeWork(tx, ctx, actor, origin));
  const versions = await listVersions(tx, workId);
  refuseToFork(versions);
  const number = Math.max(...versions.map((each) => each.versionNumber ?? 0)) + 1;
  const version = await writeNewItem(
    tx,
    {
      id: randomUUID(),
      organisationId: origin.organisationId,
      ownerId: accountIdOf(actor),
      collectionId: origin.collectionId,
      state: 'workspace',
      access: origin.access,
      discoverable: origin.discoverable,
      metadata: origin.metadata,
      otherFields: origin.otherFields,
      files: origin.files,
      workId,
      versionNumber: number,
      keptFor: null,
    },
    { actor, now: ctx.now() },
  );
  await identifySubmitted(tx, ctx, actor, version);
  return version;
}

function refuseToFork(versions: readonly Item[]): void {
  const open = versions.find((each) => each.state === 'workspace');
  if (open !== undefined) {
    throw new AppError(
      'move-not-allowed',
      `Version ${open.versionNumber} is in the workspace already, as the item ${open.id}. Archive or delete that first.`,
    );
  }
  if (versions.length >= VERSIONS_LIMIT) {
    throw new AppError('move-not-allowed', `A work has at most ${VERSIONS_LIMIT} versions.`);
  }
}

/** Makes the work of an item that becomes its version 1. @returns its id */
async function makeWork(tx: Tx, ctx: ItemContext, actor: Actor, item: Item): Promise<string> {
  const now = ctx.now();
  const shoulder = await findShoulderOfDoi(tx, item);
  // Those of the version's own names, too: they come after the concept DOI.
  await lockTogether(tx, ctx, [
    shoulder,
    await findItemShoulder(tx, item.organisationId, 'doi'),
    await findItemShoulder(tx, item.organisationId, 'handle'),
  ]);
  const work = { id: randomUUID(), organisationId: item.organisationId, createdAt: now };
  await insertWork(tx, work);
  await writeItem(tx, ctx, item, 'update', { workId: work.id, versionNumber: 1 }, { actor, now });
  const concept = await giveConceptDoi(tx, ctx, actor, shoulder, work.id);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'work', id: work.id },
    action: 'create',
    actor: toEventActor(actor),
    after: { item: item.id, conceptDoi: concept },
  });
  return work.id;
}

async function giveConceptDoi(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  shoulder: Shoulder | null,
  workId: string,
): Promise<string | null> {
  if (shoulder === null) return null;
  const [given] = await giveOut(tx, ctx, [
    {
      shoulder,
      actor,
      state: 'reserved',
      target: null,
      metadata: null,
      holder: { type: 'work', id: workId },
    },
  ]);
  if (given === undefined) throw new Error('a wish was left without an answer');
  if (given instanceof AppError) throw given;
  return given.pid;
}

/** That of the item's own DOI while it gives out names, else the one of its organisation. */
async function findShoulderOfDoi(tx: Tx, item: Item): Promise<Shoulder | null> {
  const doi = (await listIdentifiersOf(tx, item.id)).find(isDoi);
  const [pid] = doi === undefined ? [] : await readPids(tx, [doi.pid]);
  const own =
    pid === undefined ? null : await findShoulderOf(tx, item.organisationId, pid.type, pid.shoulderId);
  return own?.open === true ? own : findItemShoulder(tx, item.organisationId, 'doi');
}
