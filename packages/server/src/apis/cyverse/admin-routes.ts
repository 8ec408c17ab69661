import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { assertScope, requireActor, requireScope } from '../../http/actor.ts';
import { setStatus } from '../../modules/requests/index.ts';
import type { CyverseContext } from './context.ts';
import { isCurator, requireCurated } from './find-curated.ts';
import { listRequests } from './list-requests.ts';
import { readWaitMs } from './prefer.ts';
import { presentDetails } from './present-request.ts';
import { previewSubmission } from './preview-submission.ts';
import { publishRequest } from './publish-request.ts';
import { ListingQuery } from './read-listing-query.ts';
import { refuse } from './refusals.ts';
import { RequestParams } from './uuid-params.ts';

const StatusBody = Type.Object(
  {
    status: Type.Optional(Type.String({ maxLength: 64 })),
    comments: Type.Optional(Type.String({ maxLength: 10_000 })),
  },
  { additionalProperties: false },
);

/** What curators may do: requests of everybody in their organisations. */
export async function registerAdminRoutes(instance: FastifyInstance, ctx: CyverseContext): Promise<void> {
  await instance.register(
    async (scope) => {
      // Before anything is told or read, whatever the address names.
      scope.addHook('onRequest', async (request) => {
        if (request.method === 'OPTIONS') return;
        const actor = requireActor(request);
        if (!isCurator(actor)) throw refuse('ERR_FORBIDDEN', 'Only curators of an organisation may do this.');
        assertScope(actor, 'data:read');
      });
      registerCurating(scope, ctx);
    },
    { prefix: '/admin/permanent-id-requests' },
  );
}

function registerCurating(instance: FastifyInstance, ctx: CyverseContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const params = { params: RequestParams };

  app.get('', { schema: { hide: true, querystring: ListingQuery } }, async (request) =>
    listRequests(ctx.db, requireActor(request), 'curated', request.query),
  );

  app.get('/:requestId', { schema: { hide: true, ...params } }, async (request) => {
    const actor = requireActor(request);
    return presentDetails(ctx, actor, await requireCurated(ctx, actor, request.params.requestId));
  });

  app.post('/:requestId/status', { schema: { hide: true, ...params, body: StatusBody } }, async (request) => {
    const actor = requireScope(request, 'pid:publish');
    const { requestId: id } = request.params;
    await requireCurated(ctx, actor, id);
    const { status: label, comments } = request.body;
    const comment = comments === undefined || comments.trim() === '' ? null : comments;
    await setStatus(ctx, actor, id, { ...(label === undefined ? {} : { label }), comment });
    return presentDetails(ctx, actor, await requireCurated(ctx, actor, id));
  });

  for (const path of ['/:requestId/doi', '/:requestId/ezid']) {
    app.post(path, { schema: { hide: true, ...params } }, async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      const found = await publishRequest(ctx, actor, request.params.requestId, {
        timeoutMs: readWaitMs(request),
        isOver: () => reply.raw.destroyed,
      });
      return presentDetails(ctx, actor, found);
    });
  }

  app.get('/:requestId/preview-submission', { schema: { hide: true, ...params } }, async (request, reply) => {
    const xml = await previewSubmission(ctx, requireActor(request), request.params.requestId);
    return reply.type('application/xml; charset=utf-8').send(xml);
  });
}
