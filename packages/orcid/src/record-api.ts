import type { OrcidClient } from './client.ts';
import { createRecordCall } from './record/call.ts';
import type { RecordApiOptions } from './record/exchange.ts';
import { createRecordItems, type RecordItems } from './record/items.ts';
import { createRecordSections, type RecordSections } from './record/sections.ts';

/** ORCID's record API v3.0 for one token. */
export type RecordApi = RecordItems & RecordSections;

/**
 * Makes a record API without any network call. Every answer and every failure of the network is returned as an
 * `Answer`; only a wrong argument throws: `InvalidIdentifierError` for an iD with a wrong check digit, `TypeError`
 * for a put code that is none.
 */
export function createRecordApi(client: OrcidClient, options: RecordApiOptions): RecordApi {
  const call = createRecordCall(client, options);
  return { ...createRecordItems(call), ...createRecordSections(call) };
}
