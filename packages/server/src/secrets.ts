import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must be read again, and makes keyed digests of what must only be recognised. */
export type Secrets = {
  /** Which key seals at present; part of every text that it sealed. */
  readonly keyId: string;
  /** Whether a text sealed with the key of this id can be opened here. */
  knows(keyId: string): boolean;
  /**
   * AES-256-GCM with a random 96-bit IV. `context` is bound to the text as additional data, so that a value
   * copied to another row or column cannot be opened there.
   * @returns `v1.{key id}.{iv}.{ciphertext and tag}`, base64url parts
   */
  seal(plain: string, context: string): string;
  /** @throws Error when the text or its context is not what was sealed, or its key is none of those known */
  open(sealed: string, context: string): string;
  /** HMAC-SHA-256 with the present key. */
  mac(value: string): Buffer;
  /** The same with every key known, the present one first: for what was made before the key changed. */
  macs(value: string): readonly Buffer[];
};

/** What sealed texts say that are older than key ids made of the key: any key may have sealed them. */
export const FIRST_KEY_ID = 'k1';
const TAG_BYTES = 16;

type Key = { id: string; seal: Buffer; mac: Buffer };

/**
 * @param key 32 bytes, from SECRET_KEY
 * @param previous from SECRET_KEY_PREVIOUS: they open what they sealed, and seal nothing more
 */
export function createSecrets(key: Buffer, previous: readonly Buffer[] = []): Secrets {
  const present = deriveKey(key);
  const keys = [present, ...previous.map(deriveKey)];
  return {
    keyId: present.id,
    knows: (keyId) => keyId === FIRST_KEY_ID || keys.some(({ id }) => id === keyId),
    seal(plain, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', present.seal, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', present.id, iv.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, context) {
      const { keyId, iv, body } = readSealed(sealed);
      const fitting = keyId === FIRST_KEY_ID ? keys : keys.filter(({ id }) => id === keyId);
      let failure: unknown = new Error('this value was not sealed with a key in use');
      for (const { seal } of fitting) {
        try {
          return decipher(seal, iv, body, context);
        } catch (error) {
          failure = error;
        }
      }
      throw failure;
    },
    mac: (value) => macWith(present, value),
    macs: (value) => keys.map((each) => macWith(each, value)),
  };
}

/** The id of the key that sealed a text. @throws Error when it is no sealed text */
export function readKeyId(sealed: string): string {
  return readSealed(sealed).keyId;
}

function readSealed(sealed: string): { keyId: string; iv: string; body: string } {
  const [version, keyId, iv, body] = sealed.split('.');
  if (version !== 'v1' || keyId === undefined || iv === undefined || body === undefined) {
    throw new Error('this is no sealed value');
  }
  return { keyId, iv, body };
}

function deriveKey(key: Buffer): Key {
  const derive = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', purpose, bytes));
  return {
    // Tells keys apart and nothing about them.
    id: derive('mintmark key id', 6).toString('hex'),
    seal: derive('mintmark seal', 32),
    mac: derive('mintmark mac', 32),
  };
}

function decipher(key: Buffer, iv: string, body: string, context: string): string {
  const bytes = Buffer.from(body, 'base64url');
  const opener = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([opener.update(bytes.subarray(0, -TAG_BYTES)), opener.final()]).toString('utf8');
}

function macWith({ mac }: Key, value: string): Buffer {
  return createHmac('sha256', mac).update(value).digest();
}
