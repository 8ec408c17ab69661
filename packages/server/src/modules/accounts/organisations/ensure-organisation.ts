import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { insertOrganisation } from './store.ts';

/**
 * Makes sure that an organisation is there; one that is stays as it is, whatever it has been renamed to.
 * @returns its id
 */
export async function ensureOrganisation(
  ctx: Pick<AppContext, 'db' | 'now'>,
  organisation: { slug: string; name: string },
): Promise<string> {
  return transact(ctx.db, (tx) =>
    insertOrganisation(tx, { id: randomUUID(), ...organisation, createdAt: ctx.now() }),
  );
}
