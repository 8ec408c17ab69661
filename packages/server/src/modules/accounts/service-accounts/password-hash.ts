import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createTurnstile } from '../../../turnstile.ts';

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane: what OWASP's Password Storage Cheat Sheet recommends as the
 * least. It costs some 60 ms of one core. RFC 9106's own second choice, 64 MiB, would let a few log-ins at once fill a
 * small machine; generated passwords, which most are, need no slow hash at all.
 */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** What other parameters may cost that a stored hash names: they were ours at some time. */
const GREATEST = { memory: 1_048_576, passes: 16, parallelism: 16 } as const;

/** Each hash takes its memory and a thread of libuv's four, which files and names of hosts wait for, too. */
const HASHES_AT_ONCE = 2;
/** As many as are done within two seconds or so. */
const WAITING_LIMIT = 64;

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

type Parameters = { memory: number; passes: number; parallelism: number };

const derive = promisify(argon2);

/** Hashes passwords, a few at once. */
export type PasswordHasher = {
  /** @returns the hash with its salt and parameters in the PHC string format */
  hash(password: string): Promise<string>;
  /**
   * Whether a password is the one that was hashed. Null as `stored` costs the same time, and is false.
   * @throws AppError too-many-requests when too many wait already
   */
  verify(password: string, stored: string | null): Promise<boolean>;
};

export function createPasswordHasher(): PasswordHasher {
  const enter = createTurnstile({
    atOnce: HASHES_AT_ONCE,
    waiting: WAITING_LIMIT,
    refusal: 'Too many log in at this moment; try again in a few seconds.',
    retryAfterSeconds: 5,
  });
  // Of nothing: what an unknown name is compared with.
  const nobody = encode(PARAMETERS, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const tag = await enter(() => deriveTag(password, salt, TAG_BYTES, PARAMETERS));
      return encode(PARAMETERS, salt, tag);
    },
    async verify(password, stored) {
      const { parameters, salt, tag } = decode(stored ?? nobody);
      const derived = await enter(() => deriveTag(password, salt, tag.length, parameters));
      return timingSafeEqual(derived, tag) && stored !== null;
    },
  };
}

function deriveTag(password: string, nonce: Buffer, tagLength: number, parameters: Parameters) {
  // The same letters typed on two systems may come composed or not (RFC 8265 section 4.2.2).
  const message = Buffer.from(password.normalize('NFC'), 'utf8');
  return derive('argon2id', { message, nonce, tagLength, ...parameters });
}

function encode({ memory, passes, parallelism }: Parameters, salt: Buffer, tag: Buffer): string {
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`;
}

function decode(stored: string): { parameters: Parameters; salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(stored) ?? [];
  const parameters = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const isSound =
    parameters.memory <= GREATEST.memory &&
    parameters.passes <= GREATEST.passes &&
    parameters.parallelism <= GREATEST.parallelism;
  if (!isSound) throw new Error('a stored password is no Argon2id hash that can be read');
  return { parameters, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}
