import { randomUUID } from 'node:crypto';
import { type Db, type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, accountIdOf, assertScope, isOperator } from '../../http/actor.ts';
import { findOrganisation, readFirstOrganisation } from '../accounts/index.ts';
import { archiveWithin } from './archive-item.ts';
import { isUuid } from './find-item.ts';
import { identifySubmitted } from './identifiers/identify-submitted.ts';
import { readFiles, readItemMetadata } from './input.ts';
import type { Fields, Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { maySubmit } from './policy.ts';
import { keepCollection } from './store.ts';
import { writeNewItem } from './write-item.ts';

/** An item that somebody wants. What is of type `unknown` is checked here. */
export type CreateItemWish = {
  state: 'workspace' | 'archived';
  /** DataCite's JSON: a whole record to be archived, a draft in the workspace. */
  metadata: unknown;
  /** dc.* values that the kernel cannot hold. */
  otherFields?: Fields;
  /** Short name of the organisation; left out: that of the collection, or the only one that the actor belongs to. */
  organisation?: string;
  collectionId?: string | null;
  files?: unknown;
  access?: Item['access'];
  discoverable?: boolean;
};

/**
 * Makes an item; an archived one gets its Handle at once.
 * @throws AppError not-allowed, invalid-input, metadata-refused, shoulder-closed, quota-reached
 */
export async function createItem(ctx: ItemContext, actor: Actor, wish: CreateItemWish): Promise<Item> {
  const item = await transact(ctx.db, (tx) => createItemWithin(tx, ctx, actor, wish));
  ctx.wakeRegistration();
  return item;
}

/** The same in the caller's transaction. */
export async function createItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  wish: CreateItemWish,
): Promise<Item> {
  assertScope(actor, 'pid:mint');
  if (wish.state === 'archived') assertScope(actor, 'pid:publish');
  const organisationId = await chooseOrganisation(tx, actor, wish);
  const item = await writeNewItem(
    tx,
    {
      id: randomUUID(),
      organisationId,
      ownerId: accountIdOf(actor),
      collectionId: wish.collectionId ?? null,
      state: 'workspace',
      access: wish.access ?? 'public',
      discoverable: wish.discoverable ?? true,
      metadata: readItemMetadata(wish.metadata, wish.state === 'archived' ? 'complete' : 'draft'),
      otherFields: wish.otherFields ?? {},
      files: wish.files === undefined ? [] : readFiles(wish.files),
      workId: null,
      versionNumber: null,
      keptFor: null,
    },
    { actor, now: ctx.now() },
  );
  await identifySubmitted(tx, ctx, actor, item);
  return wish.state === 'archived' ? archiveWithin(tx, ctx, actor, item) : item;
}

async function chooseOrganisation(tx: Tx, actor: Actor, wish: CreateItemWish): Promise<string> {
  const collectionId = wish.collectionId ?? null;
  const ofCollection = collectionId === null ? null : await requireCollectionOrganisation(tx, collectionId);
  const named = wish.organisation === undefined ? null : await findOrganisation(tx, wish.organisation);
  if (wish.organisation !== undefined && (named === null || !maySubmit(actor, named.id)))
    throw notSubmitting();
  const id = ofCollection ?? named?.id ?? (await ownOrganisation(tx, actor));
  if (!maySubmit(actor, id)) throw notSubmitting();
  if (named !== null && named.id !== id) {
    throw new AppError('invalid-input', 'The collection belongs to another organisation.', {
      problems: [{ pointer: '/collection', detail: 'Name a collection of the same organisation.' }],
    });
  }
  return id;
}

async function ownOrganisation(db: Db, actor: Actor): Promise<string> {
  const memberships = actor.kind === 'operator' ? [] : actor.memberships;
  const [only] = memberships;
  if (only !== undefined && memberships.length === 1) return only.organisationId;
  if (only === undefined) {
    if (isOperator(actor)) return (await readFirstOrganisation(db)).id;
    throw notSubmitting();
  }
  throw new AppError('invalid-input', 'You belong to several organisations; say for which one.', {
    problems: [{ pointer: '/organisation', detail: 'Give the short name of one of your organisations.' }],
  });
}

/** The organisation of a collection that an item is to go into, and that is not deleted meanwhile. @throws AppError invalid-input */
export async function requireCollectionOrganisation(tx: Tx, collectionId: string): Promise<string> {
  const id = isUuid(collectionId) ? await keepCollection(tx, collectionId) : null;
  if (id !== null) return id;
  throw new AppError('invalid-input', 'There is no such collection.', {
    problems: [{ pointer: '/collection', detail: 'Give the uuid of a collection.' }],
  });
}

function notSubmitting(): AppError {
  return new AppError('not-allowed', 'Only members of an organisation submit items to it.');
}
