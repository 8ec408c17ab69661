import { orcidToUrl } from '@mintmark/identifiers';
import type { Config } from '../../../config.ts';
import type { InputProblem } from '../../../errors.ts';
import { presentMoment } from '../../../http/moment.ts';
import type { ShownOrcid } from '../../../http/orcids.ts';
import { presentOrcidUrl } from '../../accounts/index.ts';
import {
  type Invitation,
  type InvitationState,
  invitationLanguages,
  isDifferent,
  isOpen,
  stateOf,
} from './invitation.ts';
import { type InvitationInput, NAME_LIMIT } from './wish.ts';

const stateLabels: Readonly<Record<InvitationState, string>> = {
  queued: 'The mail is about to go out',
  sent: 'Waits for an answer',
  accepted: 'Has connected their iD',
  declined: 'Said no',
  expired: 'Did not answer in time',
  unsubscribed: 'Wants no mails from this organisation',
  failed: 'The mail could not be delivered',
  withdrawn: 'Withdrawn',
};

const languageNames = { en: 'English', de: 'German', es: 'Spanish', fr: 'French' } as const;

export function presentListed(
  config: Pick<Config, 'orcid'>,
  invitation: Invitation,
  { now, home }: { now: Date; home: string },
) {
  const state = stateOf(invitation, now);
  const { id, name, address, detail, mails, orcid, hintedOrcid, caught, nextMailAt, createdAt } = invitation;
  const open = isOpen(invitation, now);
  const shownOrcid: ShownOrcid | null =
    orcid === null ? null : { uri: presentOrcidUrl(config, orcid), authenticated: true };
  const shownHint: ShownOrcid | null =
    hintedOrcid === null || hintedOrcid === orcid
      ? null
      : { uri: orcidToUrl(hintedOrcid), authenticated: false };
  return {
    id,
    name,
    address,
    detail,
    mails,
    state: caught && state === 'sent' ? 'To be passed on by hand' : stateLabels[state],
    orcid: shownOrcid,
    hint: shownHint,
    differs: isDifferent(invitation),
    createdAt: presentMoment(createdAt),
    nextMailAt: open && nextMailAt !== null ? presentMoment(nextMailAt) : null,
    mailHref: caught && open ? `${home}/${id}/mail` : null,
    canChange: open,
  };
}

export function presentFields(input: InvitationInput | undefined, problems: readonly InputProblem[]) {
  const field = (
    name: 'name' | 'email' | 'orcid' | 'item',
    rest: { label: string; hint: string | null; type: string; required: boolean; limit: number },
  ) => ({
    ...rest,
    name,
    value: input?.[name] ?? '',
    problem: problems.find(({ pointer }) => pointer === `/${name}`)?.detail ?? null,
  });
  return [
    field('name', {
      label: 'Name',
      hint: 'As the mail greets them.',
      type: 'text',
      required: true,
      limit: NAME_LIMIT,
    }),
    field('email', { label: 'Mail address', hint: null, type: 'email', required: true, limit: 254 }),
    field('orcid', {
      label: 'The iD that a description names for them, if any',
      hint: 'It is compared with the one that they sign in with, and counts for nothing before that.',
      type: 'text',
      required: false,
      limit: 100,
    }),
    field('item', {
      label: 'An item that names them, if any',
      hint: 'The last part of the address of its page under “Items”. Its owner is told when the iD turns out to be another.',
      type: 'text',
      required: false,
      limit: 36,
    }),
  ];
}

export function presentLanguages(chosen: string | undefined) {
  return invitationLanguages.map((value) => ({
    value,
    text: languageNames[value],
    chosen: value === (chosen === undefined || chosen === '' ? 'en' : chosen),
  }));
}
