import { describe, expect, test } from 'vitest';
import { AppError } from '../../../errors.ts';
import { createPasswordHasher } from './password-hash.ts';

const hasher = createPasswordHasher();

describe('passwords', () => {
  test('are kept as Argon2id in the PHC string format, with another salt each time', async () => {
    const [one, other] = [await hasher.hash('correct horse'), await hasher.hash('correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(await hasher.verify('correct horse', one)).toBe(true);
    expect(await hasher.verify('correct horse', other)).toBe(true);
    expect(await hasher.verify('Correct horse', one)).toBe(false);
    expect(await hasher.verify('correct horse ', one)).toBe(false);
    expect(await hasher.verify('', one)).toBe(false);
  });

  test('of nobody are never right', async () => {
    expect(await hasher.verify('anything', null)).toBe(false);
  });

  test('are the same letters however they are composed', async () => {
    const stored = await hasher.hash('caf\u00e9 and more');
    expect(await hasher.verify('cafe\u0301 and more', stored)).toBe(true);
  });

  // A vector that the reference implementation of Argon2 is tested with.
  test('hashed with other parameters can be checked, too', async () => {
    const stored = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await hasher.verify('password', stored)).toBe(true);
    expect(await hasher.verify('differentpassword', stored)).toBe(false);
  });

  test('whose hash is none, or would fill the memory, are an error and not a log-in', async () => {
    for (const stored of [
      '',
      'plain',
      '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
    ]) {
      await expect(hasher.verify('password', stored)).rejects.toThrow('no Argon2id hash');
    }
  });

  test('are hashed two at a time, and only so many may wait', async () => {
    const waiting = Array.from({ length: 66 }, () => hasher.verify('x', null));
    await expect(hasher.verify('one too many', null)).rejects.toBeInstanceOf(AppError);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => false));
    expect(await hasher.verify('later', null)).toBe(false);
  });
});
