import { AppError } from '../errors.ts';
import { assertDepth, findUnstorableTexts } from './body.ts';
import { decodeUtf8 } from './read-lines.ts';
import { findRepeatedMembers } from './repeated-members.ts';

/**
 * Reads one line of JSON Lines as strictly as a JSON body is read: well-formed UTF-8, not too deep, no member that would
 * reach a prototype or is there twice, no text that cannot be stored.
 * @returns the value; null for an empty line
 * @throws AppError invalid-input, malformed-body
 */
export function parseJsonLine(bytes: Buffer): { value: unknown } | null {
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) throw new AppError('invalid-input', 'This line is not UTF-8.');
  if (text === '') return null;
  const value = parseText(text);
  if (/"(?:__proto__|\\u)/.test(text) && reachesPrototype(value)) {
    throw new AppError('invalid-input', 'There is no member __proto__ here.');
  }
  const problems = [
    ...findRepeatedMembers(text),
    ...(text.includes('\\u') ? findUnstorableTexts(value) : []),
  ];
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Some members are there twice or cannot be stored.', { problems });
  }
  return { value };
}

function parseText(text: string): unknown {
  try {
    assertDepth(text);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) throw new AppError('invalid-input', error.message, { cause: error });
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('invalid-input', `This is not JSON: ${detail}`, { cause: error });
  }
}

function reachesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  return Object.values(value).some(reachesPrototype);
}
