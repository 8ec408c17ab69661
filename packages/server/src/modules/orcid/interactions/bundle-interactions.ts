import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import {
  type InteractionFilter,
  listWholeInteractions,
  redactText,
  type StoredInteraction,
} from '../../../outside/index.ts';
import type { Organisation } from '../../accounts/index.ts';
import { listClientsOfOrganisation } from '../clients/store.ts';

const PAGE = 200;
/** More than anybody at ORCID's support would read; who needs more asks for a shorter time. */
const CALLS_LIMIT = 50_000;
const RULES = { secrets: [], tokensAreUuids: true };

/**
 * The calls that a filter leaves, as what an organisation sends to ORCID's support: one object a line, first what the calls
 * were made with. What was redacted when it was written is redacted once more, by the rules of today.
 */
export async function* bundleInteractions(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  actor: Actor,
  organisation: Organisation,
  filter: InteractionFilter,
): AsyncGenerator<unknown> {
  const clients = await listClientsOfOrganisation(ctx.db, organisation.id);
  const now = ctx.now();
  await transact(ctx.db, (tx) =>
    recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-log', id: organisation.id },
      action: 'bundle',
      actor: toEventActor(actor),
      after: { bundleId: randomUUID(), filter },
    }),
  );
  yield {
    format: 'mintmark-orcid-log/1',
    madeAt: now.toISOString(),
    organisation: organisation.name,
    service: {
      name: 'Mintmark',
      version: readVersion(),
      address: ctx.config.publicUrl,
      node: process.version,
    },
    messageSchema: 'v3.0',
    clients: clients.map(({ clientId, environment, api }) => ({ clientId, environment, api })),
    filter,
  };
  const clientIds = new Map(clients.map(({ id, clientId }) => [id, clientId]));
  let before: { at: string; id: string } | null = null;
  for (let count = 0; count < CALLS_LIMIT; ) {
    const page: StoredInteraction[] = await listWholeInteractions(ctx.db, organisation.id, filter, {
      limit: PAGE,
      before,
    });
    for (const call of page) yield presentCall(call, clientIds.get(call.orcidClientId) ?? null);
    count += page.length;
    const last = page.at(-1);
    if (last === undefined) return;
    before = { at: last.at.toISOString(), id: last.id };
  }
  yield { truncated: `Only the newest ${CALLS_LIMIT} calls are here. Narrow the filter for older ones.` };
}

function presentCall(call: StoredInteraction, clientId: string | null): unknown {
  const again = (text: string | null) => (text === null ? null : redactText(text, RULES));
  const headers = (given: Record<string, string> | null) =>
    given === null
      ? null
      : Object.fromEntries(Object.entries(given).map(([name, value]) => [name, again(value)]));
  return {
    at: call.at.toISOString(),
    clientId,
    orcid: call.subject,
    request: {
      method: call.method,
      url: again(call.url),
      headers: headers(call.requestHeaders),
      body: again(call.requestBody),
    },
    response:
      call.status === null
        ? null
        : { status: call.status, headers: headers(call.responseHeaders), body: again(call.responseBody) },
    error: again(call.error),
    durationMs: call.durationMs,
  };
}

function readVersion(): string {
  const description: unknown = JSON.parse(
    readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
  );
  return (description as { version: string }).version;
}
