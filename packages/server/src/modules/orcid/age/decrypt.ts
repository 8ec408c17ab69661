import { AppError } from '../../../errors.ts';
import { collect, turnByTurn } from './encrypt.ts';
import { createPassphraseIdentity } from './passphrase.ts';

const HEAD = 'age-encryption.org/v1\n';
const ARMOR_HEAD = '-----BEGIN AGE ENCRYPTED FILE-----';
const PIECE_BYTES = 64 * 1024;
const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58}$/;

/** What opens a file: the passphrase, or the private key of an age recipient that it was encrypted to. */
export type FileKey = { passphrase: string } | { identity: string };

export const keyLimits = { passphrase: 1000, identity: 200 };

/** Whether a file is one of age's, as bytes or in letters. */
export function isEncrypted(file: Buffer): boolean {
  const head = file.subarray(0, 200).toString('latin1').trimStart();
  return head.startsWith(HEAD) || head.startsWith(ARMOR_HEAD);
}

/**
 * Opens a file of age's, as bytes or in letters. The key is used for this alone.
 * @throws AppError invalid-input at `/identity` or `/passphrase` when the key is none, or another one; malformed-body when
 *   the file is damaged
 */
export async function decryptFile(file: Buffer, key: FileKey): Promise<Buffer> {
  const { Decrypter, armor } = await import('age-encryption');
  const decrypter = new Decrypter();
  if ('passphrase' in key) decrypter.addIdentity(createPassphraseIdentity(key.passphrase));
  else {
    if (!IDENTITY.test(key.identity)) throw noIdentity();
    try {
      decrypter.addIdentity(key.identity);
    } catch {
      // Not handed on: it may repeat the key.
      throw noIdentity();
    }
  }
  try {
    const bytes =
      file.subarray(0, HEAD.length).toString('latin1') === HEAD
        ? file
        : armor.decode(file.toString('latin1'));
    return await collect(await decrypter.decrypt(turnByTurn(piecesOf(bytes))));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && error.message.startsWith('no identity matched')) throw anotherKey(key);
    throw new AppError('malformed-body', 'The encrypted file is damaged or cut off. Send it once more.');
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES)
    yield bytes.subarray(start, start + PIECE_BYTES);
}

function noIdentity(): AppError {
  const detail =
    'A private key of age begins with “AGE-SECRET-KEY-1”; give that line of the file that age-keygen wrote.';
  return new AppError('invalid-input', detail, { problems: [{ pointer: '/identity', detail }] });
}

function anotherKey(key: FileKey): AppError {
  const name = 'passphrase' in key ? 'passphrase' : 'identity';
  const detail =
    name === 'passphrase'
      ? 'This passphrase does not open the file.'
      : 'This private key does not open the file; it was encrypted to another one.';
  return new AppError('invalid-input', detail, { problems: [{ pointer: `/${name}`, detail }] });
}
