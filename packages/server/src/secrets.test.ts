import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecrets, readKeyId } from './secrets.ts';

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
    for (const broken of ['v1.k0.AAAA.AAAA', 'v1.k1.AAAA.AAAA', 'v1.k1.AAAA', 'v2.k1.AAAA.AAAA', '', '...']) {
      expect(() => secrets.open(broken, 'grants.access_token|1'), broken).toThrow();
    }
  });
});

describe('a new key', () => {
  const [old, older, young] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const rotated = createSecrets(young, [old, older]);

  test('seals from now on, and what the previous keys sealed still opens', () => {
    for (const key of [old, older]) {
      const before = createSecrets(key);
      expect(rotated.open(before.seal('the token', 'here'), 'here')).toBe('the token');
      expect(rotated.knows(before.keyId)).toBe(true);
    }
    const sealed = rotated.seal('the token', 'here');
    expect(readKeyId(sealed)).toBe(createSecrets(young).keyId);
    expect(() => createSecrets(old).open(sealed, 'here')).toThrow();
  });

  test('is told from others by an id that is the same at every start', () => {
    expect(createSecrets(young).keyId).toBe(rotated.keyId);
    expect(new Set([old, older, young].map((key) => createSecrets(key).keyId)).size).toBe(3);
    expect(createSecrets(young).knows(createSecrets(old).keyId)).toBe(false);
  });

  test('opens what was sealed before keys had ids of their own, whichever of its keys did it', () => {
    const sealed = sealAsBefore(older, 'the token', 'here');
    expect(rotated.open(sealed, 'here')).toBe('the token');
    expect(() => rotated.open(sealed, 'elsewhere')).toThrow();
    expect(() => createSecrets(young).open(sealed, 'here')).toThrow();
  });

  test('recognises by their digests the values that previous keys have marked', () => {
    const [present, ...previous] = rotated.macs('a token');
    expect(present).toEqual(rotated.mac('a token'));
    expect(previous).toEqual([old, older].map((key) => createSecrets(key).mac('a token')));
  });
});

/** As the service sealed while it knew one key only. */
function sealAsBefore(key: Buffer, plain: string, context: string): string {
  const sealKey = Buffer.from(hkdfSync('sha256', key, '', 'mintmark seal', 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return ['v1', 'k1', iv.toString('base64url'), body.toString('base64url')].join('.');
}
