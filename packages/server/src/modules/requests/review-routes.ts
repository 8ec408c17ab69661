import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { requireActor, requireScope } from '../../http/actor.ts';
import { readChecklist } from './checklist/read-checklist.ts';
import { recheck, setCheck } from './checklist/set-check.ts';
import { diffRequest } from './diff/diff-request.ts';
import { requireRequest } from './find-request.ts';
import { movesOf } from './moves-of.ts';
import { listAssignees } from './moving/find-assignee.ts';
import { listSteps } from './pipelines/store.ts';
import { seesInternal } from './policy.ts';
import { presentCheck, presentDifference, presentStep } from './present.ts';
import type { RequestContext } from './request-context.ts';
import {
  CheckBody,
  CheckParams,
  CheckSchema,
  CuratorSchema,
  DifferenceSchema,
  listOf,
  MovesSchema,
  RequestParams,
  StepSchema,
} from './schema.ts';

const shared = { tags: ['Permanent ID requests'], params: RequestParams };

/** What a curator looks at: checklist, differences, steps, and what may be done now. */
export function registerReviewRoutes(instance: FastifyInstance, ctx: RequestContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/requests/:id/moves',
    {
      schema: {
        ...shared,
        operationId: 'listRequestMoves',
        summary: 'What you may do with a request now',
        response: { 200: MovesSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      return { moves: await movesOf(ctx.db, actor, found) };
    },
  );

  app.get(
    '/requests/:id/curators',
    {
      schema: {
        ...shared,
        operationId: 'listRequestCurators',
        summary: 'Who can look after a request; first who did so for an earlier one of the requester',
        response: { 200: listOf(CuratorSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      const items = await listAssignees(ctx.db, ctx, found);
      return {
        items: items.map(({ orcid, name, suggested }) => ({ orcid, name, suggested })),
        next: null,
      };
    },
  );

  app.get(
    '/requests/:id/checks',
    {
      schema: {
        ...shared,
        operationId: 'listRequestChecks',
        summary: 'The checklist of a request, for curators',
        response: { 200: listOf(CheckSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      return { items: (await readChecklist(ctx.db, found)).map(presentCheck), next: null };
    },
  );

  app.post(
    '/requests/:id/checks',
    {
      schema: {
        ...shared,
        operationId: 'runRequestChecks',
        summary: 'Run the automatic checks anew',
        response: { 200: listOf(CheckSchema) },
      },
    },
    async (request) => {
      const checks = await recheck(ctx, requireActor(request), request.params.id);
      return { items: checks.map(presentCheck), next: null };
    },
  );

  app.post(
    '/requests/:id/checks/:name',
    {
      schema: {
        ...shared,
        params: CheckParams,
        operationId: 'setRequestCheck',
        summary: 'Tick a manual check, or waive any with a reason',
        body: CheckBody,
        response: { 200: CheckSchema },
      },
    },
    async (request) => {
      const { id, name } = request.params;
      return presentCheck(await setCheck(ctx, requireActor(request), id, name, request.body));
    },
  );

  app.get(
    '/requests/:id/diff',
    {
      schema: {
        ...shared,
        operationId: 'diffRequest',
        summary: 'What changed since a curator last returned or approved it; else since it was staged',
        response: { 200: DifferenceSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      return presentDifference(await diffRequest(ctx.db, found));
    },
  );

  app.get(
    '/requests/:id/steps',
    {
      schema: {
        ...shared,
        operationId: 'listRequestSteps',
        summary: 'The steps of staging, publishing and returning',
        response: { 200: listOf(StepSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireRequest(ctx.db, actor, request.params.id);
      const steps = await listSteps(ctx.db, found.request.id);
      return { items: steps.map((step) => presentStep(step, seesInternal(found.roles))), next: null };
    },
  );
}
