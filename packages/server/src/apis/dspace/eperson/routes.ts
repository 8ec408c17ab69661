import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Actor, isOperator } from '../../../http/actor.ts';
import { logInIdOf } from '../../../modules/accounts/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { requireCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { pageOfAll, sendHal } from '../frame/hal.ts';
import { presentEperson } from './present-eperson.ts';

const hide = { schema: { hide: true } };

/** `eperson/epersons/{id}`: oneself. Who else there is is told to nobody here. */
export function registerEpersons(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  app.get('/eperson/epersons', hide, async (request) => {
    requireCaller(request);
    throw refusal(403);
  });

  app.get('/eperson/epersons/:id', hide, async (request, reply) =>
    sendHal(reply, presentEperson(api, requireOneself(request))),
  );

  // Clients follow the link to see whether somebody is an administrator; rights are asked of authz.
  app.get('/eperson/epersons/:id/groups', hide, async (request, reply) => {
    requireOneself(request);
    return sendHal(reply, pageOfAll(ctx.config, request, { name: 'groups', items: [] }));
  });
}

/** @throws DspaceRefusal 401 to strangers; 403 for others, known or not, and 404 to operators, who may know */
function requireOneself(request: FastifyRequest): Actor {
  const caller = requireCaller(request);
  const { id } = request.params as { id: string };
  if (id.toLowerCase() === logInIdOf(caller)) return caller;
  throw refusal(isOperator(caller) ? 404 : 403);
}
