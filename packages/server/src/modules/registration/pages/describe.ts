import { presentMoment } from '../../../http/moment.ts';
import type { QueueAction, RegistrationStatus } from '../queue/status.ts';
import type { RegistrarAccount, Registration } from '../registration.ts';
import type { Wanted } from '../wanted.ts';

/** Statuses in plain words, as DSpace's pages label them, and what each means for somebody who looks after it. */
export const statusTexts: Readonly<Record<RegistrationStatus, { label: string; meaning: string }>> = {
  TO_BE_RESERVED: {
    label: 'Queued for reservation',
    meaning: 'The registrar has yet to be told to keep the name for us. Nobody else hears of it.',
  },
  TO_BE_REGISTERED: {
    label: 'Queued for registration',
    meaning: 'The DOI does not lead anywhere yet. It does once the registrar has taken it.',
  },
  UPDATE_BEFORE_REGISTRATION: {
    label: 'Queued for update and registration',
    meaning: 'The description changed before the DOI was registered. The new one is what is registered.',
  },
  UPDATE_RESERVED: {
    label: 'Reserved (update queued)',
    meaning: 'The registrar keeps the name, with an older description.',
  },
  UPDATE_REGISTERED: {
    label: 'Registered (update queued)',
    meaning: 'The DOI works; the registrar shows an older description or target.',
  },
  TO_BE_DELETED: {
    label: 'Queued for deletion',
    meaning: 'The registrar has yet to be told to drop the draft, or to hide what was announced.',
  },
  IS_RESERVED: { label: 'Reserved', meaning: 'The registrar keeps the name, and shows it to nobody.' },
  IS_REGISTERED: { label: 'Registered', meaning: 'The registrar has just what is described here.' },
  DELETED: { label: 'Deleted', meaning: 'The registrar shows it to nobody any more.' },
};

/** The same labels, with those of DOIs that no registrar has been asked for. */
export const doiStatusLabels: Readonly<
  Record<RegistrationStatus | 'UNKNOWN' | 'PENDING' | 'MINTED', string>
> = {
  TO_BE_RESERVED: statusTexts.TO_BE_RESERVED.label,
  TO_BE_REGISTERED: statusTexts.TO_BE_REGISTERED.label,
  UPDATE_BEFORE_REGISTRATION: statusTexts.UPDATE_BEFORE_REGISTRATION.label,
  UPDATE_RESERVED: statusTexts.UPDATE_RESERVED.label,
  UPDATE_REGISTERED: statusTexts.UPDATE_REGISTERED.label,
  TO_BE_DELETED: statusTexts.TO_BE_DELETED.label,
  IS_RESERVED: statusTexts.IS_RESERVED.label,
  IS_REGISTERED: statusTexts.IS_REGISTERED.label,
  DELETED: statusTexts.DELETED.label,
  UNKNOWN: 'Unknown',
  PENDING: 'Pending (not registered)',
  MINTED: 'Minted (not registered)',
};

export const stateTexts: Readonly<Record<Registration['state'], string>> = {
  pending: 'Waits',
  refused: 'Refused',
  acknowledged: 'Done',
};

export const actionTexts: Readonly<Record<QueueAction, string>> = {
  register: 'Registration',
  reserve: 'Reservation',
  update: 'Update',
  delete: 'Deletion',
};

export const wantedTexts: Readonly<Record<Wanted['state'], string>> = {
  findable: 'that everyone finds it',
  registered: 'that it works, hidden from searches',
  draft: 'that it is kept as a draft',
  absent: 'that the draft is dropped',
};

const count = new Intl.NumberFormat('en-GB');

export function formatCount(number: number): string {
  return count.format(number);
}

export function describeAttempts(attempts: number): string {
  if (attempts === 0) return 'not attempted yet';
  return attempts === 1 ? 'one attempt' : `${formatCount(attempts)} attempts`;
}

/** What everything of an account waits for, whenever its next attempt would be; null: nothing holds it up. */
export function describeHold({ pause, outage }: Pick<RegistrarAccount, 'pause' | 'outage'>): string | null {
  if (pause !== null) return 'once its account goes on; it is paused';
  return outage === null ? null : 'once the registrar works again';
}

export function presentOptionalMoment(at: Date | null): { iso: string; text: string } | null {
  return at === null ? null : presentMoment(at);
}
