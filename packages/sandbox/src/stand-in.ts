import type { AddressInfo } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';

/** A running stand-in. `url` has no trailing slash; `close` ends open connections too. */
export type StandIn = { url: string; port: number; close(): Promise<void> };

/** Where a stand-in listens. Port 0, the default, takes any free port; the default host is 127.0.0.1. */
export type ListenOptions = { port?: number; host?: string };

const BODY_LIMIT_BYTES = 20 * 1024 * 1024;

/** Makes the bare server of a stand-in: quiet, and never kept from closing by a caller that keeps its connection. */
export function createStandInApp(): FastifyInstance {
  return fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 2048 },
  });
}

/** Starts listening and returns the handle of the stand-in. Fails when the port is taken. */
export async function listen(app: FastifyInstance, options: ListenOptions): Promise<StandIn> {
  const host = options.host ?? '127.0.0.1';
  try {
    await app.listen({ host, port: options.port ?? 0 });
  } catch (error) {
    await app.close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://${host}:${port}`, port, close: async () => app.close() };
}
