import type { FastifyInstance } from 'fastify';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { refusal } from '../frame/errors.ts';
import { halLinks, sendHal } from '../frame/hal.ts';

const hide = { schema: { hide: true } };

/**
 * What clients ask of DSpace's configuration. That items have a button for registering a DOI is true of the service; whose
 * and which do is said by canRegisterDOI.
 */
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['identifiers.item-status.register-doi', ['true']],
]);

/** `config/properties/{name}`: no others are there, and none of ours is told. */
export function registerConfig(app: FastifyInstance, _ctx: DspaceContext, api: DspaceApi): void {
  app.get('/config/properties', hide, async () => {
    throw refusal(405);
  });

  app.get<{ Params: { name: string } }>('/config/properties/:name', hide, async (request, reply) => {
    const { name } = request.params;
    const values = PROPERTIES.get(name);
    if (values === undefined) throw refusal(404);
    const self = api.href(`/config/properties/${name}`);
    return sendHal(reply, { name, values, type: 'property', _links: halLinks({ self }) });
  });
}
