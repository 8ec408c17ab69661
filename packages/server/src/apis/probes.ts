import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { AppContext } from '../context.ts';

/** `/health`, `/ready` and `/metrics`, for whatever watches the service. */
export function registerProbes(
  app: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'storage' | 'metrics' | 'log'>,
): void {
  app.get('/health', { schema: { hide: true } }, async () => ({ status: 'ok' }));

  app.get('/ready', { schema: { hide: true } }, async (_request, reply) => {
    const [database, storage] = await Promise.all([
      passes(sql`select 1`.execute(ctx.db)),
      passes(ctx.storage.check()),
    ]);
    const ready = database && storage;
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', database, storage });

    async function passes(check: Promise<unknown>): Promise<boolean> {
      try {
        await check;
        return true;
      } catch (error) {
        ctx.log.error({ err: error }, 'a readiness check failed');
        return false;
      }
    }
  });

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(ctx.metrics.registry.contentType).send(await ctx.metrics.registry.metrics()),
  );
}
