import type { DepositState } from '../deposits/deposit.ts';
import type { ListedEntry } from './store.ts';

/** How an entry stands: what its deposit says, or that its person has not connected. */
export function standOfEntry(entry: ListedEntry): {
  state: DepositState;
  reason: string | null;
  detail: string | null;
  problems: { pointer: string; detail: string }[];
  putCode: number | null;
  groupId: string | null;
  acknowledgedAt: string | null;
} {
  const { deposit, deletedAt, orcid } = entry;
  if (deposit !== null) {
    const { acknowledgedAt, ...stand } = deposit;
    return { ...stand, acknowledgedAt: acknowledgedAt?.toISOString() ?? null };
  }
  const nothing = { problems: [], putCode: null, groupId: null, acknowledgedAt: null };
  if (deletedAt !== null) return { state: 'removed', reason: null, detail: null, ...nothing };
  return orcid === null
    ? {
        state: 'held',
        reason: 'not-connected',
        detail: 'Nobody has connected an ORCID record by an invitation to this address yet. Invite them.',
        ...nothing,
      }
    : {
        state: 'held',
        reason: 'not-connected',
        detail: `${orcid} has not connected with the organisation, so nothing is sent to this record. Invite its owner.`,
        ...nothing,
      };
}

export function presentEntry(entry: ListedEntry, slug: string) {
  return {
    id: entry.id,
    kind: entry.kind,
    localId: entry.localId,
    environment: entry.environment,
    orcid: entry.orcid,
    email: entry.email,
    connectionId: entry.connectionId,
    title: entry.title,
    item: entry.item,
    group: entry.group,
    batchId: entry.batchId,
    deleted: entry.deletedAt !== null,
    deposit: standOfEntry(entry),
    version: entry.version,
    createdAt: entry.createdAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
    links: { self: `/api/v1/organisations/${slug}/orcid/entries/${entry.id}` },
  };
}
