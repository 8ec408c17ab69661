import { createHash } from 'node:crypto';
import type { EventActor } from '../../../events.ts';

const DAY_MS = 86_400_000;

/** How long the link of an invitation works. */
export const INVITATION_LIFE_MS = 60 * DAY_MS;
/** After which mails the next goes out by itself, and how much later: two reminders at most. */
export const REMINDER_WAITS_MS: readonly number[] = [7 * DAY_MS, 14 * DAY_MS];
/** The mails of one invitation, with those that an administrator asked for. */
export const MAILS_LIMIT = 4;
/** Between two mails, whoever asks. */
export const MAIL_PAUSE_MS = 3 * DAY_MS;
/** How many people an organisation may invite in a day. */
export const INVITATIONS_A_DAY = 500;
/** How long an invitation, and the address with it, is kept after its end. */
export const KEPT_DAYS = 30;

/** Where an invitation stands. `failed`: the mail server will never take it; `withdrawn`: an administrator took it back. */
export const invitationStates = [
  'queued',
  'sent',
  'accepted',
  'declined',
  'expired',
  'unsubscribed',
  'failed',
  'withdrawn',
] as const;
export type InvitationState = (typeof invitationStates)[number];

/** Languages that the mail and ORCID's pages are in. */
export const invitationLanguages = ['en', 'de', 'es', 'fr'] as const;
export type InvitationLanguage = (typeof invitationLanguages)[number];

/** Somebody who was asked by mail to connect their record with an organisation. */
export type Invitation = {
  id: string;
  seq: string;
  organisationId: string;
  name: string;
  address: string;
  language: InvitationLanguage;
  /** The iD that some description names for the person; nobody has proved that it is theirs. */
  hintedOrcid: string | null;
  itemIds: string[];
  state: InvitationState;
  detail: string | null;
  mails: number;
  lastMailAt: Date | null;
  nextMailAt: Date | null;
  attempts: number;
  /** There is no mail server: administrators read here what would have been sent. */
  caught: boolean;
  expiresAt: Date;
  endedAt: Date | null;
  connectionId: string | null;
  /** The iD that the person signed in with. */
  orcid: string | null;
  invitedBy: EventActor;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export function isOpen({ state, expiresAt }: Pick<Invitation, 'state' | 'expiresAt'>, now: Date): boolean {
  return (state === 'queued' || state === 'sent') && expiresAt > now;
}

/** The state that people are told: what has run out is expired, whether or not that was written yet. */
export function stateOf(invitation: Pick<Invitation, 'state' | 'expiresAt'>, now: Date): InvitationState {
  const isUnanswered = invitation.state === 'queued' || invitation.state === 'sent';
  return isUnanswered && invitation.expiresAt <= now ? 'expired' : invitation.state;
}

/** Whether the person turned out to have another iD than the description names. */
export function isDifferent({ hintedOrcid, orcid }: Pick<Invitation, 'hintedOrcid' | 'orcid'>): boolean {
  return hintedOrcid !== null && orcid !== null && hintedOrcid !== orcid;
}

/** @param mailbox as `mailboxOf` writes it */
export function hashMailbox(organisationId: string, mailbox: string): Buffer {
  return createHash('sha256').update(`${organisationId}|${mailbox}`).digest();
}
