import type { ValidateFunction } from 'ajv';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { readJsonStrictly } from '../../../http/body.ts';
import { toAppError } from '../../../http/problem.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { decryptFile, type FileKey, isEncrypted } from '../age/decrypt.ts';
import type { GivenConnection } from './import-connections.ts';
import { ImportBody } from './schema.ts';

/**
 * The connections of a file, which is encrypted or not. What opens it is used for that alone.
 * @throws AppError malformed-body, invalid-input; too-many-requests while others open theirs
 */
export async function readImportFile(
  ctx: Pick<AppContext, 'ageTurnstile'>,
  file: Buffer,
  key: FileKey | null,
): Promise<GivenConnection[]> {
  if (!isEncrypted(file)) return readConnections(file);
  if (key === null) {
    const detail = 'The file is encrypted. Give its passphrase or the private key that it was encrypted to.';
    throw new AppError('invalid-input', detail, { problems: [{ pointer: '/passphrase', detail }] });
  }
  return ctx.ageTurnstile(async () => readConnections(await decryptFile(file, key)));
}

function readConnections(file: Buffer): GivenConnection[] {
  const value = readJsonStrictly(file);
  const part = { schema: ImportBody, method: 'POST', url: '', httpPart: 'body' };
  const validate = createValidatorCompiler()(part) as ValidateFunction;
  if (validate(value)) return (value as { connections: GivenConnection[] }).connections;
  const { problems } = toAppError(Object.assign(new Error(), { validation: validate.errors }));
  throw new AppError('invalid-input', 'The file is no export of connections, or it has mistakes.', {
    problems,
  });
}

/**
 * What somebody gave to open a file; null: nothing.
 * @throws AppError invalid-input when they gave both
 */
export function readFileKey(given: {
  passphrase?: string | undefined;
  identity?: string | undefined;
}): FileKey | null {
  const passphrase = given.passphrase ?? '';
  const identity = (given.identity ?? '').trim();
  if (passphrase !== '' && identity !== '') {
    const detail = 'Give either a passphrase or a private key, not both.';
    throw new AppError('invalid-input', detail, { problems: [{ pointer: '/identity', detail }] });
  }
  if (passphrase !== '') return { passphrase };
  return identity === '' ? null : { identity };
}
