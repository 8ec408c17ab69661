import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import { deleteGrantsOfConnection } from '../../accounts/index.ts';
import type { Connection } from '../connections/connection.ts';
import { lockConnectionOf, wipeConnection } from '../connections/store.ts';
import { writeChange } from '../connections/write-change.ts';
import { deleteDepositsOfConnection } from '../deposits/store.ts';
import { deleteImportedItems } from '../imports/store.ts';
import { deleteFormerIdsOf, listFormerIds } from '../merges/store.ts';
import { deleteWebhook } from '../webhooks/store.ts';
import { setCatchUp } from '../works/store.ts';
import { forgetPerson } from './forget.ts';
import { type Erasure, updateErasure } from './store.ts';

/** Deletes all that is kept of a locked connection and its person, and ends the locked erasure. */
export async function wipe(
  tx: Tx,
  ctx: Pick<AppContext, 'afterConnectionChange' | 'now'>,
  erasure: Pick<Erasure, 'id'>,
  connection: Connection,
  by: { action: string; actor: EventActor; reason: string | null; told?: Record<string, unknown> },
): Promise<void> {
  const now = ctx.now();
  const { id: connectionId, organisationId, orcid } = connection;
  await deleteGrantsOfConnection(tx, connectionId);
  await deleteDepositsOfConnection(tx, connectionId);
  await deleteImportedItems(tx, connectionId);
  await deleteWebhook(tx, connectionId);
  const former = (await listFormerIds(tx, [connectionId])).get(connectionId) ?? [];
  for (const each of [orcid, ...former]) {
    await forgetPerson(tx, { organisationId, connectionId, orcid: each, address: null });
  }
  await wipeTombstones(tx, connection, former);
  await writeChange(tx, ctx, connection, {
    action: 'erased',
    set: { state: 'erased', name: null, accountId: null, language: null, endedAt: now, endedDetail: null },
    actor: { kind: 'service' },
    now,
  });
  await setCatchUp(tx, connectionId, null);
  await wipeConnection(tx, connectionId);
  await deleteFormerIdsOf(tx, connectionId);
  await updateErasure(tx, erasure.id, { state: 'done', detail: null, finishedAt: now });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-erasure', id: erasure.id },
    action: by.action,
    actor: by.actor,
    ...(by.told === undefined ? {} : { after: by.told }),
    reason: by.reason,
  });
}

/** Connections of records that were merged into this one still know their iDs. */
async function wipeTombstones(tx: Tx, connection: Connection, former: readonly string[]): Promise<void> {
  for (const orcid of former) {
    const tombstone = await lockConnectionOf(tx, connection.orcidClientId, orcid);
    if (tombstone?.state !== 'erased') continue;
    await deleteWebhook(tx, tombstone.id);
    await wipeConnection(tx, tombstone.id);
  }
}
