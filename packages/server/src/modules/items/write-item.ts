import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import { type EventActor, recordEvent } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import type { Item } from './item.ts';
import { insertRevision } from './revisions/store.ts';
import { type ItemAction, requireItemMove } from './states.ts';
import { insertItem, updateItemRow } from './store.ts';

/** What a change sets; what is left out stays. State, version and revision follow from it. */
export type ItemChanges = Partial<
  Pick<
    Item,
    | 'metadata'
    | 'otherFields'
    | 'files'
    | 'access'
    | 'discoverable'
    | 'collectionId'
    | 'workId'
    | 'versionNumber'
    | 'withdrawnReason'
  >
>;

/** `actor`: null for the service itself. */
type Write = { actor: Actor | null; now: Date; reason?: string | undefined };

/** Writes a new item with its first revision and event. */
export async function writeNewItem(
  tx: Tx,
  wish: Omit<
    Item,
    | 'seq'
    | 'submitter'
    | 'version'
    | 'revision'
    | 'createdAt'
    | 'updatedAt'
    | 'archivedAt'
    | 'withdrawnReason'
  >,
  { actor, now }: Write,
): Promise<Item> {
  const item = await insertItem(tx, {
    ...wish,
    submitter: byWhom(actor),
    withdrawnReason: null,
    version: 1,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
  });
  await insertRevision(tx, item.id, {
    number: 1,
    metadata: item.metadata,
    otherFields: item.otherFields,
    files: item.files,
    actor: item.submitter,
    reason: null,
    at: now,
  });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'item', id: item.id },
    action: 'create',
    actor: item.submitter,
    after: describe(item),
  });
  return item;
}

/**
 * The one place where an item changes: checks the move, writes row, revision and event. An update that changes nothing
 * writes nothing.
 * @param before the item as it is, locked
 * @throws AppError move-not-allowed
 */
export async function writeItem(
  tx: Tx,
  ctx: Pick<AppContext, 'afterItemChange'>,
  before: Item,
  action: ItemAction,
  changes: ItemChanges,
  { actor, now, reason }: Write,
): Promise<Item> {
  const state = requireItemMove(action, before.state);
  const said = { ...before, ...changes };
  const isRevised =
    !areAlike(said.metadata, before.metadata) ||
    !areAlike(said.otherFields, before.otherFields) ||
    !areAlike(said.files, before.files);
  if (action === 'update' && !isRevised && isDeepStrictEqual(describe(said), describe(before))) return before;
  const after: Item = {
    ...said,
    state,
    withdrawnReason: state === 'withdrawn' ? said.withdrawnReason : null,
    version: before.version + 1,
    revision: before.revision + (isRevised ? 1 : 0),
    updatedAt: now,
    archivedAt: action === 'archive' ? now : before.archivedAt,
  };
  const by = byWhom(actor);
  await updateItemRow(tx, after);
  if (isRevised) {
    const { revision: number, metadata, otherFields, files } = after;
    await insertRevision(tx, after.id, {
      number,
      metadata,
      otherFields,
      files,
      actor: by,
      reason: reason ?? null,
      at: now,
    });
  }
  await recordEvent(tx, {
    at: now,
    subject: { type: 'item', id: after.id },
    action,
    actor: by,
    before: describe(before),
    after: describe(after),
    reason: reason ?? null,
  });
  await ctx.afterItemChange(tx, { before, after });
  return after;
}

function byWhom(actor: Actor | null): EventActor {
  return actor === null ? { kind: 'service' } : toEventActor(actor);
}

/** What history keeps beside the revisions. */
function describe(item: Item): Record<string, unknown> {
  return {
    state: item.state,
    access: item.access,
    discoverable: item.discoverable,
    collection: item.collectionId,
    work: item.workId,
    versionNumber: item.versionNumber,
    revision: item.revision,
    version: item.version,
  };
}

/** Whether two JSON values are the same, whatever the order of their members. */
export function areAlike(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
