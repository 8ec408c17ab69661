import type { OrcidClient } from './client.ts';
import { type BulkWorks, createBulkWorks } from './record/bulk.ts';
import { createRecordCall } from './record/call.ts';
import type { RecordApiOptions } from './record/exchange.ts';
import { createRecordGroups, type RecordGroups } from './record/groups.ts';
import { createRecordItems, type RecordItems } from './record/items.ts';
import { createRecordNotifications, type RecordNotifications } from './record/notifications.ts';
import { createRecordSearch, type RecordSearch } from './record/search.ts';
import { createRecordSections, type RecordSections } from './record/sections.ts';
import { createRecordWebhooks, type RecordWebhooks } from './record/webhooks.ts';

/** ORCID's record API v3.0 for one token. */
export type RecordApi = RecordItems &
  RecordSections &
  BulkWorks &
  RecordGroups &
  RecordSearch &
  RecordWebhooks &
  RecordNotifications;

/**
 * Makes a record API without any network call. Every answer and every failure of the network is returned as an
 * `Answer`; only a wrong argument throws: `InvalidIdentifierError` for an iD with a wrong check digit, `TypeError`
 * for a put code or callback that is none.
 */
export function createRecordApi(client: OrcidClient, options: RecordApiOptions): RecordApi {
  const call = createRecordCall(client, options);
  return {
    ...createRecordItems(call),
    ...createRecordSections(call),
    ...createBulkWorks(call),
    ...createRecordGroups(call),
    ...createRecordSearch(call),
    ...createRecordWebhooks(call),
    ...createRecordNotifications(call),
  };
}
