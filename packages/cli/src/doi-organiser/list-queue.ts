import type { MintmarkClient } from '@mintmark/client';
import type { Action, QueuedDoi } from './wording.ts';

/** All DOIs that are queued for `action`, each with the Handle of what it names. */
export async function listQueue(client: MintmarkClient, action: Action): Promise<QueuedDoi[]> {
  const dois: QueuedDoi[] = [];
  for await (const { pid, holder } of client.iterateQueue({ action })) {
    dois.push({ pid, handle: holder?.handle ?? null });
  }
  return dois;
}
