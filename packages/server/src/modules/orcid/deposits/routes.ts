import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { listEvents } from '../../../events.ts';
import { requirePerson, requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT } from '../../../http/paging.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { changeOwnDeposit, notFound, retryDeposit } from './change-deposit.ts';
import { findDeposits } from './find-deposits.ts';
import { readListedDeposit } from './lists/store.ts';
import { presentDeposit, presentDepositWithHistory } from './present.ts';
import {
  DepositListParams,
  DepositPage,
  DepositParams,
  DepositQuery,
  DepositSchema,
  DepositWithHistory,
  OwnActionParams,
  OwnDepositParams,
  OwnDepositQuery,
} from './schema.ts';

type RouteContext = Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>;

const tags = ['ORCID'];
const HISTORY_LIMIT = 200;

/** What is written to ORCID records, for administrators and for the person whose record it is. */
export function registerDepositRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  registerOrganisationRoutes(instance, ctx);
  registerOwnRoutes(instance, ctx);
}

function registerOrganisationRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/orcid/deposits',
    {
      schema: {
        operationId: 'listDeposits',
        summary: "What is written to people's ORCID records",
        description: 'For administrators. Newest first.',
        tags,
        params: DepositListParams,
        querystring: DepositQuery,
        response: { 200: DepositPage },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'orcid:read');
      const organisation = await requireOrcidOrganisation(ctx.db, actor, request.params.slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, ...question } = request.query;
      return findDeposits(
        ctx.db,
        { organisationId: organisation.id },
        { ...question, limit },
        presentDeposit,
      );
    },
  );

  app.get(
    '/organisations/:slug/orcid/deposits/:id',
    {
      schema: {
        operationId: 'readDeposit',
        summary: 'One deposit with its history',
        tags,
        params: DepositParams,
        response: { 200: DepositWithHistory },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'orcid:read');
      const organisation = await requireOrcidOrganisation(ctx.db, actor, request.params.slug, 'orcid:read');
      const deposit = await readListedDeposit(ctx.db, request.params.id);
      if (deposit?.organisationId !== organisation.id) throw notFound();
      const subject = { type: 'orcid-deposit' as const, id: deposit.id };
      const events = await listEvents(ctx.db, subject, { afterId: 0, limit: HISTORY_LIMIT });
      return presentDepositWithHistory(deposit, events);
    },
  );

  app.post(
    '/organisations/:slug/orcid/deposits/:id/retry',
    {
      schema: {
        operationId: 'retryDeposit',
        summary: 'Try again what was refused or is held',
        tags,
        params: DepositParams,
        response: { 200: DepositSchema },
      },
    },
    async (request) => {
      const { slug, id } = request.params;
      const actor = requireScope(request, 'orcid:write');
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      await retryDeposit(ctx, actor, organisation.id, id);
      return presentAfter(ctx, id);
    },
  );
}

function registerOwnRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/orcid/deposits',
    {
      schema: {
        operationId: 'listOwnDeposits',
        summary: 'What is written to your own ORCID record',
        description: 'By every organisation that you connected your record with. Newest first.',
        tags,
        querystring: OwnDepositQuery,
        response: { 200: DepositPage },
      },
    },
    async (request) => {
      requireScope(request, 'orcid:read');
      const { accountId } = requirePerson(request);
      const { limit = DEFAULT_LIMIT, ...question } = request.query;
      return findDeposits(ctx.db, { accountId }, { ...question, limit }, presentDeposit);
    },
  );

  app.get(
    '/orcid/deposits/:id',
    {
      schema: {
        operationId: 'readOwnDeposit',
        summary: 'One thing on your own record, with its history',
        tags,
        params: OwnDepositParams,
        response: { 200: DepositWithHistory },
      },
    },
    async (request) => {
      requireScope(request, 'orcid:read');
      const { accountId } = requirePerson(request);
      const deposit = await readListedDeposit(ctx.db, request.params.id);
      if (deposit === null || deposit.accountId !== accountId) throw notFound();
      const subject = { type: 'orcid-deposit' as const, id: deposit.id };
      const events = await listEvents(ctx.db, subject, { afterId: 0, limit: HISTORY_LIMIT });
      return presentDepositWithHistory(deposit, events);
    },
  );

  app.post(
    '/orcid/deposits/:id/:action',
    {
      schema: {
        operationId: 'changeOwnDeposit',
        summary: 'Say what you want of something on your own record',
        tags,
        params: OwnActionParams,
        response: { 200: DepositSchema },
      },
    },
    async (request) => {
      const { id, action } = request.params;
      requireScope(request, 'orcid:write');
      await changeOwnDeposit(ctx, requirePerson(request), id, action === 'remove' ? 'take-off' : action);
      return presentAfter(ctx, id);
    },
  );
}

async function presentAfter(ctx: RouteContext, id: string) {
  const deposit = await readListedDeposit(ctx.db, id);
  if (deposit === null) throw notFound();
  return presentDeposit(deposit);
}
