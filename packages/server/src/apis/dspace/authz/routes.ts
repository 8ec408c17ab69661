import type { FastifyInstance, FastifyRequest } from 'fastify';
import { logInIdOf } from '../../../modules/accounts/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { type Reader, readCaller } from '../frame/caller.ts';
import { refusal, refuseAccess } from '../frame/errors.ts';
import { type Embeds, halLinks, pageOfAll, readEmbeds, sendHal } from '../frame/hal.ts';
import { mayRegisterDoi } from './may-register-doi.ts';

const hide = { schema: { hide: true } };
const FEATURE = 'canRegisterDOI';
const RESOURCE_TYPE = 'core.item';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const AUTHORIZATION_ID = new RegExp(`^(?:(${UUID})_)?${FEATURE}_${RESOURCE_TYPE}_(${UUID})$`);
const ITEM_PATH = new RegExp(`/api/core/items/(${UUID})/?$`, 'i');

/**
 * `authz`: whether somebody may do a named thing with an object. Of DSpace's features there is canRegisterDOI; nobody has
 * any other.
 */
export function registerAuthz(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  app.get('/authz/authorizations', hide, async () => {
    throw refusal(405);
  });

  app.get('/authz/authorizations/search/object', hide, async (request, reply) => {
    const asked = readAsked(request);
    const caller = readCaller(request);
    const { itemId, epersonId } = asked;
    if (epersonId !== null) requireOneself(request, epersonId);
    const isGranted = itemId !== null && asked.mayBe(FEATURE) && (await mayRegisterDoi(ctx, caller, itemId));
    const items = isGranted ? [presentAuthorization(api, caller, itemId, readEmbeds(request))] : [];
    return sendHal(reply, pageOfAll(ctx.config, request, { name: 'authorizations', items }));
  });

  app.get<{ Params: { id: string } }>('/authz/authorizations/:id', hide, async (request, reply) => {
    const [, epersonId, itemId] = AUTHORIZATION_ID.exec(request.params.id) ?? [];
    if (itemId === undefined) throw refusal(404);
    if (epersonId !== undefined) requireOneself(request, epersonId);
    const caller = epersonId === undefined ? null : readCaller(request);
    if (!(await mayRegisterDoi(ctx, caller, itemId))) throw refusal(404);
    return sendHal(reply, presentAuthorization(api, caller, itemId, readEmbeds(request)));
  });

  app.get('/authz/features', hide, async (request, reply) =>
    sendHal(reply, pageOfAll(ctx.config, request, { name: 'features', items: [presentFeature(api)] })),
  );

  app.get<{ Params: { id: string } }>('/authz/features/:id', hide, async (request, reply) => {
    if (request.params.id !== FEATURE) throw refusal(404);
    return sendHal(reply, presentFeature(api));
  });
}

/** Of others' rights nothing is told. @throws DspaceRefusal 401, 403 */
function requireOneself(request: FastifyRequest, epersonId: string): void {
  const caller = readCaller(request);
  if (caller === null || logInIdOf(caller) !== epersonId) throw refuseAccess(request);
}

type Asked = { itemId: string | null; epersonId: string | null; mayBe(feature: string): boolean };

/** @throws DspaceRefusal 400 without an address, or for what is none */
function readAsked(request: FastifyRequest): Asked {
  const { uri, feature, eperson } = request.query as Record<string, unknown>;
  if (uri === undefined || uri === '') throw refusal(400, 'A required parameter is missing');
  if (typeof uri !== 'string' || !URL.canParse(uri)) throw refusal(400, 'A required parameter is invalid');
  const features = [feature].flat().filter((each) => typeof each === 'string' && each !== '');
  return {
    // Only the path counts: clients know this service under more than one name.
    itemId: ITEM_PATH.exec(new URL(uri).pathname)?.[1]?.toLowerCase() ?? null,
    epersonId: typeof eperson === 'string' && eperson !== '' ? eperson.toLowerCase() : null,
    mayBe: (name) => features.length === 0 || features.includes(name),
  };
}

function presentAuthorization(api: DspaceApi, caller: Reader, itemId: string, embeds: Embeds): object {
  const person = caller === null ? null : logInIdOf(caller);
  const id = [person, FEATURE, RESOURCE_TYPE, itemId].filter((each) => each !== null).join('_');
  return {
    id,
    type: 'authorization',
    _links: halLinks({
      ...(person === null ? {} : { eperson: api.href(`/eperson/epersons/${person}`) }),
      feature: api.href(`/authz/features/${FEATURE}`),
      object: api.href(`/core/items/${itemId}`),
      self: api.href(`/authz/authorizations/${id}`),
    }),
    ...(embeds.has('feature') ? { _embedded: { feature: presentFeature(api) } } : {}),
  };
}

function presentFeature(api: DspaceApi): object {
  return {
    id: FEATURE,
    description: 'Somebody may register a DOI for the item',
    type: 'feature',
    resourcetypes: [RESOURCE_TYPE],
    _links: halLinks({ self: api.href(`/authz/features/${FEATURE}`) }),
  };
}
