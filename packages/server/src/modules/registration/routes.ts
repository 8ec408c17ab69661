import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../context.ts';
import { requireOperator, requireScope, toEventActor } from '../../http/actor.ts';
import { confirmInstance, readInstanceStatus } from './guard.ts';

const InstanceSchema = Type.Object(
  {
    publicUrl: Type.String({ description: 'The address that this service runs as' }),
    confirmedPublicUrl: Type.String({ description: 'The address that its database was confirmed for' }),
    confirmed: Type.Boolean({ description: 'Registrations are sent only while the two are the same' }),
  },
  { $id: 'Instance' },
);

const tags = ['Operation'];

/** `/instance` of Mintmark's own API: the guard against registering from a copy of the database. */
export function registerRegistrationRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'now' | 'wakeRegistration'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/instance',
    {
      schema: {
        operationId: 'readInstance',
        summary: 'Whether this service may register',
        tags,
        response: { 200: InstanceSchema },
      },
    },
    async (request) => {
      requireScope(request, 'pid:read');
      return readInstanceStatus(ctx.db, ctx.config.publicUrl);
    },
  );

  app.post(
    '/instance/confirm',
    {
      schema: {
        operationId: 'confirmInstance',
        summary: 'Say that the service has moved to its present address',
        description: 'Operators only. Until then a database copied from elsewhere registers nothing.',
        tags,
        response: { 200: InstanceSchema },
      },
    },
    async (request) => confirmInstance(ctx, toEventActor(requireOperator(request))),
  );
}
