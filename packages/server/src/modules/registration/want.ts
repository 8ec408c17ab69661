import type { Tx } from '../../db/index.ts';
import { upsertWanted } from './store.ts';
import { hashWanted, type Wanted } from './wanted.ts';

/** What the registrar behind an account should know about an identifier. */
export type RegistrationWish = { pid: string; registrarAccountId: string; wanted: Wanted };

/** Wishes that go to the database in one statement; the embedded one has no room for a hundred thousand. */
const WISHES_AT_ONCE = 2_000;

/** Sets what registrars should know about identifiers, each named once; the worker sees to the rest. */
export async function wantRegistrations(
  tx: Tx,
  wishes: readonly RegistrationWish[],
  now: Date,
): Promise<void> {
  // Many drafts share one wish.
  const hashes = new Map<Wanted, string>();
  const hashOf = (wanted: Wanted): string => {
    const hash = hashes.get(wanted) ?? hashWanted(wanted);
    hashes.set(wanted, hash);
    return hash;
  };
  for (let start = 0; start < wishes.length; start += WISHES_AT_ONCE) {
    const some = wishes.slice(start, start + WISHES_AT_ONCE);
    await upsertWanted(
      tx,
      some.map((wish) => ({ ...wish, hash: hashOf(wish.wanted) })),
      now,
    );
  }
}
