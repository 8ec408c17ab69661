import type { Item, MintmarkClient } from '@mintmark/client';
import { normalizeDoi } from '@mintmark/identifiers';
import { RefusedError } from '../failures.ts';
import { findItem, orNull } from '../find-item.ts';
import { requireFit } from './filter.ts';
import type { Action } from './wording.ts';

/** What is to be done for one DOI before it is attempted. */
type Step =
  /** It is queued for this: attempt it. */
  | 'attempt'
  /** It has to be asked for first. */
  | 'ask'
  /** The registrar has acknowledged just that. */
  | 'done'
  /** Another sentence of why this cannot be. */
  | { refuse: string };

type DoiStatus = NonNullable<Item['identifiers'][number]['status']>;

/** The DOI that somebody named, and the item that it is for. */
export type NamedDoi = { pid: string | null; status: DoiStatus | null; itemId: string | null };

/**
 * Finds a DOI by itself, by the item that it is for, or by the Handle of that item.
 * @throws RefusedError when there is nothing, or nothing that has DOIs
 */
export async function findDoi(client: MintmarkClient, text: string): Promise<NamedDoi> {
  const doi = normalizeDoi(text);
  if (doi !== null) {
    // One that is to be deleted has no item any more, and others never had one.
    const entry = await orNull(client.readQueueEntry(doi));
    if (entry !== null) {
      const { pid, status, holder } = entry;
      return { pid, status, itemId: holder?.type === 'item' ? holder.id : null };
    }
  }
  const item = await findItem(client, text);
  // The concept DOI of a work leads to an item as well, and is none of its own.
  const held = item.identifiers.find(({ type, pid }) => type === 'doi' && (doi === null || pid === doi));
  if (doi !== null && held === undefined) throw new RefusedError('It is no DOI of an item.');
  return { pid: held?.pid ?? null, status: held?.status ?? null, itemId: item.uuid };
}

/**
 * Makes sure that a DOI is queued for what is to be done with it, minting one where its item has none.
 * @param filter name of a DOI filter that its item must fit to get or announce one
 * @returns the DOI, and whether it is to be attempted; false where the registrar has acknowledged it already
 * @throws RefusedError, MintmarkError
 */
export async function prepareDoi(
  client: MintmarkClient,
  action: Action,
  named: NamedDoi,
  filter: string | null,
): Promise<{ pid: string; attempt: boolean }> {
  const step = chooseStep(action, named);
  if (typeof step === 'object') throw new RefusedError(step.refuse);
  if (step !== 'done' && filter !== null) await requireFit(client, action, named, filter);
  if (step === 'ask') {
    if (named.itemId === null) {
      throw new RefusedError('No item belongs to it, and only items are registered here.');
    }
    if (action !== 'register' && action !== 'reserve') throw new RefusedError('The item has no DOI.');
    const asked = await client.identifyItem(named.itemId, { type: 'doi', action });
    return { pid: asked.pid, attempt: true };
  }
  if (named.pid === null) throw new RefusedError('The item has no DOI.');
  return { pid: named.pid, attempt: step === 'attempt' };
}

function chooseStep(action: Action, { pid, status }: NamedDoi): Step {
  if (action !== 'delete' && (status === 'TO_BE_DELETED' || status === 'DELETED')) {
    return { refuse: 'It is deleted, or queued for that.' };
  }
  const isUnheardOf = pid === null || status === null || status === 'MINTED' || status === 'PENDING';
  switch (action) {
    case 'register':
      if (status === 'IS_REGISTERED') return 'done';
      if (status === 'TO_BE_REGISTERED' || status === 'UPDATE_BEFORE_REGISTRATION') return 'attempt';
      return status === 'UPDATE_REGISTERED' ? 'attempt' : 'ask';
    case 'reserve':
      if (status === 'IS_RESERVED') return 'done';
      if (status === 'TO_BE_RESERVED' || status === 'UPDATE_RESERVED') return 'attempt';
      return isUnheardOf ? 'ask' : { refuse: 'It is registered, or queued for that.' };
    case 'update':
      if (status === 'IS_REGISTERED' || status === 'IS_RESERVED') return 'done';
      if (status?.startsWith('UPDATE_') === true) return 'attempt';
      return { refuse: 'The registrar does not have it yet, so that there is nothing to update.' };
    case 'delete':
      if (status === 'DELETED') return 'done';
      return status === 'TO_BE_DELETED'
        ? 'attempt'
        : { refuse: 'It is not queued for deletion. Delete its item, or take it away from the item, first.' };
    default:
      return action satisfies never;
  }
}
