import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callInTurn } from '../src/modules/orcid/pace/call-in-turn.ts';
import { type System, startSystem } from './support/start-system.ts';

/** What ORCID allows a member. */
const ALLOWED = 24;
const CALLS = 300;
/** As many as the workers of two processes. */
const AT_A_TIME = 20;
/** Some are left out at both ends, where calls begin and run out. */
const AT_THE_ENDS = 2 * ALLOWED;

/** When a call arrives and when it is answered, both from when it is made. */
type Course = { arrivesMs: number; answeredMs: number };

let system: System;
let clientId: string;
beforeAll(async () => {
  system = await startSystem();
  const client = await system.ctx.db.selectFrom('orcid_clients').select('id').executeTakeFirstOrThrow();
  clientId = client.id;
});
afterAll(() => system?.close());
beforeEach(() => system.clock.advance(60_000));

const now = () => system.clock.now().getTime();

/** Waits in the time of the system, which goes on once all of `count` wait for it. */
function createPauses(count: number): { pause(ms: number): Promise<void>; leave(): void } {
  const waiting: { until: number; wake: () => void }[] = [];
  let present = count;
  const goOn = () => {
    if (waiting.length < present || present === 0) return;
    waiting.sort((one, other) => one.until - other.until);
    const first = waiting.shift();
    system.clock.advance(Math.max(0, (first?.until ?? 0) - now()));
    first?.wake();
  };
  return {
    pause: (ms) =>
      new Promise((wake) => {
        waiting.push({ until: now() + ms, wake });
        goOn();
      }),
    leave() {
      present -= 1;
      goOn();
    },
  };
}

/** @returns when the calls arrived, in order, in milliseconds */
async function makeCalls(courseOf: (index: number) => Course): Promise<number[]> {
  const { pause, leave } = createPauses(AT_A_TIME);
  const client = { id: clientId, requestsPerSecond: ALLOWED };
  const arrivals: number[] = [];
  const work = async () => {
    while (arrivals.length < CALLS) {
      await callInTurn({ ...system.ctx, pause }, client, () => {
        const { arrivesMs, answeredMs } = courseOf(arrivals.length);
        arrivals.push(now() + arrivesMs);
        return pause(answeredMs);
      });
    }
    leave();
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return arrivals.sort((one, other) => one - other);
}

/** The most that arrived in any second. */
function mostInASecond(arrivals: readonly number[]): number {
  return Math.max(
    ...arrivals.map((at) => arrivals.filter((other) => other >= at && other < at + 1_000).length),
  );
}

function perSecond(arrivals: readonly number[]): number {
  const steady = arrivals.slice(AT_THE_ENDS, -AT_THE_ENDS);
  return ((steady.length - 1) * 1_000) / ((steady.at(-1) ?? 0) - (steady[0] ?? 0));
}

describe('calls that are made in turn', () => {
  test('come at no less than nine tenths of the allowed rate, and never above it', async () => {
    const arrivals = await makeCalls(() => ({ arrivesMs: 5, answeredMs: 20 }));
    expect(mostInASecond(arrivals)).toBe(ALLOWED);
    expect(perSecond(arrivals)).toBeGreaterThan(0.9 * ALLOWED);
  });

  test('are never more in a second than allowed when the way of some takes longer', async () => {
    const arrivals = await makeCalls((index) => {
      const arrivesMs = index % 10 === 3 ? 600 : 5;
      return { arrivesMs, answeredMs: arrivesMs + 15 };
    });
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(ALLOWED);
    expect(perSecond(arrivals)).toBeGreaterThan(0.8 * ALLOWED);
  });

  test('keep to nine tenths of the allowed rate when ORCID thinks about every answer', async () => {
    const arrivals = await makeCalls((index) => ({ arrivesMs: index % 4 === 0 ? 60 : 5, answeredMs: 400 }));
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(ALLOWED);
    expect(perSecond(arrivals)).toBeGreaterThan(0.9 * ALLOWED);
  });

  test('are given up, and not made, where their turn would come too late', async () => {
    const count = 20;
    const { pause, leave } = createPauses(count);
    const made: number[] = [];
    const begun = now();
    const call = async () => {
      const turn = await callInTurn(
        { ...system.ctx, pause },
        { id: clientId, requestsPerSecond: 1 },
        async () => made.push(now() - begun),
      );
      leave();
      return turn.none;
    };
    const ends = await Promise.all(Array.from({ length: count }, call));
    const givenUp = ends.filter((none) => none !== null);
    expect(made.length).toBeGreaterThanOrEqual(9);
    expect(Math.max(...made)).toBeLessThanOrEqual(12_000);
    expect(givenUp).toHaveLength(count - made.length);
    expect(givenUp[0]).toEqual({ detail: 'Its turn did not come in time.', retryAfterMs: null });
  });
});
