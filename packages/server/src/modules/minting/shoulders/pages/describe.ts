import type { MembershipRole } from '../../../../http/actor.ts';
import type { PidState } from '../../../pids/index.ts';
import type { RequestState } from '../requests/moves.ts';

export const roleNames: Record<MembershipRole, string> = {
  member: 'All members',
  curator: 'Curators',
  admin: 'Administrators',
};

/** What the state of a request means to its requester. */
export const requestStateMeanings: Record<RequestState, string> = {
  open: 'waits for an administrator',
  granted: 'granted',
  refused: 'refused',
  cancelled: 'taken back',
};

/** What the state of an identifier means, after their number. */
export const stateMeanings: Record<PidState, string> = {
  reserved: 'known to their makers alone',
  registered: 'registered, but not announced',
  public: 'announced; they resolve',
  withdrawn: 'withdrawn; they lead to a tombstone',
  released: 'given back unused',
};

/** Who may mint under a shoulder, in a few words. */
export function describeMinters(roles: readonly MembershipRole[], hasNamed: boolean): string {
  const people = hasNamed ? 'people whom it names' : '';
  const groups = roles.includes('member')
    ? 'all members'
    : roles.map((role) => roleNames[role].toLowerCase()).join(' and ');
  return [groups, people].filter((each) => each !== '').join(', and ') || 'nobody at present';
}

export function describeQuota(issued: number, quota: number | null): string {
  const count = new Intl.NumberFormat('en-GB');
  const made = issued === 1 ? 'one identifier' : `${count.format(issued)} identifiers`;
  return quota === null ? made : `${made} of ${count.format(quota)} allowed`;
}

/** A time for a page: for programs in full, for people its day. */
export function presentTime(at: Date): { iso: string; text: string } {
  const iso = at.toISOString();
  return { iso, text: iso.slice(0, 10) };
}
