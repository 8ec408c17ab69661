import { presentEventActor } from '../../../events.ts';
import { presentMoment } from '../../../http/moment.ts';
import { doiStatusLabels, entryPath } from '../../registration/index.ts';
import type { HeldIdentifier, Item, ItemState } from '../item.ts';
import type { RevisionEntry } from '../revisions/store.ts';

export const stateLabels: Readonly<Record<ItemState, string>> = {
  workspace: 'In the workspace',
  archived: 'Archived',
  withdrawn: 'Withdrawn',
  deleted: 'Deleted',
};

export function readTitle({ metadata }: Pick<Item, 'metadata'>): string {
  return metadata.titles?.[0]?.title ?? 'Untitled';
}

/** @param seesQueue whether its reader may see what the registrar has yet to be told */
export function presentIdentifier({ pid, type, status }: HeldIdentifier, seesQueue: boolean) {
  const isQueued = status !== null && !['MINTED', 'PENDING', 'UNKNOWN'].includes(status);
  return {
    pid,
    type: type === 'doi' ? 'DOI' : type === 'handle' ? 'Handle' : type.toUpperCase(),
    status: status === null ? null : doiStatusLabels[status],
    href: `/${pid}`,
    queue: seesQueue && isQueued ? entryPath(pid) : null,
  };
}

const actorKinds: Readonly<Record<string, string>> = {
  operator: 'an operator',
  service: 'this service',
  'organisation-key': 'a machine of the organisation',
  'service-account': 'a program',
  person: 'someone',
};

export function presentRevision({ number, actor, reason, at }: RevisionEntry) {
  const { kind, name, orcid } = presentEventActor(actor);
  return { number, reason, at: presentMoment(at), by: name ?? orcid ?? actorKinds[kind] ?? kind };
}
