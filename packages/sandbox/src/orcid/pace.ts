import type { FastifyInstance } from 'fastify';
import { readBearer } from './openid.ts';
import type { OrcidState } from './state.ts';

/** How fast one client may call the record API: a bucket of `burst` requests that fills at a steady rate. */
export type Pace = { requestsPerSecond: number; burst: number };

/** What came from one client; `anonymous` are all callers without a token. */
type Measured = { client: string; requests: number; refused: number; highestPerSecond: number };

type Meter = Omit<Measured, 'client'> & {
  /** Arrivals within the last second, in milliseconds. */
  recent: number[];
  tokens: number;
  filledAtMs: number;
};

/**
 * Counts the requests of every client to the record API and, where a pace is set, answers 503 to those beyond it.
 * ORCID queues a burst; the stand-in answers it at once and refuses what ORCID would. Time is that of the machine,
 * for it is what goes over the wire that counts. Call it on the root instance, before the routes.
 */
export function installPace(
  app: FastifyInstance,
  state: OrcidState,
  initial: Pace | null,
): { reset(): void } {
  const meters = new Map<string, Meter>();
  let pace = initial;

  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/v3\.0\/|^\/[^/]+\/webhook\//.test(request.url)) return;
    const client = state.tokens.get(readBearer(request) ?? '')?.clientId ?? 'anonymous';
    const meter = meters.get(client) ?? openMeter(pace);
    meters.set(client, meter);
    if (count(meter, pace, performance.now())) return;
    const page = '<html><head><title>503</title></head><body>Service Temporarily Unavailable</body></html>\n';
    return reply.code(503).type('text/html').send(page);
  });

  app.get('/_control/pace', async () => ({
    pace,
    items: [...meters].map(([client, meter]) => present(client, meter)),
  }));

  app.put('/_control/pace', async (request, reply) => {
    const wanted = readPace(request.body);
    if (typeof wanted === 'string') return reply.code(400).send({ error: wanted });
    pace = wanted;
    meters.clear();
    return { pace };
  });

  return {
    reset() {
      pace = initial;
      meters.clear();
    },
  };
}

function openMeter(pace: Pace | null): Meter {
  return {
    requests: 0,
    refused: 0,
    highestPerSecond: 0,
    recent: [],
    tokens: pace?.burst ?? 0,
    filledAtMs: performance.now(),
  };
}

/** Counts one request and says whether it may go on. */
function count(meter: Meter, pace: Pace | null, nowMs: number): boolean {
  meter.requests += 1;
  meter.recent.push(nowMs);
  const gone = meter.recent.findIndex((at) => at > nowMs - 1000);
  meter.recent.splice(0, gone);
  meter.highestPerSecond = Math.max(meter.highestPerSecond, meter.recent.length);
  if (pace === null) return true;
  const filled = meter.tokens + ((nowMs - meter.filledAtMs) / 1000) * pace.requestsPerSecond;
  meter.tokens = Math.min(pace.burst, filled);
  meter.filledAtMs = nowMs;
  if (meter.tokens < 1) {
    meter.refused += 1;
    return false;
  }
  meter.tokens -= 1;
  return true;
}

function present(client: string, { requests, refused, highestPerSecond }: Meter): Measured {
  return { client, requests, refused, highestPerSecond };
}

function readPace(input: unknown): Pace | null | string {
  if (input === null || input === undefined) return null;
  const { requestsPerSecond, burst } = input as Record<string, unknown>;
  if (!isPositive(requestsPerSecond) || !isPositive(burst)) {
    return 'A pace has "requestsPerSecond" and "burst", numbers above 0; null switches it off.';
  }
  return { requestsPerSecond, burst };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
