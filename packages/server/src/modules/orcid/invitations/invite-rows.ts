import type { Static } from 'typebox';
import type { AppContext } from '../../../context.ts';
import type { Actor } from '../../../http/actor.ts';
import type { Organisation } from '../../accounts/index.ts';
import { type Invited, invitePeople } from './invite.ts';
import { readInvitationRows } from './read-rows.ts';
import type { InvitedRows } from './schema.ts';
import { type InvitationWish, readWish } from './wish.ts';

type Outcome = Static<typeof InvitedRows>;

/**
 * Invites the people of a table. Rows with mistakes are told, and the others invited.
 * @param dryRun true: the rows are checked by their form, and nobody is invited
 * @throws AppError as `readInvitationRows` and `invitePeople` do
 */
export async function inviteRows(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisation: Organisation,
  bytes: Buffer,
  dryRun: boolean,
): Promise<Outcome> {
  const rows = readInvitationRows(bytes).map(({ line, input, problems }) => {
    if (problems.length > 0) return { line, wish: null, problems };
    const read = readWish(input);
    return read.ok ? { line, wish: read.wish, problems: [] } : { line, wish: null, problems: read.problems };
  });
  const wishes = rows.flatMap(({ wish }): InvitationWish[] => (wish === null ? [] : [wish]));
  const invited = dryRun || wishes.length === 0 ? [] : await invitePeople(ctx, actor, organisation, wishes);
  let taken = 0;
  const told = rows.map(({ line, wish, problems }): Outcome['rows'][number] => {
    if (wish === null) return { line, outcome: 'refused', invitation: null, problems };
    return { line, ...tell(invited[taken++]) };
  });
  const count = (outcome: string): number => told.filter((each) => each.outcome === outcome).length;
  return { invited: count('invited'), folded: count('folded'), refused: count('refused'), rows: told };
}

function tell(invited: Invited | undefined): Omit<Outcome['rows'][number], 'line'> {
  if (invited === undefined) return { outcome: 'fine', invitation: null, problems: [] };
  if (invited.outcome === 'refused')
    return { outcome: 'refused', invitation: null, problems: invited.problems };
  return { outcome: invited.outcome, invitation: invited.invitation.id, problems: [] };
}
