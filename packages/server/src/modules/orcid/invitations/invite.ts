import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../../accounts/index.ts';
import { findItem } from '../../items/index.ts';
import { mailboxOf } from '../../notifications/index.ts';
import { readClientOfOrganisation } from '../clients/store.ts';
import { hashMailbox, INVITATION_LIFE_MS, INVITATIONS_A_DAY, type Invitation } from './invitation.ts';
import {
  countInvitationsSince,
  insertInvitation,
  isUnsubscribed,
  lockInviting,
  lockOpenInvitation,
} from './store.ts';
import type { InvitationWish } from './wish.ts';
import { presentForHistory, writeInvitationChange } from './write-change.ts';

const DAY_MS = 86_400_000;
const ITEMS_LIMIT = 50;

/** `folded`: the mailbox has an invitation that waits for an answer, and gets no second one. */
export type Invited =
  | { outcome: 'invited' | 'folded'; invitation: Invitation }
  | { outcome: 'refused'; problems: InputProblem[] };

/**
 * Invites people to connect their records with an organisation; the mails follow from the rows. Each wish is taken or
 * refused by itself, in one transaction.
 * @returns what became of each wish, in their order
 * @throws AppError move-not-allowed without credentials at ORCID, too-many-requests
 */
export async function invitePeople(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisation: Organisation,
  wishes: readonly InvitationWish[],
): Promise<Invited[]> {
  if ((await readClientOfOrganisation(ctx.db, organisation.id)) === null) {
    throw new AppError(
      'move-not-allowed',
      'The organisation has no credentials at ORCID yet, so that nobody could connect a record. Enter them first.',
    );
  }
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    await lockInviting(tx, organisation.id);
    const before = await countInvitationsSince(tx, organisation.id, new Date(now.getTime() - DAY_MS));
    const invited: Invited[] = [];
    for (const wish of wishes) invited.push(await invite(tx, actor, organisation, wish, now));
    const added = invited.filter(({ outcome }) => outcome === 'invited').length;
    if (before + added > INVITATIONS_A_DAY) {
      throw new AppError(
        'too-many-requests',
        `An organisation invites ${INVITATIONS_A_DAY} people a day at most, and ${before} were invited since yesterday. Nobody was invited now.`,
        { headers: { 'retry-after': String(DAY_MS / 1000) } },
      );
    }
    return invited;
  });
}

async function invite(
  tx: Tx,
  actor: Actor,
  organisation: Organisation,
  wish: InvitationWish,
  now: Date,
): Promise<Invited> {
  const organisationId = organisation.id;
  const mailboxHash = hashMailbox(organisationId, mailboxOf(wish.address));
  if (await isUnsubscribed(tx, organisationId, mailboxHash)) {
    return refuse(
      '/email',
      'The owner of this address asked not to be written to by this organisation again.',
    );
  }
  const { itemId } = wish;
  if (itemId !== null && !(await isItemOf(tx, actor, organisationId, itemId))) {
    return refuse('/item', 'The organisation has no such item.');
  }
  const open = await lockOpenInvitation(tx, organisationId, mailboxHash);
  if (open !== null && open.expiresAt > now) return fold(tx, actor, open, wish, now);
  if (open !== null) {
    const ended = { state: 'expired' as const, endedAt: now, nextMailAt: null };
    await writeInvitationChange(tx, open, { action: 'expire', set: ended, actor: { kind: 'service' }, now });
  }
  const invitation = await insertInvitation(tx, {
    ...wish,
    id: randomUUID(),
    organisationId,
    itemIds: itemId === null ? [] : [itemId],
    mailboxHash,
    invitedBy: toEventActor(actor),
    expiresAt: new Date(now.getTime() + INVITATION_LIFE_MS),
    now,
  });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-invitation', id: invitation.id },
    action: 'create',
    actor: toEventActor(actor),
    after: presentForHistory(invitation),
  });
  return { outcome: 'invited', invitation };
}

/** One mailbox gets one mail: what the second wish knows beyond the first is added to it. */
async function fold(
  tx: Tx,
  actor: Actor,
  open: Invitation,
  { hintedOrcid, itemId }: InvitationWish,
  now: Date,
): Promise<Invited> {
  if (hintedOrcid !== null && open.hintedOrcid !== null && hintedOrcid !== open.hintedOrcid) {
    return refuse(
      '/orcid',
      `This address has an invitation that names ${open.hintedOrcid}. One mailbox is taken for one person.`,
    );
  }
  const itemIds = itemId === null || open.itemIds.includes(itemId) ? open.itemIds : [...open.itemIds, itemId];
  if (itemIds.length > ITEMS_LIMIT) {
    return refuse('/item', `An invitation names ${ITEMS_LIMIT} items at most.`);
  }
  const set = { itemIds, hintedOrcid: open.hintedOrcid ?? hintedOrcid };
  if (itemIds === open.itemIds && set.hintedOrcid === open.hintedOrcid) {
    return { outcome: 'folded', invitation: open };
  }
  const change = { action: 'fold', set, actor: toEventActor(actor), now };
  return { outcome: 'folded', invitation: await writeInvitationChange(tx, open, change) };
}

async function isItemOf(tx: Tx, actor: Actor, organisationId: string, itemId: string): Promise<boolean> {
  const found = await findItem(tx, actor, itemId);
  return found?.rights.read === true && found.item.organisationId === organisationId;
}

function refuse(pointer: string, detail: string): Invited {
  return { outcome: 'refused', problems: [{ pointer, detail }] };
}
