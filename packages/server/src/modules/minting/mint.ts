import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../../http/actor.ts';
import { closedError } from './names.ts';
import { mayMint } from './policy.ts';
import type { Shoulder } from './shoulder.ts';

/** The shoulder that an actor may mint under. A shoulder of strangers looks like none. @throws AppError not-found, shoulder-closed */
export async function requireMintableShoulder(
  ctx: Pick<AppContext, 'mintQueue'>,
  actor: Actor,
  shoulderId: string,
): Promise<Shoulder> {
  const shoulder = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(shoulderId)
    ? await ctx.mintQueue.readShoulder(shoulderId)
    : null;
  if (shoulder === null || !mayMint(actor, shoulder)) {
    throw new AppError(
      'not-found',
      'There is no such shoulder, or you may not mint under it. GET /api/v1/shoulders lists yours.',
      {
        problems: [{ pointer: '/shoulder', detail: 'Use the id of a shoulder from the list.' }],
      },
    );
  }
  if (!shoulder.open) throw closedError();
  return shoulder;
}
