import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, requireActor } from '../../../http/actor.ts';
import { formatEtag, readIfMatch, requireIfMatch } from '../../../http/etag.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import {
  EmptyBody,
  EnvironmentQuery,
  OrcidClientSchema,
  OrcidClientTestSchema,
  OrganisationParams,
  PutClientBody,
} from '../schema.ts';
import type { OrganisationClient } from './client.ts';
import { presentClient, presentTest } from './present.ts';
import { putClient, removeClient } from './put-client.ts';
import { readClientOfOrganisation, readClientTest } from './store.ts';
import { testClient } from './test-client.ts';

const tags = ['ORCID'];
const PATH = '/organisations/:slug/orcid/client';

type ClientRouteContext = Pick<
  AppContext,
  'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets' | 'wakeConnections' | 'wakeDeposits'
>;

/** `/organisations/{slug}/orcid/client`: an organisation's own credentials, for its administrators and for operators. */
export function registerClientRoutes(instance: FastifyInstance, ctx: ClientRouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const present = async (slug: string, client: OrganisationClient) =>
    presentClient(ctx.config, slug, client, await readClientTest(ctx.db, client.id));

  app.get(
    PATH,
    {
      schema: {
        operationId: 'readOrcidClient',
        summary: "An organisation's credentials at ORCID",
        description: 'For its administrators and for operators. The secret is never shown.',
        tags,
        params: OrganisationParams,
        querystring: EnvironmentQuery,
        response: { 200: OrcidClientSchema },
      },
    },
    async (request, reply) => {
      const { slug } = request.params;
      const client = await requireClient(ctx, requireActor(request), slug, 'orcid:read', request.query);
      return reply.header('etag', formatEtag(client.version)).send(await present(slug, client));
    },
  );

  app.put(
    PATH,
    {
      schema: {
        operationId: 'putOrcidClient',
        summary: 'Give an organisation its credentials at ORCID, or change them',
        description:
          'For its administrators and for operators. ORCID asks each organisation to get its own credentials. The secret ' +
          'is sealed and never shown again. Changing them needs If-Match.',
        tags,
        params: OrganisationParams,
        body: PutClientBody,
        response: { 200: OrcidClientSchema, 201: OrcidClientSchema },
      },
    },
    async (request, reply) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const { body } = request;
      const wish = {
        environment: body.environment,
        api: body.api,
        clientId: body.clientId,
        clientSecret: body.clientSecret ?? null,
        requestsPerSecond: body.requestsPerSecond ?? null,
        asksForPerson: body.asksForPerson ?? false,
      };
      const { client, created } = await putClient(ctx, actor, organisation, wish, readIfMatch(request));
      return reply
        .code(created ? 201 : 200)
        .header('etag', formatEtag(client.version))
        .send(await present(slug, client));
    },
  );

  app.delete(
    PATH,
    {
      schema: {
        operationId: 'deleteOrcidClient',
        summary: "Take an organisation's credentials away",
        description:
          'For its administrators and for operators, while nobody ever connected with them. Needs If-Match.',
        tags,
        params: OrganisationParams,
        querystring: EnvironmentQuery,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const client = await requireClient(ctx, actor, request.params.slug, 'orcid:write', request.query);
      await removeClient(ctx, actor, client, requireIfMatch(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${PATH}/test`,
    {
      schema: {
        operationId: 'testOrcidClient',
        summary: 'Ask ORCID what works with the credentials',
        description: 'For its administrators and for operators. Nothing is written at ORCID.',
        tags,
        params: OrganisationParams,
        querystring: EnvironmentQuery,
        body: EmptyBody,
        response: { 200: OrcidClientTestSchema },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const client = await requireClient(ctx, actor, request.params.slug, 'orcid:write', request.query);
      return presentTest(await testClient(ctx, actor, client));
    },
  );
}

/** @throws AppError not-found, not-allowed */
async function requireClient(
  ctx: ClientRouteContext,
  actor: Actor,
  slug: string,
  scope: 'orcid:read' | 'orcid:write',
  query: { environment?: OrcidEnvironmentName },
): Promise<OrganisationClient> {
  const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, scope);
  const client = await readClientOfOrganisation(ctx.db, organisation.id, query.environment);
  if (client === null)
    throw new AppError('not-found', 'The organisation has no such credentials at ORCID yet.');
  return client;
}
