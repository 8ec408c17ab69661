import type { MintmarkClient, QueueAttempt, QueueEntry } from '@mintmark/client';
import { RefusedError } from '../failures.ts';
import type { Action } from './wording.ts';
import { attemptDois, BATCH_SIZE, type Patience } from './work-off.ts';

/** As in DSpace: metadata is sent and DOIs are taken away whatever a filter says. */
export function heedsFilter(action: Action): boolean {
  return action === 'register' || action === 'reserve';
}

/**
 * Like `workOffQueue`, for those DOIs alone whose item fits a filter of its organisation; the others are refused here,
 * and nothing is sent.
 */
export async function* workOffFitting(
  client: MintmarkClient,
  action: Action,
  filter: string,
  patience: Patience,
): AsyncGenerator<QueueAttempt, boolean> {
  let batch: string[] = [];
  for (const entry of await readAll(client.iterateQueue({ action }))) {
    const why = await explainMisfit(client, entry, filter);
    if (why === null) batch.push(entry.pid);
    else yield refuse(entry, why);
    if (batch.length === BATCH_SIZE) {
      yield* await attemptDois(client, batch, patience);
      batch = [];
    }
  }
  if (batch.length > 0) yield* await attemptDois(client, batch, patience);
  return true;
}

/** @throws RefusedError unless the item fits the filter, or the action heeds none */
export async function requireFit(
  client: MintmarkClient,
  action: Action,
  { itemId }: { itemId: string | null },
  filter: string,
): Promise<void> {
  if (!heedsFilter(action)) return;
  if (itemId === null) throw new RefusedError(NO_ITEM);
  const { organisation } = await client.readItem(itemId);
  const why = await explainMisfit(client, { organisation, holder: { type: 'item', id: itemId } }, filter);
  if (why !== null) throw new RefusedError(why);
}

const NO_ITEM = 'No item belongs to it, so that no filter fits.';

async function explainMisfit(
  client: MintmarkClient,
  { organisation, holder }: { organisation: string; holder: { type: string; id: string } | null },
  filter: string,
): Promise<string | null> {
  if (holder === null || holder.type !== 'item') return NO_ITEM;
  const { matches } = await client.checkDoiFilter(organisation, filter, holder.id);
  return matches ? null : `Its item does not fit the filter ${filter}.`;
}

function refuse({ pid, status }: QueueEntry, detail: string): QueueAttempt {
  return { pid, before: status, status, outcome: 'refused', detail, reason: null, retryAt: null };
}

/** All of it before the first attempt, since what is attempted leaves the queue. */
async function readAll<T>(all: AsyncGenerator<T, void>): Promise<T[]> {
  const read: T[] = [];
  for await (const each of all) read.push(each);
  return read;
}
