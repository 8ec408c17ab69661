import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../errors.ts';
import { createPassphraseRecipient } from './passphrase.ts';

/** For whom a file is encrypted (age-encryption.org/v1): whoever knows a passphrase, or holds the key of an age recipient. */
export type Recipient = { passphrase: string } | { publicKey: string };

/** Encrypts a text, a piece at a time, so that others are heard meanwhile. @throws AppError invalid-input for a public key that is none */
export async function encryptPieces(pieces: readonly string[], recipient: Recipient): Promise<Buffer> {
  // Loaded where it is needed: few ever export tokens.
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if ('passphrase' in recipient) encrypter.addRecipient(createPassphraseRecipient(recipient.passphrase));
  else {
    try {
      encrypter.addRecipient(recipient.publicKey);
    } catch (error) {
      throw new AppError('invalid-input', 'This is no public key of age; one begins with “age1”.', {
        problems: [
          { pointer: '/public_key', detail: 'Give a public key of age, such as age-keygen prints.' },
        ],
        cause: error,
      });
    }
  }
  return collect(await encrypter.encrypt(turnByTurn(pieces.map((piece) => Buffer.from(piece)))));
}

/** A stream of bytes with a turn of the event loop before each piece. */
export function turnByTurn(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const rest = pieces[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await nextTurn();
      const { value, done } = rest.next();
      if (done === true) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}

export async function collect(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
