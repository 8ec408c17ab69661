import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { presentEntry } from './present.ts';
import { readQueueEntry } from './read-entry.ts';
import { PidName, QueuedRegistration } from './schema.ts';

/** `/queue/{pid}` of Mintmark's own API. */
export function registerQueueEntryRoute(instance: FastifyInstance, ctx: Pick<AppContext, 'db'>): void {
  instance.withTypeProvider<TypeBoxTypeProvider>().get(
    '/queue/:pid',
    {
      schema: {
        operationId: 'readQueueEntry',
        summary: 'One registration, whatever its status',
        description: 'The identifier, percent-encoded, in any spelling.',
        tags: ['Registration queue'],
        params: Type.Object({ pid: PidName }),
        response: { 200: QueuedRegistration },
      },
    },
    async (request) =>
      presentEntry(await readQueueEntry(ctx, requireScope(request, 'pid:read'), request.params.pid)),
  );
}
