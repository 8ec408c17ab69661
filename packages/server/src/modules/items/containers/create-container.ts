import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { findOrganisation, readFirstOrganisation } from '../../accounts/index.ts';
import type { GiveOutContext } from '../../minting/index.ts';
import type { Container, ContainerType, ContainerWish } from './container.ts';
import { giveHandle } from './handle.ts';
import { mayManageContainers } from './policy.ts';
import { insertContainer, lockContainer } from './store.ts';

export type ContainerContext = GiveOutContext & Pick<AppContext, 'db'>;

/**
 * Makes a community, at the top or in another one.
 * @throws AppError not-allowed, not-found for an organisation that is not the actor's, invalid-input
 */
export const createCommunity = (
  ctx: ContainerContext,
  actor: Actor,
  wish: ContainerWish,
): Promise<Container> =>
  transact(ctx.db, (tx) => createContainer(tx, ctx, actor, { ...wish, type: 'community' }));

/**
 * Makes a collection in a community.
 * @throws AppError not-allowed, invalid-input when the community is not there
 */
export const createCollection = (
  ctx: ContainerContext,
  actor: Actor,
  wish: ContainerWish & { parentId: string },
): Promise<Container> =>
  transact(ctx.db, (tx) => createContainer(tx, ctx, actor, { ...wish, type: 'collection' }));

/** The same in the caller's transaction. */
export async function createContainer(
  tx: Tx,
  ctx: GiveOutContext,
  actor: Actor,
  wish: ContainerWish & { type: ContainerType },
): Promise<Container> {
  const { type, parentId, name, metadata = {} } = wish;
  if (type === 'collection' && parentId === null) throw unknownParent();
  const organisationId =
    parentId === null
      ? await chooseOrganisation(tx, actor, wish.organisation)
      : (await lockParent(tx, parentId)).organisationId;
  if (!mayManageContainers(actor, organisationId)) throw notAllowed();
  const now = ctx.now();
  const container = await insertContainer(tx, {
    type,
    id: randomUUID(),
    organisationId,
    parentId,
    name,
    metadata,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await giveHandle(tx, ctx, actor, container);
  await recordEvent(tx, {
    at: now,
    subject: { type, id: container.id },
    action: 'create',
    actor: toEventActor(actor),
    after: describeContainer(container),
  });
  return container;
}

/** The community that something is put into. @throws AppError invalid-input */
export async function lockParent(tx: Tx, parentId: string): Promise<Container> {
  const parent = await lockContainer(tx, 'community', parentId.toLowerCase());
  if (parent === null) throw unknownParent();
  return parent;
}

async function chooseOrganisation(tx: Tx, actor: Actor, slug: string | undefined): Promise<string> {
  if (slug !== undefined) {
    const organisation = await findOrganisation(tx, slug);
    const isOwn =
      actor.kind === 'operator' || actor.operator || actor.memberships.some((each) => each.slug === slug);
    if (organisation === null || !isOwn) {
      throw new AppError('not-found', 'There is no such organisation among yours.');
    }
    return organisation.id;
  }
  const managed =
    actor.kind === 'operator'
      ? []
      : actor.memberships.filter((each) => mayManageContainers(actor, each.organisationId));
  const [only, ...others] = managed;
  if (only === undefined && (actor.kind === 'operator' || actor.operator)) {
    return (await readFirstOrganisation(tx)).id;
  }
  if (only === undefined) throw notAllowed();
  if (others.length === 0) return only.organisationId;
  throw new AppError('invalid-input', 'You belong to several organisations; say which one you mean.', {
    problems: [{ pointer: '/organisation', detail: 'Give the short name of the organisation.' }],
  });
}

/** What a container's history says of it. */
export function describeContainer({
  parentId,
  name,
  metadata,
}: Pick<Container, 'parentId' | 'name' | 'metadata'>): Record<string, unknown> {
  return { parent: parentId, name, metadata };
}

export function notAllowed(): AppError {
  return new AppError(
    'not-allowed',
    'Only curators and administrators of the organisation make and change communities and collections.',
  );
}

function unknownParent(): AppError {
  return new AppError('invalid-input', 'There is no such community.', {
    problems: [{ pointer: '/community', detail: 'Give the id of a community that is there.' }],
  });
}
