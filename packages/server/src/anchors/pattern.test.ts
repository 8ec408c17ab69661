import { describe, expect, test } from 'vitest';
import { compilePattern, VALUE_LENGTH_LIMIT } from './pattern.ts';

function matches(source: string, value: string): boolean {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.message);
  return result.pattern.matches(value);
}

describe('a pattern of a scheme', () => {
  test.each([
    ['\\d{8}', '12345678', true],
    ['\\d{8}', 'xx12345678yy', false],
    ['\\d{8}', '12345678\n', false],
    ['a|ab', 'ab', true],
    ['^\\d+$', '12', true],
  ])('%s matches whole values only: %s', (source, value, expected) => {
    expect(matches(source, value)).toBe(expected);
  });

  test.each(['(a+)+', '(a*)*$', '(a|aa)+', '(x+x+)+y', '((a{0,9}){0,9})+', '([a-z]+)*!'])(
    '%s does not make a long value slow',
    (source) => {
      const long = `${'a'.repeat(VALUE_LENGTH_LIMIT - 1)}!`;
      const beganAt = performance.now();
      for (let round = 0; round < 10; round += 1) matches(source, long);
      // Backtracking would need more than the age of the universe; the limit leaves room for a busy machine.
      expect(performance.now() - beganAt).toBeLessThan(5000);
    },
  );

  test.each([
    ['(', 'cannot be read'],
    ['(?=a)b', 'cannot be read'],
    ['(a)\\1', 'cannot be read'],
    ['(\\w{1,100}){1,9}', 'too large'],
    ['a{0,1000}'.repeat(200), 'too large'],
    ['((a{0,9}b{0,9}){0,9}){0,9}', 'too large'],
  ])('%s is refused', (source, why) => {
    expect(compilePattern(source)).toMatchObject({ ok: false, message: expect.stringContaining(why) });
  });

  test('that is too large is refused before it takes time', () => {
    const beganAt = performance.now();
    for (let round = 0; round < 100; round += 1) compilePattern('a{0,1000}'.repeat(200));
    // Compiling one of them takes more than a second.
    expect(performance.now() - beganAt).toBeLessThan(5000);
  });

  test('that is large takes no long values, which would keep the service busy', () => {
    const source = '[ab]*a[ab]{400}';
    expect(matches(source, 'a'.repeat(600))).toBe(true);
    expect(matches(source, 'a'.repeat(VALUE_LENGTH_LIMIT))).toBe(false);
    expect(matches('[ab]*a[ab]{100}', 'a'.repeat(VALUE_LENGTH_LIMIT))).toBe(true);
    expect(matches('[ab]{490}', 'a'.repeat(490))).toBe(true);
  });

  test('may name classes and escapes that hold braces', () => {
    expect(matches('[{9}]{2}\\p{Greek}\\x{41}', '9{αA')).toBe(true);
  });

  test('of more than 2,000 characters is refused', () => {
    expect(compilePattern('a'.repeat(2001))).toMatchObject({ ok: false });
  });
});
