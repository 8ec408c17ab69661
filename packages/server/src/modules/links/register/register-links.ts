import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Steward } from '../../../http/steward.ts';
import { type AnchorDetails, addDetails } from '../details.ts';
import type { RegistrationWish } from './read-wish.ts';
import { type LinkContext, type LinkOutcome, registerGroup } from './register-group.ts';

export type Registration = AnchorDetails & {
  /** Whether the anchor was not there before. */
  isNew: boolean;
  /** Of the links wished, in their order. */
  outcomes: readonly LinkOutcome[];
};

/**
 * Registers an anchor with one or more links, all of them or none. A link whose target, relation, media types and
 * context are those of one that is there is written anew in its place; others are added.
 * @throws AppError not-found without the scheme, not-allowed, invalid-input with all problems by JSON pointer
 *   (`/anchor`, `/links/0/target`), already-exists when the anchor is another organisation's, move-not-allowed when it
 *   was withdrawn; roll the transaction back then
 */
export async function registerLinksIn(
  tx: Tx,
  ctx: LinkContext,
  steward: Steward,
  wish: RegistrationWish,
): Promise<Registration> {
  const [result] = await registerGroup(tx, ctx, steward, [wish]);
  if (result === undefined) throw new Error('nothing became of a wish');
  if (result instanceof AppError) throw result;
  const { after, isNew, links } = result;
  return { ...(await addDetails(tx, ctx, after)), isNew, outcomes: links };
}
