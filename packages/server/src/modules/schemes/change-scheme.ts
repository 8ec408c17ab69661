import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { recordEvent } from '../../events.ts';
import { requireNamedVersion, type Versions } from '../../http/etag.ts';
import { covers, type Steward } from '../../http/steward.ts';
import { wantMirrored } from './mirror/store.ts';
import type { Scheme } from './scheme.ts';
import { lockScheme, showScheme, updateScheme } from './store.ts';

/**
 * A scheme, deleted or not, that a steward may change, locked until the transaction ends.
 * @throws AppError not-found when it never was, not-allowed, version-needed, version-mismatch
 */
export async function lockManagedScheme(
  tx: Tx,
  steward: Steward,
  namespace: string,
  versions: Versions | null,
): Promise<Scheme> {
  const scheme = await lockScheme(tx, namespace, 'update');
  if (scheme === null) throw unknownScheme(namespace);
  requireManaged(steward, scheme);
  if (scheme.deletedAt === null) requireNamedVersion(nameScheme(scheme), versions);
  return scheme;
}

/** @throws AppError not-allowed: what a scheme says is public, so nothing is hidden by it */
export function requireManaged(steward: Steward, scheme: Scheme): void {
  if (covers(steward.schemes, scheme.organisationId)) return;
  throw new AppError(
    'not-allowed',
    `Only administrators of the organisation that registered “${scheme.namespace}” change it.`,
  );
}

export function nameScheme({ namespace, version }: Scheme): { name: string; version: number } {
  return { name: `a scheme “${namespace}”`, version };
}

export function unknownScheme(namespace: string): AppError {
  return new AppError('not-found', `There is no scheme “${namespace}”.`);
}

/** What goes with the deletion of a scheme, or comes back with it, for its history. */
export type Alongside = { links: number; anchors: number };

/**
 * Deletes a scheme that `lockManagedScheme` gave: resolvers no longer know it, object storage no longer holds it. Its
 * row stays, and with it the namespace belongs to its organisation, so that identifiers in print mean nothing else.
 */
export async function markSchemeDeleted(
  tx: Tx,
  steward: Steward,
  scheme: Scheme,
  { at, alongside, reason = null }: { at: Date; alongside: Alongside; reason?: string | null },
): Promise<Scheme> {
  const after = { ...scheme, version: scheme.version + 1, updatedAt: at, deletedAt: at };
  await writeChange(tx, after);
  await recordEvent(tx, {
    at,
    subject: { type: 'scheme', id: scheme.namespace },
    action: 'delete',
    actor: steward.event,
    before: { version: scheme.version, ...alongside },
    reason,
  });
  return after;
}

/** Brings back a deleted scheme as it was. */
export async function restoreScheme(
  tx: Tx,
  steward: Steward,
  scheme: Scheme,
  { at, alongside }: { at: Date; alongside: Alongside },
): Promise<Scheme> {
  const after = { ...scheme, version: scheme.version + 1, updatedAt: at, deletedAt: null };
  await writeChange(tx, after);
  await recordEvent(tx, {
    at,
    subject: { type: 'scheme', id: scheme.namespace },
    action: 'restore',
    actor: steward.event,
    after: { version: after.version, ...alongside },
  });
  return after;
}

/** Writes a changed scheme where everyone reads it. */
export async function writeChange(tx: Tx, scheme: Scheme): Promise<void> {
  await updateScheme(tx, scheme);
  await showScheme(tx, scheme);
  await wantMirrored(tx, scheme);
}
