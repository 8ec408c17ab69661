/* The service as it runs in production, but with a registry that outlives it, and a clock that can be put forward. */
import { flushCompileCache } from 'node:module';
import { readEnvironment } from '../../src/env.ts';
import { openService } from '../../src/service.ts';

/** What the parent says: first how to start, then by how much the clock is put forward. */
export type ToService =
  | { kind: 'start'; env: Record<string, string>; registryUrl: string; aheadMs: number }
  | { kind: 'advance'; ms: number };
/** What it answers once it listens. */
export type FromService = 'ready';

let aheadMs = 0;

process.on('message', async (message: ToService) => {
  aheadMs += message.kind === 'advance' ? message.ms : message.aheadMs;
  if (message.kind === 'advance') return;
  const read = readEnvironment(message.env);
  const config = { ...read, orcid: { ...read.orcid, standInUrl: message.registryUrl } };
  const service = await openService(config, { now: () => new Date(Date.now() + aheadMs) });
  await service.app.listen({ host: config.host, port: config.port });
  // It is killed, and not ended, and so would not do it itself.
  flushCompileCache();
  process.send?.('ready' satisfies FromService);
});
