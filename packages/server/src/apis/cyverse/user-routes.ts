import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Actor, assertScope, requirePerson, requireScope } from '../../http/actor.ts';
import { createRequest, findRequest, listStatusCodes, stageAtOnce } from '../../modules/requests/index.ts';
import type { CyverseContext } from './context.ts';
import { listRequests } from './list-requests.ts';
import { presentDetails } from './present-request.ts';
import { ListingQuery } from './read-listing-query.ts';
import { refuse } from './refusals.ts';
import { refuseRequest } from './refuse-request.ts';
import { requestTypeBodies } from './request-types.ts';
import { RequestParams } from './uuid-params.ts';

const CreateBody = Type.Object(
  { type: Type.String({ maxLength: 100 }), folder: Type.String({ format: 'uuid' }) },
  { additionalProperties: false },
);

/** What everybody who is signed in may do: their own requests. */
export function registerUserRoutes(instance: FastifyInstance, ctx: CyverseContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/permanent-id-requests',
    { schema: { hide: true, querystring: ListingQuery } },
    async (request) => {
      const actor = requirePerson(request);
      assertScope(actor, 'data:read');
      return listRequests(ctx.db, actor, 'own', request.query);
    },
  );

  app.post('/permanent-id-requests', { schema: { hide: true, body: CreateBody } }, async (request) => {
    const actor = requirePerson(request);
    assertScope(actor, 'data:write');
    const { type, folder } = request.body;
    try {
      const { id } = await createRequest(ctx, actor, { folderId: folder, type });
      await stageAtOnce(ctx, id);
      return await readOwn(ctx, actor, id);
    } catch (error) {
      throw refuseRequest(error, folder);
    }
  });

  app.get('/permanent-id-requests/status-codes', { schema: { hide: true } }, async (request) => {
    const actor = requireScope(request, 'data:read');
    const organisationIds =
      actor.kind === 'operator' ? [] : actor.memberships.map((each) => each.organisationId);
    const codes = await listStatusCodes(ctx.db, organisationIds);
    return { status_codes: codes.map(({ id, name, description }) => ({ id, name, description })) };
  });

  app.get('/permanent-id-requests/types', { schema: { hide: true } }, async (request) => {
    requireScope(request, 'data:read');
    return { request_types: requestTypeBodies };
  });

  app.get(
    '/permanent-id-requests/:requestId',
    { schema: { hide: true, params: RequestParams } },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      return readOwn(ctx, actor, request.params.requestId);
    },
  );
}

/** @throws TerrainRefusal where there is no such request, or it is somebody else's */
async function readOwn(ctx: CyverseContext, actor: Actor, id: string) {
  const found = await findRequest(ctx.db, actor, id);
  if (found === null || actor.kind !== 'person' || found.request.requesterId !== actor.accountId) {
    throw refuse('ERR_NOT_FOUND', 'There is no request of yours with this id.', { id });
  }
  return presentDetails(ctx, actor, found);
}
