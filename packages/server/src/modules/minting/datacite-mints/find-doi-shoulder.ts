import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { mayMint } from '../policy.ts';
import type { Shoulder } from '../shoulder.ts';
import { readShoulders } from '../store.ts';
import type { DoiWish } from './read-doi-wish.ts';
import { findDoiShoulderIds } from './store.ts';

/**
 * The shoulder that a DOI is to be minted under: with the longest beginning of a chosen name, with exactly the prefix
 * otherwise; for physical samples one of IGSN IDs where there is one.
 * @throws AppError not-allowed when there is none under which the actor may mint, whether it exists or not
 */
export async function requireMintableDoiShoulder(db: Db, actor: Actor, wish: DoiWish): Promise<Shoulder> {
  const slash = wish.prefix.indexOf('/');
  const prefix = slash === -1 ? wish.prefix : wish.prefix.slice(0, slash);
  const beginning = slash === -1 ? '' : wish.prefix.slice(slash + 1);
  const shoulders = await readShoulders(db, await findDoiShoulderIds(db, prefix));
  const wantsSample = wish.metadata?.types?.resourceTypeGeneral === 'PhysicalObject';
  const fitting = [...shoulders.values()]
    .filter((each) => mayMint(actor, each))
    .filter(({ shoulder }) =>
      wish.name === null ? shoulder === beginning : wish.name.startsWith(`${prefix}/${shoulder}`),
    )
    .sort(
      (a, b) =>
        b.shoulder.length - a.shoulder.length ||
        Number((b.type === 'igsn') === wantsSample) - Number((a.type === 'igsn') === wantsSample),
    );
  const [best] = fitting;
  if (best === undefined) {
    throw new AppError('not-allowed', `You may not mint under ${wish.name ?? wish.prefix} here.`);
  }
  return best;
}
