import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import type { Versions } from '../../../http/etag.ts';
import { archiveItemWithin } from '../archive-item.ts';
import { createItemWithin } from '../create-item.ts';
import { deleteItemWithin } from '../delete-item.ts';
import { requireItem } from '../find-item.ts';
import { registerDoiWithin } from '../identifiers/register-doi.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { reinstateItemWithin } from '../reinstate-item.ts';
import { updateItemWithin } from '../update-item.ts';
import { withdrawItemWithin } from '../withdraw-item.ts';
import type { Operation } from './operation.ts';

/** Does what one line asks for, in the caller's transaction. @throws AppError as the use case does */
export async function runOperation(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  operation: Operation,
): Promise<Item> {
  switch (operation.op) {
    case 'create': {
      const { op: _, collection, state = 'workspace', ...wish } = operation;
      return createItemWithin(tx, ctx, actor, { ...wish, state, ...inCollection(collection) });
    }
    case 'update': {
      const { op: _, uuid, version, collection, ...change } = operation;
      const versions = readVersions(version);
      return updateItemWithin(tx, ctx, actor, uuid, { ...change, versions, ...inCollection(collection) });
    }
    case 'archive':
      return archiveItemWithin(tx, ctx, actor, operation.uuid, { versions: readVersions(operation.version) });
    case 'withdraw': {
      const { uuid, version, reason } = operation;
      return withdrawItemWithin(tx, ctx, actor, uuid, { versions: readVersions(version), reason });
    }
    case 'reinstate':
      return reinstateItemWithin(tx, ctx, actor, operation.uuid, {
        versions: readVersions(operation.version),
      });
    case 'register':
      await registerDoiWithin(tx, ctx, actor, operation.uuid, {});
      return requireItem(tx, actor, operation.uuid, 'read');
    case 'delete': {
      const { uuid, version, reason } = operation;
      const versions = readVersions(version);
      return deleteItemWithin(
        tx,
        ctx,
        actor,
        uuid,
        reason === undefined ? { versions } : { versions, reason },
      );
    }
    default:
      return operation satisfies never;
  }
}

function readVersions(version: number | undefined): Versions {
  return version === undefined ? 'any' : new Set([version]);
}

function inCollection(collection: string | null | undefined): { collectionId?: string | null } {
  return collection === undefined ? {} : { collectionId: collection };
}
