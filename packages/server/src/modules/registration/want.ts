import type { Tx } from '../../db/index.ts';
import { upsertWanted } from './store.ts';
import { hashWanted, type Wanted } from './wanted.ts';

/** What the registrar behind an account should know about an identifier. */
export type RegistrationWish = { pid: string; registrarAccountId: string; wanted: Wanted };

/** Sets what registrars should know about identifiers, each named once; the worker sees to the rest. */
export async function wantRegistrations(
  tx: Tx,
  wishes: readonly RegistrationWish[],
  now: Date,
): Promise<void> {
  if (wishes.length === 0) return;
  await upsertWanted(
    tx,
    wishes.map((wish) => ({ ...wish, hash: hashWanted(wish.wanted) })),
    now,
  );
}
