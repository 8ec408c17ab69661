import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createSeededRandom } from '../control/seeded-random.ts';
import { findRecord, removeItem } from './registry.ts';
import { disableTokens, type OrcidState } from './state.ts';

/** What may go wrong while a client works, in the order in which one draw is shared out among them. */
const KINDS = ['503', 'Revoke', 'Delete', 'Lock', 'Unlock', 'Deactivate'] as const;
type ChaosKind = (typeof KINDS)[number];

/** One thing that went wrong, and before which request. */
export type Strike = {
  kind: 'unavailable' | 'revoke' | 'delete' | 'lock' | 'unlock' | 'deactivate';
  at: string;
  method: string;
  path: string;
  orcid: string | null;
  /** Put code of the item that the person deleted. */
  putCode?: number;
  /** How many tokens the person took back. */
  tokens?: number;
};

type Orders = {
  seed: number;
  shares: Readonly<Record<ChaosKind, number>>;
  /** How many requests in a row a 503 lasts. */
  burst: number;
};

type Chaos = Orders & { random: () => number; strikes: Strike[]; burstLeft: number };

/**
 * Registers chaos: every request of the record API draws a number from a seeded generator, and by it the registry is
 * too busy, or the person does something to the record just before the request is carried out. The same requests in
 * the same order meet the same fate. Returns the hook that strikes and what forgets it all.
 */
export function registerChaos(app: FastifyInstance, state: OrcidState) {
  let chaos: Chaos | null = null;

  app.get('/_control/chaos', async () => (chaos === null ? { running: false, strikes: [] } : present(chaos)));

  app.post('/_control/chaos', async (request, reply) => {
    const orders = readOrders(request.body);
    if (typeof orders === 'string') return reply.code(400).send({ error: orders });
    chaos = { ...orders, random: createSeededRandom(orders.seed), strikes: [], burstLeft: 0 };
    return reply.code(201).send(present(chaos));
  });

  app.delete('/_control/chaos', async (_request, reply) => {
    chaos = null;
    return reply.code(204).send();
  });

  return {
    forget: () => {
      chaos = null;
    },
    /** Answers the request where the registry is too busy for it. */
    strike: async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
      if (chaos === null || !strikeOnce(state, chaos, request)) return undefined;
      return reply.code(503).type('text/html').send('<html><body>503 Service Unavailable</body></html>');
    },
  };
}

/** Draws for one request; says whether it is turned away. */
function strikeOnce(state: OrcidState, chaos: Chaos, request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? request.url;
  const orcid = /^\/(?:v3\.0\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\//.exec(path)?.[1] ?? null;
  const note = (kind: Strike['kind'], more: Partial<Strike> = {}) =>
    chaos.strikes.push({ kind, at: state.now().toISOString(), method: request.method, path, orcid, ...more });
  if (chaos.burstLeft > 0) {
    chaos.burstLeft -= 1;
    note('unavailable');
    return true;
  }
  // Both are drawn for every request, so that what one request meets does not shift what the next ones meet.
  const kind = share(chaos.shares, chaos.random());
  const choice = chaos.random();
  if (kind === '503') {
    chaos.burstLeft = chaos.burst - 1;
    note('unavailable');
    return true;
  }
  const record = orcid === null ? null : findRecord(state, orcid);
  if (record === null || orcid === null) return false;
  switch (kind) {
    case null:
      return false;
    case 'Revoke': {
      const tokens = disableTokens(state, 'grant-revoked', (token) => token.orcid === orcid);
      if (tokens > 0) note('revoke', { tokens });
      return false;
    }
    case 'Delete': {
      const putCodes = [...record.items.keys()];
      const putCode = putCodes[Math.floor(choice * putCodes.length)];
      if (putCode === undefined) return false;
      removeItem(state, record, putCode);
      note('delete', { putCode });
      return false;
    }
    case 'Lock':
    case 'Deactivate':
      if (record.status !== 'active') return false;
      record.status = kind === 'Lock' ? 'locked' : 'deactivated';
      note(kind === 'Lock' ? 'lock' : 'deactivate');
      return false;
    case 'Unlock':
      if (record.status !== 'locked') return false;
      record.status = 'active';
      note('unlock');
      return false;
    default:
      return kind satisfies never;
  }
}

function share(shares: Orders['shares'], draw: number): ChaosKind | null {
  let end = 0;
  for (const kind of KINDS) {
    end += shares[kind];
    if (draw < end) return kind;
  }
  return null;
}

function present(chaos: Chaos): object {
  const counts: Partial<Record<Strike['kind'], number>> = {};
  for (const { kind } of chaos.strikes) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    running: true,
    seed: chaos.seed,
    burst: chaos.burst,
    ...Object.fromEntries(KINDS.map((kind) => [`share${kind}`, chaos.shares[kind]])),
    counts,
    strikes: chaos.strikes,
  };
}

/** Unknown members are refused: a test with a misspelt share must not pass because nothing went wrong. */
function readOrders(body: unknown): Orders | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'Chaos is a JSON object.';
  const input: Record<string, unknown> = { ...body };
  const known = ['seed', 'burst', ...KINDS.map((kind) => `share${kind}`)];
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  if (unknown !== undefined) return `Unknown member "${unknown}".`;
  const seed = input.seed ?? 1;
  const burst = input.burst ?? 1;
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed)) return '"seed" must be a whole number.';
  if (typeof burst !== 'number' || !Number.isSafeInteger(burst) || burst < 1) {
    return '"burst" must be a whole number, 1 or more.';
  }
  const shares = { '503': 0, Revoke: 0, Delete: 0, Lock: 0, Unlock: 0, Deactivate: 0 };
  let sum = 0;
  for (const kind of KINDS) {
    const value = input[`share${kind}`] ?? 0;
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      return `"share${kind}" must be from 0 to 1.`;
    shares[kind] = value;
    sum += value;
  }
  return sum > 1 ? 'The shares must not come to more than 1.' : { seed, burst, shares };
}
