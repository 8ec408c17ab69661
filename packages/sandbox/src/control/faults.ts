import { createSeededRandom } from './seeded-random.ts';

/** Faults that both stand-ins carry out on any request, whatever it asks for. */
export const TRANSPORT_KINDS = [
  'rate-limited',
  'unavailable',
  'bad-gateway-html',
  'unauthorised',
  'forbidden',
  'not-found',
  'error-500',
  'timeout-after-commit',
  'reset',
  'hang',
  'slow',
] as const;

export type TransportKind = (typeof TRANSPORT_KINDS)[number];

/** What a request must look like for a fault to strike it. Absent members match everything. */
export type FaultMatch = { method?: string; pathPrefix?: string; doi?: string };

/** A fault as a test asks for it. Times are milliseconds unless the name says seconds. */
export type FaultOrder = {
  kind: string;
  /** How many times it strikes; null: until it is deleted. */
  count: number | null;
  match: FaultMatch;
  /** Chance of striking a matching request, 0 to 1; null: always. */
  rate: number | null;
  /** Seed of the generator behind `rate`. */
  seed: number;
  delayMs: number | null;
  retryAfterSeconds: number | null;
  /** Replaces the body (and its media type) of the kinds that answer with an error page. */
  body: string | null;
  contentType: string | null;
};

export type Fault = FaultOrder & { id: string; struck: number };

/** The facts of a request that a fault is matched against. `doi` is lower case, or null where none is named. */
export type FaultTarget = { method: string; path: string; doi: string | null };

export type FaultRegistry = {
  add(order: FaultOrder): Fault;
  list(): Fault[];
  /** Returns whether there was such a fault. */
  remove(id: string): boolean;
  clear(): void;
  /** Finds the oldest fault of one of these kinds that strikes this target, and uses up one of its strikes. */
  strike(kinds: readonly string[], target: FaultTarget): Fault | null;
};

/** Makes an empty registry. A fault whose strikes are used up stays listed, with `struck`, until it is removed. */
export function createFaultRegistry(): FaultRegistry {
  let entries: { fault: Fault; random: () => number }[] = [];
  let nextId = 1;
  return {
    add(order) {
      const fault: Fault = { ...order, id: String(nextId++), struck: 0 };
      entries.push({ fault, random: createSeededRandom(order.seed) });
      return fault;
    },
    list: () => entries.map((entry) => ({ ...entry.fault })),
    remove(id) {
      const before = entries.length;
      entries = entries.filter((entry) => entry.fault.id !== id);
      return entries.length < before;
    },
    clear() {
      entries = [];
    },
    strike(kinds, target) {
      for (const { fault, random } of entries) {
        if (!kinds.includes(fault.kind) || !matches(fault, target)) continue;
        if (fault.count !== null && fault.struck >= fault.count) continue;
        if (fault.rate !== null && random() >= fault.rate) continue;
        fault.struck += 1;
        return { ...fault };
      }
      return null;
    },
  };
}

function matches(fault: Fault, target: FaultTarget): boolean {
  const { method, pathPrefix, doi } = fault.match;
  if (method !== undefined && method.toUpperCase() !== target.method.toUpperCase()) return false;
  if (pathPrefix !== undefined && !target.path.startsWith(pathPrefix)) return false;
  if (doi !== undefined && doi.toLowerCase() !== target.doi) return false;
  // A read has nothing to commit: striking it would use up the fault before the write that it is meant for.
  if (fault.kind === 'timeout-after-commit') return target.method !== 'GET' && target.method !== 'HEAD';
  return true;
}
