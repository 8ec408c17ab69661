import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { AppError } from '../../../errors.ts';

const LABEL = Buffer.from('age-encryption.org/v1/scrypt');
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** Each file has a key of its own, so its nonce may be zero (age-encryption.org/v1). */
const NONCE = Buffer.alloc(12);

/** 64 MiB of memory for us and for who guesses: a long passphrase is asked for. */
const OUR_WORK = 16;
/** What age's own tool uses, 256 MiB. A file that asks for more would take the memory of everything else. */
const GREATEST_WORK = 18;

const derive = promisify<Buffer, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

/**
 * The recipient and the identity that a passphrase stands for, as the library has them too; there scrypt holds up everything
 * else that this process does, here a thread of libuv does it.
 */
export function createPassphraseRecipient(passphrase: string): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(SALT_BYTES);
      const key = await stretch(passphrase, salt, OUR_WORK);
      const cipher = createCipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      const args = ['scrypt', salt.toString('base64').replaceAll('=', ''), String(OUR_WORK)];
      return [new Stanza(args, new Uint8Array(body))];
    },
  };
}

/** @see createPassphraseRecipient */
export function createPassphraseIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const [stanza, another] = stanzas.filter(({ args }) => args[0] === 'scrypt');
      if (stanza === undefined) return null;
      const [, salt, work] = stanza.args;
      const bytes = Buffer.from(salt ?? '', 'base64');
      const isSound = another === undefined && stanzas.length === 1 && stanza.args.length === 3;
      if (
        !isSound ||
        bytes.length !== SALT_BYTES ||
        stanza.body.length !== 2 * TAG_BYTES ||
        !/^[1-9]\d?$/.test(work ?? '')
      ) {
        throw new Error('the header of the file is wrong');
      }
      if (Number(work) > GREATEST_WORK) {
        throw new AppError(
          'invalid-input',
          'The passphrase of this file takes more memory to try than there is for it. Encrypt it with a work factor of 18, or to a public key.',
        );
      }
      return open(stanza.body, await stretch(passphrase, bytes, Number(work)));
    },
  };
}

function open(body: Uint8Array, key: Buffer): Uint8Array | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]));
  } catch {
    // Another passphrase.
    return null;
  }
}

function stretch(passphrase: string, salt: Buffer, work: number): Promise<Buffer> {
  const N = 2 ** work;
  const options = { N, r: 8, p: 1, maxmem: 128 * 8 * N + 2 ** 20 };
  return derive(Buffer.from(passphrase, 'utf8'), Buffer.concat([LABEL, salt]), KEY_BYTES, options);
}
