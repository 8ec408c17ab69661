import type { Db, Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { addUsage, type DataQuota, lockQuota, readQuota, readUsage, type Usage } from './store.ts';

/** What is added for each owner; null: nobody's. */
export type Additions = ReadonlyMap<string | null, Usage>;

/**
 * Counts what is stored; call it late in a transaction, as its rows are what others wait for.
 * @throws AppError data-quota-reached when something was added and a limit is passed by it
 */
export async function countUsage(tx: Tx, organisationId: string, added: Additions): Promise<void> {
  const adds = [...added.values()].some(({ bytes }) => bytes > 0);
  const quota = adds ? await lockQuota(tx, organisationId) : null;
  // Always in the same order, so that two transactions never wait for each other in a circle.
  const owners = [...added].sort(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1));
  for (const [ownerId, usage] of owners) {
    const after = await addUsage(tx, organisationId, ownerId, usage);
    const limit = ownerId === null ? null : (quota?.personBytes ?? null);
    if (usage.bytes > 0 && limit !== null && after.bytes > limit) throw personFull(limit);
  }
  if (quota === null || quota.organisationBytes === null) return;
  const total = await readUsage(tx, organisationId);
  if (total.bytes > quota.organisationBytes) throw organisationFull(quota.organisationBytes);
}

type QuotaWish = { organisationId: string; ownerId: string | null; bytes: number };

/** Whether so many bytes more would fit; asked again when a file is placed. */
export async function holdsQuota(db: Db, wish: QuotaWish): Promise<boolean> {
  return (await findQuotaProblem(db, wish)) === null;
}

/** @throws AppError data-quota-reached */
export async function requireQuota(db: Db, wish: QuotaWish): Promise<void> {
  const problem = await findQuotaProblem(db, wish);
  if (problem !== null) throw problem;
}

async function findQuotaProblem(
  db: Db,
  { organisationId, ownerId, bytes }: QuotaWish,
): Promise<AppError | null> {
  if (bytes <= 0) return null;
  const quota: DataQuota = await readQuota(db, organisationId);
  if (quota.personBytes !== null && ownerId !== null) {
    const used = await readUsage(db, organisationId, { id: ownerId });
    if (used.bytes + bytes > quota.personBytes) return personFull(quota.personBytes);
  }
  if (quota.organisationBytes !== null) {
    const used = await readUsage(db, organisationId);
    if (used.bytes + bytes > quota.organisationBytes) return organisationFull(quota.organisationBytes);
  }
  return null;
}

function personFull(limit: number): AppError {
  return new AppError(
    'data-quota-reached',
    `Your organisation lets each person store ${limit} bytes, and this would be more. Empty your trash, or ask for more.`,
  );
}

function organisationFull(limit: number): AppError {
  return new AppError(
    'data-quota-reached',
    `The organisation may store ${limit} bytes, and this would be more. Ask its administrators.`,
  );
}
