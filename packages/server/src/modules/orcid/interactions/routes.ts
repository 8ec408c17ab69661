import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { sendLines } from '../../../http/send-lines.ts';
import { listInteractions, readInteraction } from '../../../outside/index.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { bundleInteractions } from './bundle-interactions.ts';
import { readRetention, setRetention } from './keep-interactions.ts';
import { presentListed, presentWhole } from './present.ts';
import { readFilter } from './read-filter.ts';
import {
  BundleBody,
  InteractionPage,
  InteractionParams,
  InteractionQuery,
  InteractionSchema,
  OrganisationParams,
  RetentionSchema,
} from './schema.ts';

const tags = ['ORCID log'];
const HOME = '/organisations/:slug/orcid/interactions';

/** `/organisations/{slug}/orcid/interactions`: every call to ORCID that was made with an organisation's credentials. */
export function registerInteractionRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    HOME,
    {
      schema: {
        operationId: 'listOrcidInteractions',
        summary: 'Calls to ORCID and their answers, newest first',
        description:
          'For administrators of the organisation, with the scope `orcid:read`. Tokens, secrets, codes and mail addresses ' +
          'were taken out before anything was written down.',
        tags,
        params: OrganisationParams,
        querystring: InteractionQuery,
        response: { 200: InteractionPage },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, cursor, ...asked } = request.query;
      const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const calls = await listInteractions(ctx.db, organisation.id, readFilter(asked, '/querystring'), {
        limit: limit + 1,
        before: at === undefined ? null : { at: String(at), id: String(id) },
      });
      return toPage(calls, limit, presentListed, (call) => encodeCursor([call.at.toISOString(), call.id]));
    },
  );

  app.get(
    `${HOME}/:id`,
    {
      schema: {
        operationId: 'readOrcidInteraction',
        summary: 'One call to ORCID and its answer in full',
        tags,
        params: InteractionParams,
        response: { 200: InteractionSchema },
      },
    },
    async (request) => {
      const { slug, id } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const call = await readInteraction(ctx.db, organisation.id, id);
      if (call === null) throw noCall();
      return presentWhole(call);
    },
  );

  app.post(
    `${HOME}/bundle`,
    {
      schema: {
        operationId: 'bundleOrcidInteractions',
        summary: "Calls to ORCID as a file for ORCID's support",
        description:
          'JSON Lines: first the client ids, registries and versions, then each call that the filter leaves. Nothing in it ' +
          'is secret. That it was made is written into the history of the organisation.',
        tags,
        params: OrganisationParams,
        body: BundleBody,
        response: {
          200: Type.Unsafe<string>({ type: 'string', description: 'JSON Lines (`application/x-ndjson`)' }),
        },
      },
    },
    async (request, reply) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:read');
      const filter = readFilter(request.body, '');
      reply.header('content-disposition', `attachment; filename="orcid-log-${slug}.jsonl"`);
      return sendLines(request, reply, bundleInteractions(ctx, actor, organisation, filter)) as never;
    },
  );

  app.get(
    '/organisations/:slug/orcid/log-settings',
    {
      schema: {
        operationId: 'readOrcidLogSettings',
        summary: 'For how many days calls to ORCID are kept',
        tags,
        params: OrganisationParams,
        response: { 200: RetentionSchema },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      return { keptDays: await readRetention(ctx.db, organisation.id) };
    },
  );

  app.put(
    '/organisations/:slug/orcid/log-settings',
    {
      schema: {
        operationId: 'setOrcidLogSettings',
        summary: 'Say for how many days calls to ORCID are kept',
        tags,
        params: OrganisationParams,
        body: Type.Object(RetentionSchema.properties, { additionalProperties: false }),
        response: { 200: RetentionSchema },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      await setRetention(ctx, actor, organisation.id, request.body.keptDays);
      return { keptDays: await readRetention(ctx.db, organisation.id) };
    },
  );
}

export function noCall(): AppError {
  return new AppError('not-found', 'The organisation has no such call in its log. Old ones are deleted.');
}
