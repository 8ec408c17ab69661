import type { Db } from '../../../db/index.ts';
import { readAccountNames } from '../../accounts/index.ts';
import { countStates } from '../../pids/index.ts';
import type { Block } from '../store.ts';
import { presentBlock } from './present.ts';

/** A block as it is told, with how many of its names are in which state at the moment. */
export async function showBlock(db: Db, block: Block) {
  const [shown] = await showBlocks(db, [block]);
  if (shown === undefined) throw new Error('one block is shown as one');
  return shown;
}

/** The same for several. */
export async function showBlocks(db: Db, blocks: readonly Block[]) {
  const counts = await countStates(
    db,
    blocks.map(({ id }) => id),
  );
  const owners = await readOwners(db, blocks);
  return blocks.map((block) =>
    presentBlock(block, {
      states: counts.get(block.id) ?? {},
      owner: owners.get(block.ownerId ?? '') ?? null,
    }),
  );
}

export function readOwners(db: Db, owned: readonly { ownerId: string | null }[]) {
  return readAccountNames(
    db,
    owned.flatMap(({ ownerId }) => ownerId ?? []),
  );
}
