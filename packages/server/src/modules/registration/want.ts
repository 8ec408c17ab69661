import type { Tx } from '../../db/index.ts';
import { upsertWanted } from './store.ts';
import { hashWanted, type Wanted } from './wanted.ts';

/** Sets what the registrar should know about an identifier; the worker sees to the rest. */
export async function wantRegistration(
  tx: Tx,
  wish: { pid: string; registrarAccountId: string; wanted: Wanted; now: Date },
): Promise<void> {
  await upsertWanted(tx, { ...wish, hash: hashWanted(wish.wanted) });
}
