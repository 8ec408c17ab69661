import { describe, expect, test } from 'vitest';
import { AppError } from '../../../errors.ts';
import { createGuessLimiter } from './guess-limiter.ts';

function openLimiter() {
  let time = 0;
  const limiter = createGuessLimiter(() => new Date(time));
  const guess = (name: string, address: string): 'counted' | number => {
    try {
      limiter.count(name, address);
      return 'counted';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return Number(error.headers['retry-after']);
    }
  };
  return {
    guess,
    succeed: (name: string, address: string) => limiter.count(name, address)(),
    advance: (ms: number) => {
      time += ms;
    },
  };
}

describe('wrong passwords', () => {
  test('for one name from one address are ten in a quarter of an hour', () => {
    const { guess, advance } = openLimiter();
    for (let count = 0; count < 10; count += 1) expect(guess('a', '192.0.2.1')).toBe('counted');
    advance(60_000);
    expect(guess('a', '192.0.2.1')).toBe(840);
    expect(guess('a', '192.0.2.2')).toBe('counted');
    expect(guess('b', '192.0.2.1')).toBe('counted');
    advance(840_000);
    expect(guess('a', '192.0.2.1')).toBe('counted');
  });

  test('from one address are a hundred, whatever the names', () => {
    const { guess } = openLimiter();
    for (let count = 0; count < 100; count += 1) expect(guess(`n${count}`, '192.0.2.1')).toBe('counted');
    expect(guess('another', '192.0.2.1')).toBe(900);
    expect(guess('another', '::ffff:192.0.2.1')).toBe(900);
    expect(guess('another', '192.0.2.2')).toBe('counted');
  });

  test('for one name are a thousand, whatever the addresses', () => {
    const { guess } = openLimiter();
    for (let count = 0; count < 1000; count += 1) {
      expect(guess('a', `10.0.${count >> 8}.${count & 255}`)).toBe('counted');
    }
    expect(guess('a', '192.0.2.1')).toBe(900);
  });

  test('of one IPv6 network count as from one address', () => {
    const { guess } = openLimiter();
    for (let count = 0; count < 10; count += 1) {
      expect(guess('a', `2001:db8:1:2::${count.toString(16)}`)).toBe('counted');
    }
    expect(guess('a', '2001:db8:1:2:ffff::1')).toBe(900);
    expect(guess('a', '2001:db8:1:3::1')).toBe('counted');
    expect(guess('a', 'fe80::1%eth0')).toBe('counted');
    expect(guess('a', 'what a proxy made up')).toBe('counted');
  });

  test('are forgotten with the right one, and right ones count for nothing', () => {
    const { guess, succeed } = openLimiter();
    for (let count = 0; count < 9; count += 1) guess('a', '192.0.2.1');
    succeed('a', '192.0.2.1');
    for (let count = 0; count < 10; count += 1) expect(guess('a', '192.0.2.1')).toBe('counted');
    for (let count = 0; count < 2000; count += 1) succeed('program', '192.0.2.9');
    expect(guess('program', '192.0.2.9')).toBe('counted');
  });

  test('of very many names do not fill the memory, and do not free who is held up', () => {
    const { guess } = openLimiter();
    for (let count = 0; count < 100; count += 1) guess(`n${count}`, '192.0.2.1');
    for (let count = 0; count < 5000; count += 1) guess(`m${count}`, '192.0.2.1');
    expect(guess('another', '192.0.2.1')).toBe(900);
  });
});
