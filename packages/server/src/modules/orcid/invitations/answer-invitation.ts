import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { mailboxOf } from '../../notifications/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { readClientOfOrganisation } from '../clients/store.ts';
import { usualScope } from '../connecting/scopes.ts';
import type { ConnectWish } from '../connecting/start-connect.ts';
import { hashMailbox, type Invitation, isOpen, stateOf } from './invitation.ts';
import { isOneOf, readLinkToken } from './link.ts';
import { insertUnsubscribed, lockInvitation, readInvitation, readLinkHashes } from './store.ts';
import { writeInvitationChange } from './write-change.ts';

/** Whoever holds the link reads the mail of the address; nothing is known of who that is. */
const BEARER = { kind: 'service' } as const;

/** The invitation that a link leads to. @throws AppError not-found, the same for whatever is wrong with it */
export async function requireLinked(ctx: Pick<AppContext, 'db'>, token: string): Promise<Invitation> {
  const link = readLinkToken(token);
  if (link !== null && isOneOf(await readLinkHashes(ctx.db, link.id), link.secretHash)) {
    const invitation = await readInvitation(ctx.db, link.id);
    if (invitation !== null) return invitation;
  }
  throw new AppError(
    'not-found',
    'This link leads to no invitation. It may have been cut in two by your mail program, or have ended some time ago.',
  );
}

/** The credentials that an invitation connects to, or null when the organisation has none any more. */
export async function readInvitingClient(
  ctx: Pick<AppContext, 'db'>,
  { organisationId }: Invitation,
): Promise<OrganisationClient | null> {
  return readClientOfOrganisation(ctx.db, organisationId);
}

/**
 * What connects the record of who was invited. ORCID's page is filled with their address and name; no iD is sent, so that
 * they sign in with their own.
 * @throws AppError not-found, move-not-allowed
 */
export async function prepareInvitedConnect(
  ctx: Pick<AppContext, 'db' | 'now'>,
  token: string,
  person: PersonActor | null,
): Promise<Omit<ConnectWish, 'browserSecret'>> {
  const invitation = await requireLinked(ctx, token);
  requireUnanswered(invitation, ctx.now());
  const client = await readInvitingClient(ctx, invitation);
  if (client === null) {
    throw new AppError('move-not-allowed', 'The organisation has no credentials at ORCID at the moment.');
  }
  return {
    client,
    accountId: person?.accountId ?? null,
    invitationId: invitation.id,
    scope: usualScope(client),
    // Not the link itself: its secret is kept nowhere.
    returnTo: '/app/orcid',
    prefill: { ...splitName(invitation.name), email: invitation.address },
    lang: invitation.language,
  };
}

/** Says no: no further mail of this invitation. Repeating it is harmless. @throws AppError not-found, move-not-allowed */
export async function declineInvitation(
  ctx: Pick<AppContext, 'db' | 'now'>,
  token: string,
): Promise<Invitation> {
  const { id } = await requireLinked(ctx, token);
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const before = await requireThere(tx, id);
    if (before.state === 'declined') return before;
    requireUnanswered(before, now);
    const set = { state: 'declined' as const, endedAt: now, nextMailAt: null };
    return writeInvitationChange(tx, before, { action: 'decline', set, actor: BEARER, now });
  });
}

/**
 * Ends all mails of the organisation to the address, for good, whatever became of the invitation. Repeating it is harmless.
 * @throws AppError not-found
 */
export async function unsubscribeInvited(
  ctx: Pick<AppContext, 'db' | 'now'>,
  token: string,
): Promise<Invitation> {
  const { id } = await requireLinked(ctx, token);
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const before = await requireThere(tx, id);
    const { organisationId } = before;
    const mailboxHash = hashMailbox(organisationId, mailboxOf(before.address));
    await insertUnsubscribed(tx, { organisationId, mailboxHash, now });
    if (!isOpen(before, now)) return before;
    const set = { state: 'unsubscribed' as const, endedAt: now, nextMailAt: null };
    return writeInvitationChange(tx, before, { action: 'unsubscribe', set, actor: BEARER, now });
  });
}

async function requireThere(tx: Tx, id: string): Promise<Invitation> {
  const invitation = await lockInvitation(tx, id);
  if (invitation === null) throw new AppError('not-found', 'This invitation has ended some time ago.');
  return invitation;
}

function requireUnanswered(invitation: Invitation, now: Date): void {
  if (isOpen(invitation, now)) return;
  throw new AppError('move-not-allowed', `This invitation has ended: it is ${stateOf(invitation, now)}.`);
}

/** 'Family, Given', or the last word as family name: only what ORCID's form begins with. */
function splitName(name: string): { givenNames?: string; familyNames?: string } {
  const [family = '', given] = name.split(',', 2).map((part) => part.trim());
  if (given !== undefined) return { familyNames: family, ...(given === '' ? {} : { givenNames: given }) };
  const words = family.split(/\s+/);
  const last = words.pop() ?? '';
  return words.length === 0 ? { givenNames: last } : { givenNames: words.join(' '), familyNames: last };
}
