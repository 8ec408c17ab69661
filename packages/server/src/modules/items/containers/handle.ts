import type { DataciteMetadata } from '@mintmark/datacite';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid, type GiveOutContext, giveOut } from '../../minting/index.ts';
import { findItemShoulder } from '../identifiers/held.ts';
import type { Container } from './container.ts';
import { listHeldNames } from './store.ts';

/** What the page of a container's Handle says. */
function describe({ name }: Container): DataciteMetadata {
  return { titles: [{ title: name }], types: { resourceTypeGeneral: 'Collection' } };
}

/** Gives a new container a Handle, where its organisation has a shoulder for them. */
export async function giveHandle(
  tx: Tx,
  ctx: GiveOutContext,
  actor: Actor,
  container: Container,
): Promise<void> {
  const shoulder = await findItemShoulder(tx, container.organisationId, 'handle');
  if (shoulder === null) return;
  const [given] = await giveOut(tx, ctx, [
    {
      shoulder,
      actor,
      state: 'public',
      target: null,
      metadata: describe(container),
      holder: { type: container.type, id: container.id },
    },
  ]);
  if (given instanceof AppError) throw given;
}

/** Says the new name of a container where its identifiers are shown. */
export async function renameHandles(
  tx: Tx,
  ctx: GiveOutContext,
  actor: Actor,
  container: Container,
): Promise<void> {
  for (const name of await listHeldNames(tx, container.id)) {
    await changeHeldPid(tx, ctx, {
      actor,
      name,
      action: 'update',
      changes: { metadata: describe(container) },
      now: ctx.now(),
    });
  }
}

/** Withdraws the identifiers of a container that is deleted; they are the names of nothing from now on. */
export async function withdrawHandles(
  tx: Tx,
  ctx: GiveOutContext,
  actor: Actor,
  container: Container,
): Promise<void> {
  for (const name of await listHeldNames(tx, container.id)) {
    await changeHeldPid(tx, ctx, {
      actor,
      name,
      action: 'withdraw',
      changes: { holder: null, reason: `The ${container.type} was deleted.` },
      now: ctx.now(),
      deleted: true,
    });
  }
}
