import type { FastifyRequest } from 'fastify';

/** How long a client waits for a DOI unless it says otherwise. */
const DEFAULT_SECONDS = 15;
const LONGEST_SECONDS = 60;

/** How long a client is ready to wait, by `Prefer: wait=…` in seconds (RFC 7240 section 4.3). */
export function readWaitMs(request: FastifyRequest): number {
  const text = [request.headers.prefer ?? ''].flat().join(',');
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})\b/i.exec(text)?.[1];
  return 1000 * Math.min(LONGEST_SECONDS, seconds === undefined ? DEFAULT_SECONDS : Number(seconds));
}
