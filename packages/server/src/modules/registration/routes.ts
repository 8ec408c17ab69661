import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requireOperator, requireScope, toEventActor } from '../../http/actor.ts';
import { registerRegistrarAccountRoutes } from './accounts/routes.ts';
import { confirmInstance, readInstanceStatus } from './guard.ts';
import { registerQueueEntryRoute } from './queue/entry-route.ts';
import { type QueueContext, registerQueueRoutes } from './queue/routes.ts';

const InstanceSchema = Type.Object(
  {
    publicUrl: Type.String({ description: 'The address that this service runs as' }),
    confirmedPublicUrl: Type.String({ description: 'The address that its database was confirmed for' }),
    confirmed: Type.Boolean({ description: 'Registrations are sent only while the two are the same' }),
  },
  { $id: 'Instance' },
);

const tags = ['Operation'];

/** The queue and the accounts that it is worked off with, and `/instance`: the guard against registering from a copy of the database. */
export function registerRegistrationRoutes(instance: FastifyInstance, ctx: QueueContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  registerQueueEntryRoute(instance, ctx);
  registerQueueRoutes(instance, ctx);
  registerRegistrarAccountRoutes(instance, ctx);

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
