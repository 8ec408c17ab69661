import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { accountIdOf, requireScope } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { requireManagedOrganisation } from '../../accounts/index.ts';
import { OrganisationParams, PutQuotaBody, QuotaSchema, UsageSchema } from '../schema.ts';
import { putQuota } from './put-quota.ts';
import { readQuota, readUsage } from './store.ts';

const tags = ['Data quotas'];

/** `/data/usage` and `/organisations/{slug}/data-quota`. */
export function registerQuotaRoutes(instance: FastifyInstance, ctx: Pick<AppContext, 'db' | 'now'>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/data/usage',
    {
      schema: {
        operationId: 'readDataUsage',
        summary: 'What you and your organisations store, and may store',
        tags,
        response: { 200: UsageSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const memberships = actor.kind === 'operator' ? [] : actor.memberships;
      const items = [];
      for (const { organisationId, slug } of memberships) {
        const quota = await readQuota(ctx.db, organisationId);
        const accountId = accountIdOf(actor);
        const own =
          accountId === null
            ? { bytes: 0, files: 0 }
            : await readUsage(ctx.db, organisationId, { id: accountId });
        const all = await readUsage(ctx.db, organisationId);
        items.push({
          organisation: slug,
          own: { ...own, limitBytes: quota.personBytes },
          all: { ...all, limitBytes: quota.organisationBytes },
        });
      }
      return { items };
    },
  );

  app.get(
    '/organisations/:slug/data-quota',
    {
      schema: {
        operationId: 'readDataQuota',
        summary: 'What an organisation and each of its people may store',
        description: 'For administrators of the organisation.',
        tags,
        params: OrganisationParams,
        response: { 200: QuotaSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      const shown = await show(ctx.db, organisation.id);
      reply.header('etag', formatEtag(shown.version));
      return shown;
    },
  );

  app.put(
    '/organisations/:slug/data-quota',
    {
      schema: {
        operationId: 'putDataQuota',
        summary: 'Say what an organisation and each of its people may store',
        description:
          'For administrators of the organisation. What is stored already stays; null means no limit.',
        tags,
        params: OrganisationParams,
        body: PutQuotaBody,
        response: { 200: QuotaSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'org:admin');
      const organisation = await requireManagedOrganisation(ctx.db, actor, request.params.slug);
      await putQuota(ctx, actor, organisation.id, request.body, readIfMatch(request));
      const shown = await show(ctx.db, organisation.id);
      reply.header('etag', formatEtag(shown.version));
      return shown;
    },
  );
}

async function show(db: Db, organisationId: string) {
  return { ...(await readQuota(db, organisationId)), used: await readUsage(db, organisationId) };
}
