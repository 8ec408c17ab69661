import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The numbers that `/metrics` shows. */
export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Numbers of the process itself, such as its memory. They are observed as long as it lives: once, however many services it
 * opens, lest what observes them keep a closed one.
 */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });

export function createMetrics() {
  const registry = Registry.merge([ofProcess]);
  return {
    registry,
    requests: new Histogram({
      name: 'mintmark_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [registry],
    }),
    minted: new Counter({
      name: 'mintmark_pids_minted_total',
      help: 'Identifiers minted or reserved',
      labelNames: ['type'],
      registers: [registry],
    }),
    registrations: new Counter({
      name: 'mintmark_registration_attempts_total',
      help: 'Attempts to bring a registrar up to date, by outcome',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    verifiedBytes: new Counter({
      name: 'mintmark_data_verified_bytes_total',
      help: 'Bytes of stored files that were read again and compared with their checksums',
      registers: [registry],
    }),
    damagedContents: new Counter({
      name: 'mintmark_data_damage_found_total',
      help: 'Stored contents that were found to differ from what was uploaded',
      registers: [registry],
    }),
    resolutions: new Counter({
      name: 'mintmark_resolutions_total',
      help: 'Answers of the resolver',
      labelNames: ['answer'],
      registers: [registry],
    }),
  };
}
