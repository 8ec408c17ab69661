import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { notAllowed } from '../change.ts';
import { mayChange, maySeeBlock } from '../policy.ts';
import { type Block, readBlock, readShoulder } from '../store.ts';

/** The block that an actor may see. One of strangers looks like none. @throws AppError not-found */
export async function requireReadableBlock(db: Db, actor: Actor, id: string): Promise<Block> {
  const block = await readBlock(db, id.toLowerCase());
  if (block === null || !maySeeBlock(actor, block)) throw unknownBlock();
  return block;
}

/** @throws AppError not-found, not-allowed */
export async function requireChangeableBlock(db: Db, actor: Actor, id: string): Promise<Block> {
  const block = await requireReadableBlock(db, actor, id);
  if (mayChange(actor, block, await readShoulder(db, block.shoulderId))) return block;
  throw notAllowed('change this block');
}

export function unknownBlock(): AppError {
  return new AppError('not-found', 'There is no such block here, or you may not see it.');
}
