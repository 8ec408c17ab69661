import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Versions } from '../../../http/etag.ts';
import type { Steward } from '../../../http/steward.ts';
import { readOrganisationNames } from '../../accounts/index.ts';
import {
  lockManagedScheme,
  markSchemeDeleted,
  restoreScheme,
  type Scheme,
  unknownScheme,
} from '../../schemes/index.ts';
import { showAnchors } from '../changes/store.ts';
import { showHandlers } from '../handlers/store.ts';
import type { LinkContext } from '../register/register-group.ts';
import { listUnreadable } from './check-scheme-change.ts';
import { countUnder, hideNamespace, listOrganisationIds, unhideNamespace } from './store.ts';

export type Affected = { scheme: Scheme; anchors: number; links: number };

/**
 * Deletes a scheme, and with `cascade` all links under it. Nothing is lost: `undeleteScheme` brings both back.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed while there are links and no `cascade`
 */
export function deleteScheme(
  ctx: LinkContext,
  steward: Steward,
  namespace: string,
  { cascade, versions }: { cascade: boolean; versions: Versions | null },
): Promise<Affected> {
  return transact(ctx.db, async (tx) => {
    const scheme = await lockManagedScheme(tx, steward, namespace, versions ?? 'any');
    if (scheme.deletedAt !== null) throw unknownScheme(namespace);
    const alongside = await countUnder(tx, namespace);
    if (alongside.links > 0 && !cascade) {
      throw new AppError(
        'move-not-allowed',
        `${count(alongside.links, 'link')} of ${count(alongside.anchors, 'identifier')} ${alongside.links === 1 ? 'is' : 'are'} registered under “${namespace}”. Delete what is registered first, or with the scheme by cascade=true.`,
      );
    }
    const at = ctx.now();
    await hideNamespace(tx, namespace, at);
    return { scheme: await markSchemeDeleted(tx, steward, scheme, { at, alongside }), ...alongside };
  });
}

/**
 * Brings a deleted scheme back, with the links that went with it as they were; what was deleted before stays deleted.
 * Where the namespace was registered anew meanwhile, only the links come back.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed when nothing of it is deleted, or when
 *   links would come back that the scheme as it is now does not read
 */
export function undeleteScheme(
  ctx: LinkContext,
  steward: Steward,
  namespace: string,
  versions: Versions | null = null,
): Promise<Affected> {
  return transact(ctx.db, async (tx) => {
    const scheme = await lockManagedScheme(tx, steward, namespace, versions ?? 'any');
    const alongside = await unhideNamespace(tx, namespace, scheme.deletedAt);
    if (scheme.deletedAt === null && alongside.anchors === 0) {
      throw new AppError('move-not-allowed', `“${namespace}” is there; nothing of it was deleted.`);
    }
    await refuseUnreadable(tx, scheme);
    const names = await readOrganisationNames(tx, await listOrganisationIds(tx, namespace));
    await showAnchors(tx, { namespace }, names);
    await showHandlers(tx, { namespace });
    const at = ctx.now();
    const restored =
      scheme.deletedAt === null ? scheme : await restoreScheme(tx, steward, scheme, { at, alongside });
    return { scheme: restored, ...alongside };
  });
}

/** Links that no address leads to would be there and not there. */
async function refuseUnreadable(tx: Tx, { namespace, document }: Scheme): Promise<void> {
  const unreadable = await listUnreadable(tx, document);
  if (unreadable.length === 0) return;
  throw new AppError(
    'move-not-allowed',
    `“${namespace}” was registered anew, and does not read all identifiers whose links would come back. Change it so that it does.`,
    {
      problems: unreadable.map((text) => ({
        pointer: '/applicationIdentifiers',
        detail: `${text} has links, and is no identifier of the scheme as it is now.`,
      })),
    },
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
