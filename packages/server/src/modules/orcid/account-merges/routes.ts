import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { assertScope, requirePerson } from '../../../http/actor.ts';
import { mergeAccounts } from '../../accounts/index.ts';
import { OwnConnectionParams, pageOf } from '../schema.ts';
import { describeMergeable } from './describe.ts';

const tags = ['ORCID'];

const MergeableAccountSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  orcid: Type.String({ description: 'The iD whose record ORCID merged into yours' }),
  name: Type.Union([Type.String(), Type.Null()]),
  statedAt: Type.String({ format: 'date-time', description: 'When ORCID was found to say so' }),
  roles: Type.Array(Type.Object({ role: Type.String(), organisation: Type.String() })),
  moved: Type.Array(Type.String(), { description: 'What goes over to your account, in words' }),
  ended: Type.Array(Type.String(), { description: 'What ends' }),
});

/** `/orcid/mergeable-accounts`: other accounts of a person, under iDs that ORCID merged into theirs. */
export function registerAccountMergeRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'accountColumns' | 'config' | 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/orcid/mergeable-accounts',
    {
      schema: {
        operationId: 'listMergeableAccounts',
        summary: 'Your other accounts, whose records ORCID merged into yours',
        tags,
        response: { 200: pageOf(MergeableAccountSchema) },
      },
    },
    async (request) => {
      const person = requirePerson(request);
      assertScope(person, 'orcid:read');
      const accounts = await describeMergeable(ctx, person);
      return {
        items: accounts.map(({ orcidUrl: _, statedAt, ...account }) => ({
          ...account,
          statedAt: statedAt.toISOString(),
        })),
        next: null,
      };
    },
  );

  app.post(
    '/orcid/mergeable-accounts/:id/merge',
    {
      schema: {
        operationId: 'mergeAccount',
        summary: 'Merge your other account into the one that you are signed in with',
        description:
          'What it owns and may goes over, its sessions, access tokens and programs end, and it leads to yours from then ' +
          'on. This cannot be undone. It takes a session of the browser: an access token cannot do it. Repeating it is harmless.',
        tags,
        params: OwnConnectionParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      await mergeAccounts(ctx, requirePerson(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
