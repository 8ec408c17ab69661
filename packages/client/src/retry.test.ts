import { describe, expect, test } from 'vitest';
import { chooseDelayMs } from './retry.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

function answer(retryAfter: string): Response {
  return new Response(null, { status: 429, headers: { 'retry-after': retryAfter } });
}

describe('the delay before a repeat', () => {
  test('it doubles from one attempt to the next, up to half a minute', () => {
    const delays = [0, 1, 2, 3, 20].map((attempt) => chooseDelayMs(attempt, 300, null, { chance: 1 }));
    expect(delays).toEqual([300, 600, 1200, 2400, 30_000]);
  });

  test('it is spread over half of its length, so that clients do not come back together', () => {
    expect(chooseDelayMs(1, 300, null, { chance: 0 })).toBe(300);
    expect(chooseDelayMs(1, 300, null, { chance: 0.5 })).toBe(450);
  });

  test.each([
    ['7', 7000],
    ['0', 0],
    ['Sun, 01 Mar 2026 12:00:20 GMT', 20_000],
    ['Sun, 01 Mar 2026 11:59:00 GMT', 0],
  ])('Retry-After %s goes before it', (retryAfter, delayMs) => {
    expect(chooseDelayMs(3, 300, answer(retryAfter), { now })).toBe(delayMs);
  });

  test('nobody is made to wait for longer than half a minute', () => {
    expect(chooseDelayMs(0, 300, answer('31'), { now })).toBeNull();
    expect(chooseDelayMs(0, 300, answer('Sun, 01 Mar 2026 13:00:00 GMT'), { now })).toBeNull();
  });

  test('a Retry-After that cannot be read is as good as none', () => {
    expect(chooseDelayMs(0, 300, answer('soon'), { now, chance: 1 })).toBe(300);
  });
});
