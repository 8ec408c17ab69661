import type { Static } from 'typebox';
import type { ListedInteraction, StoredInteraction } from '../../../outside/index.ts';
import type { InteractionSchema, ListedInteractionSchema } from './schema.ts';

export function presentListed(call: ListedInteraction): Static<typeof ListedInteractionSchema> {
  const { id, at, subject, thing, method, url, status, error, durationMs } = call;
  return { id, at: at.toISOString(), orcid: subject, thing, method, url, status, error, durationMs };
}

export function presentWhole(call: StoredInteraction): Static<typeof InteractionSchema> {
  return {
    ...presentListed(call),
    request: { headers: call.requestHeaders, body: call.requestBody },
    response: call.status === null ? null : { headers: call.responseHeaders ?? {}, body: call.responseBody },
  };
}
