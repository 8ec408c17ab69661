import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must be read again, and makes keyed digests of what must only be recognised. */
export type Secrets = {
  /**
   * AES-256-GCM with a random 96-bit IV. `context` is bound to the text as additional data, so that a value
   * copied to another row or column cannot be opened there.
   * @returns `v1.{key id}.{iv}.{ciphertext and tag}`, base64url parts
   */
  seal(plain: string, context: string): string;
  /** @throws Error when the text, its context or the key is not the one it was sealed with */
  open(sealed: string, context: string): string;
  /** HMAC-SHA-256 for look-ups by a secret value. */
  mac(value: string): Buffer;
};

const KEY_ID = 'k1';
const TAG_BYTES = 16;

/** @param key 32 bytes, from SECRET_KEY */
export function createSecrets(key: Buffer): Secrets {
  const sealKey = Buffer.from(hkdfSync('sha256', key, '', 'mintmark seal', 32));
  const macKey = Buffer.from(hkdfSync('sha256', key, '', 'mintmark mac', 32));
  return {
    seal(plain, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', KEY_ID, iv.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, context) {
      const [version, keyId, iv, body] = sealed.split('.');
      if (version !== 'v1' || keyId !== KEY_ID || iv === undefined || body === undefined) {
        throw new Error('this value was not sealed with the key in use');
      }
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, Buffer.from(iv, 'base64url'))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
    mac: (value) => createHmac('sha256', macKey).update(value).digest(),
  };
}
