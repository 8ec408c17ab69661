import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireClient } from './client-access.ts';
import { RegistryError } from './errors.ts';
import { findRecord } from './registry.ts';
import type { OrcidState } from './state.ts';
import { deliverWebhooks, queueWebhooks, webhookKey } from './webhooks.ts';

type WebhookParams = { Params: { orcid: string; uri: string } };

const URI_LIMIT = 2048;

/** Registers the webhooks of records: at the root, since they have no version. They speak no message but errors. */
export function registerWebhooks(api: FastifyInstance, state: OrcidState): void {
  state.changeListeners.add((orcid) => queueWebhooks(state, orcid));

  api.put<WebhookParams>('/:orcid/webhook/:uri', async (request, reply) => {
    const { orcid, uri, clientId } = readTarget(request);
    if (findRecord(state, orcid) === null) throw new RegistryError(9016);
    const key = webhookKey(orcid, uri);
    if (state.webhooks.has(key)) return reply.code(204).send();
    state.webhooks.set(key, { orcid, uri, clientId, changedAt: null, failures: 0, retryAt: null });
    return reply
      .code(201)
      .header('location', `${state.issuer}/${orcid}/webhook/${encodeURIComponent(uri)}`)
      .send();
  });

  api.delete<WebhookParams>('/:orcid/webhook/:uri', async (request, reply) => {
    const { orcid, uri, clientId } = readTarget(request);
    const key = webhookKey(orcid, uri);
    const webhook = state.webhooks.get(key);
    if (webhook === undefined) throw new RegistryError(9028, { orcid, uri });
    if (webhook.clientId !== clientId) throw new RegistryError(9014);
    state.webhooks.delete(key);
    return reply.code(204).send();
  });

  function readTarget(request: FastifyRequest<WebhookParams>) {
    const { id: clientId } = requireClient(state, request, '/webhook');
    const { orcid, uri } = request.params;
    if (uri.length > URI_LIMIT || !/^https?:\/\/[^\s]+$/.test(uri) || !URL.canParse(uri)) {
      throw new RegistryError(9012, { detail: 'The webhook is not an absolute http or https address.' });
    }
    return { orcid, uri, clientId };
  }
}

/** Registers what tests do about webhooks: see them, and let a run deliver what waits. */
export function registerWebhookControl(app: FastifyInstance, state: OrcidState): void {
  app.get('/_control/webhooks', async () => ({ items: [...state.webhooks.values()] }));
  app.post('/_control/deliver-webhooks', async () => ({ items: await deliverWebhooks(state) }));
}
