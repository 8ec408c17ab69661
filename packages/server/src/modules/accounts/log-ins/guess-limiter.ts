import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../../errors.ts';

const WINDOW_MS = 15 * 60 * 1000;
/**
 * Wrong passwords in the window. For one name from one address few, for one address more, since programs behind a proxy
 * share it. For one name many: whoever could block a name from anywhere could keep its program out, and against a
 * password of twelve characters a hundred thousand guesses a day are nothing.
 */
const LIMITS = { pair: 10, address: 100, name: 1000 } as const;
/** Some megabytes. To drive others' counts out, an attacker needs hundreds of addresses. */
const ENTRIES_LIMIT = 20_000;

/** Counts wrong passwords. In memory: every process counts for itself, which multiplies the limits by their number. */
export type GuessLimiter = {
  /**
   * Counts a guess before it is looked at, so that guesses at the same moment do not all pass.
   * @returns what takes it back when it was right
   * @throws AppError too-many-requests, with Retry-After
   */
  count(name: string, address: string): () => void;
};

export function createGuessLimiter(now: () => Date): GuessLimiter {
  const counts = new Map<string, { guesses: number; endsAt: number }>();

  const makeRoom = (time: number): void => {
    if (counts.size < ENTRIES_LIMIT) return;
    for (const [key, { endsAt }] of counts) if (endsAt <= time) counts.delete(key);
    // The oldest first: a Map keeps the order in which its keys came.
    for (const key of counts.keys()) {
      if (counts.size < ENTRIES_LIMIT) break;
      counts.delete(key);
    }
  };

  return {
    count(name, address) {
      const time = now().getTime();
      const network = networkOf(address);
      const keys = { pair: `${network} ${name}`, address: network, name: `name ${name}` };
      for (const kind of ['pair', 'address', 'name'] as const) {
        const entry = counts.get(keys[kind]);
        if (entry === undefined || entry.endsAt <= time || entry.guesses < LIMITS[kind]) continue;
        throw new AppError('too-many-requests', 'Too many wrong passwords; try again later.', {
          headers: { 'retry-after': String(Math.ceil((entry.endsAt - time) / 1000)) },
        });
      }
      for (const key of Object.values(keys)) {
        const entry = counts.get(key);
        if (entry !== undefined && entry.endsAt > time) {
          entry.guesses += 1;
          continue;
        }
        counts.delete(key);
        makeRoom(time);
        counts.set(key, { guesses: 1, endsAt: time + WINDOW_MS });
      }
      return () => {
        counts.delete(keys.pair);
        for (const key of [keys.address, keys.name]) {
          const entry = counts.get(key);
          if (entry !== undefined) entry.guesses = Math.max(0, entry.guesses - 1);
        }
      };
    },
  };
}

/** Who has one IPv6 address has the 2^64 of its network. */
function networkOf(address: string): string {
  // Without the zone, which means something on this machine only (RFC 4007 section 11).
  const [plain = address] = address.split('%', 1);
  if (!isIPv6(plain)) return address;
  const parsed = ipaddr.IPv6.parse(plain);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString();
}
