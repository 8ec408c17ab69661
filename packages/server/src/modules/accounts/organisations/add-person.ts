import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { joinOrganisation } from './store.ts';

/**
 * Makes an iD a member of an organisation, before or after its owner has signed in here; one who has a role there
 * keeps it. Whether the actor may is settled before.
 * @returns the canonical iD
 * @throws AppError invalid-input when it is none
 */
export async function addPerson(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  actor: Actor,
  wish: { organisationId: string; orcid: string },
): Promise<string> {
  const parsed = parseOrcid(wish.orcid);
  if (!parsed.ok) {
    throw new AppError('invalid-input', 'This is not an ORCID iD.', {
      problems: [{ pointer: '/querystring/orcid_id', detail: parsed.problem.message }],
    });
  }
  const { environment } = ctx.config.orcid;
  const orcid = parsed.value.canonical;
  const { organisationId } = wish;
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    if (!(await joinOrganisation(tx, { organisationId, orcidEnvironment: environment, orcid }, now))) return;
    await recordEvent(tx, {
      at: now,
      subject: { type: 'membership', id: `${organisationId}|${environment}|${orcid}` },
      action: 'add',
      actor: toEventActor(actor),
      before: null,
      after: { role: 'member' },
    });
  });
  return orcid;
}
