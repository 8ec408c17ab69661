import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireClient } from './client-access.ts';
import { RegistryError } from './errors.ts';
import { checkAccept, readMessage, sendMessage } from './messages.ts';
import { addNotice, getNotice, presentNotice } from './notifications.ts';
import { findRecord } from './registry.ts';
import type { OrcidState } from './state.ts';

type OfPerson = { Params: { orcid: string } };
type OfNotice = { Params: { orcid: string; id: string } };

/** Registers notices that ask a person for permission, with the client's own token. Deleting one archives it. */
export function registerNotifications(api: FastifyInstance, state: OrcidState): void {
  api.post<OfPerson>('/:orcid/notification-permission', async (request, reply) => {
    checkAccept(request);
    const clientId = allow(request);
    const { orcid } = request.params;
    if (findRecord(state, orcid) === null) throw new RegistryError(9016);
    const notice = addNotice(state, orcid, clientId, readMessage(request, 'notification'));
    return reply
      .code(201)
      .header('location', `${state.issuer}/v3.0/${orcid}/notification-permission/${notice.putCode}`)
      .send();
  });

  api.get<OfNotice>('/:orcid/notification-permission/:id', async (request, reply) => {
    const { orcid, id } = request.params;
    const notice = getNotice(state, orcid, allow(request), id);
    return sendMessage(request, reply, 'notification', presentNotice(state, notice));
  });

  api.delete<OfNotice>('/:orcid/notification-permission/:id', async (request, reply) => {
    const { orcid, id } = request.params;
    const notice = getNotice(state, orcid, allow(request), id);
    notice.archivedAt ??= state.now();
    return sendMessage(request, reply, 'notification', presentNotice(state, notice));
  });

  function allow(request: FastifyRequest): string {
    return requireClient(state, request, '/premium-notification').id;
  }
}
