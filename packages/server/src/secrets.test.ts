import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

const secrets = createSecrets(randomBytes(32));

describe('sealed values', () => {
  test('come back as they were, and are never sealed to the same text twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (plain, context) => {
        const sealed = secrets.seal(plain, context);
        expect(secrets.open(sealed, context)).toBe(plain);
        expect(secrets.seal(plain, context)).not.toBe(sealed);
      }),
    );
  });

  test('cannot be opened in another place, with another key, or after a change', () => {
    const sealed = secrets.seal('the token', 'grants.access_token|1');
    expect(() => secrets.open(sealed, 'grants.access_token|2')).toThrow();
    expect(() => createSecrets(randomBytes(32)).open(sealed, 'grants.access_token|1')).toThrow();
    const other = sealed.at(-4) === 'A' ? 'B' : 'A';
    expect(() =>
      secrets.open(sealed.slice(0, -4) + other + sealed.slice(-3), 'grants.access_token|1'),
    ).toThrow();
    expect(() => secrets.open('v1.k0.AAAA.AAAA', 'grants.access_token|1')).toThrow();
  });
});
