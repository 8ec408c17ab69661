import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requirePerson, requireScope } from '../../../http/actor.ts';
import { checkNow } from './ask-for-reading.ts';
import { CheckParams, ProfileSchema } from './schema.ts';
import { findNewestProfile } from './store.ts';

const tags = ['ORCID'];

/** What was read of the signed-in person's own record. Nobody reads anybody else's here. */
export function registerReadingRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeReadings'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/orcid/profile',
    {
      schema: {
        operationId: 'readOwnOrcidProfile',
        summary: 'What your ORCID record says, to fill in forms',
        description:
          'As it was read last, by whichever of your connections that was. `POST /orcid/connections/{id}/check` has it read anew.',
        tags,
        response: { 200: ProfileSchema },
      },
    },
    async (request) => {
      requireScope(request, 'orcid:read');
      const { accountId } = requirePerson(request);
      const found = await findNewestProfile(ctx.db, accountId);
      if (found === null) {
        throw new AppError(
          'not-found',
          'Nothing was read of your ORCID record yet. Connect it with an organisation; it is read within a minute.',
        );
      }
      const { connectionId, orcid, readAt, profile } = found;
      return { orcid, connectionId, readAt: readAt?.toISOString() ?? null, ...profile };
    },
  );

  app.post(
    '/orcid/connections/:id/check',
    {
      schema: {
        operationId: 'checkOwnOrcidRecord',
        summary: 'Have your record read and compared now',
        tags,
        params: CheckParams,
        response: {
          202: Type.Null({ description: 'It is read within seconds, at the rate that ORCID allows' }),
        },
      },
    },
    async (request, reply) => {
      requireScope(request, 'orcid:read');
      await checkNow(ctx, requirePerson(request), request.params.id);
      return reply.code(202).send(null);
    },
  );
}
