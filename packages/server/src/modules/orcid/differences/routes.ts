import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { requirePerson, requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT } from '../../../http/paging.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { type Decision, decideDifference, decideOwnDifference, notFound } from './decide-difference.ts';
import { findDifferences } from './find-differences.ts';
import { presentDifference } from './present.ts';
import {
  DecisionBody,
  DifferenceActionParams,
  DifferenceListParams,
  DifferencePage,
  DifferenceQuery,
  DifferenceSchema,
  OwnDifferenceActionParams,
  OwnDifferenceQuery,
} from './schema.ts';
import { readListedDifference } from './store.ts';

type RouteContext = Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>;

const tags = ['ORCID'];

/** What records and this service say otherwise, for the person whose record it is and for administrators. */
export function registerDifferenceRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/orcid/differences',
    {
      schema: {
        operationId: 'listOwnOrcidDifferences',
        summary: 'What your own record and this service say otherwise',
        description: 'As it was when the record was read last. Newest first.',
        tags,
        querystring: OwnDifferenceQuery,
        response: { 200: DifferencePage },
      },
    },
    async (request) => {
      requireScope(request, 'orcid:read');
      const { accountId } = requirePerson(request);
      const { limit = DEFAULT_LIMIT, ...question } = request.query;
      return findDifferences(ctx.db, { accountId }, { ...question, limit }, presentDifference);
    },
  );

  app.post(
    '/orcid/differences/:id/:action',
    {
      schema: {
        operationId: 'decideOwnOrcidDifference',
        summary: 'Accept or ignore a difference on your own record',
        tags,
        params: OwnDifferenceActionParams,
        body: DecisionBody,
        response: { 200: DifferenceSchema },
      },
    },
    async (request) => {
      const { id, action } = request.params;
      requireScope(request, 'orcid:write');
      await decideOwnDifference(ctx, requirePerson(request), id, toDecision(action, request.body?.take));
      return presentAfter(ctx, id);
    },
  );

  app.get(
    '/organisations/:slug/orcid/differences',
    {
      schema: {
        operationId: 'listOrcidDifferences',
        summary: 'What the records of its people and this service say otherwise',
        description: 'For administrators. Newest first.',
        tags,
        params: DifferenceListParams,
        querystring: DifferenceQuery,
        response: { 200: DifferencePage },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'orcid:read');
      const { id } = await requireOrcidOrganisation(ctx.db, actor, request.params.slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, ...question } = request.query;
      return findDifferences(ctx.db, { organisationId: id }, { ...question, limit }, presentDifference);
    },
  );

  app.post(
    '/organisations/:slug/orcid/differences/:id/:action',
    {
      schema: {
        operationId: 'decideOrcidDifference',
        summary: 'Accept or ignore a difference',
        description: 'For administrators. What a person took off their record, they alone put back.',
        tags,
        params: DifferenceActionParams,
        body: DecisionBody,
        response: { 200: DifferenceSchema },
      },
    },
    async (request) => {
      const { slug, id, action } = request.params;
      const actor = requireScope(request, 'orcid:write');
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      await decideDifference(ctx, actor, organisation.id, id, toDecision(action, request.body?.take));
      return presentAfter(ctx, id);
    },
  );
}

function toDecision(action: 'accept' | 'ignore', take: 'ours' | 'theirs' = 'ours'): Decision {
  return action === 'accept' ? { action, take } : { action };
}

async function presentAfter(ctx: RouteContext, id: string) {
  const difference = await readListedDifference(ctx.db, id);
  if (difference === null) throw notFound();
  return presentDifference(difference);
}
