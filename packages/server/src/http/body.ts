import type { FastifyInstance } from 'fastify';
import { AppError, type InputProblem } from '../errors.ts';
import { escapePointer } from './problem.ts';
import { endOfText, findRepeatedMembers } from './repeated-members.ts';

/** The largest JSON body that `/api/v1` takes. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
const DEPTH_LIMIT = 32;

/**
 * Reads JSON bodies, and no others, strictly: well-formed UTF-8, no more than 32 levels deep, no member that would
 * reach a prototype or is there twice, no text that a database cannot hold (NUL, half of a surrogate pair).
 * @param mediaTypes those that are JSON here
 */
export function parseJsonStrictly(
  app: FastifyInstance,
  mediaTypes = /^application\/(?:json|merge-patch\+json)(?:;|$)/,
): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(mediaTypes, { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    if (bytes.length === 0) return done(null, undefined);
    let text: string;
    try {
      text = decodeJson(bytes);
    } catch (error) {
      return done(error as AppError, undefined);
    }
    parse(request, text, (error, value) => {
      if (error !== null) return done(notJson(error), undefined);
      const refusal = findFault(text, value);
      done(refusal, refusal === null ? value : undefined);
    });
  });
}

/**
 * Reads JSON that came otherwise than as a body, as strictly.
 * @throws AppError malformed-body, invalid-input
 */
export function readJsonStrictly(bytes: Uint8Array): unknown {
  const text = decodeJson(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(error as SyntaxError);
  }
  const refusal = findFault(text, value);
  if (refusal !== null) throw refusal;
  return value;
}

function decodeJson(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('malformed-body', 'The body is not well-formed UTF-8.', { cause: error });
  }
  assertDepth(text);
  return text;
}

function notJson({ message }: Error): AppError {
  return new AppError('malformed-body', `The body is not JSON that can be read: ${message}`);
}

/** What is wrong with JSON that was read. */
function findFault(text: string, value: unknown): AppError | null {
  const repeated = findRepeatedMembers(text);
  if (repeated.length > 0) {
    return new AppError('invalid-input', 'Some members are there twice.', { problems: repeated });
  }
  // In well-formed UTF-8 only an escape can be one, since JSON has no NUL as it is.
  const problems = text.includes('\\u') ? findUnstorableTexts(value) : [];
  if (problems.length === 0) return null;
  return new AppError('invalid-input', 'Some texts hold characters that cannot be stored.', { problems });
}

/** @throws AppError malformed-body when a JSON text is nested deeper than anything here has to be */
export function assertDepth(text: string): void {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfText(text, index);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEPTH_LIMIT) {
        throw new AppError('malformed-body', `The body is nested more than ${DEPTH_LIMIT} levels deep.`);
      }
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

/** Every text, member names included, that PostgreSQL could not store. */
export function findUnstorableTexts(value: unknown): InputProblem[] {
  const problems: InputProblem[] = [];
  const waiting: { pointer: string; value: unknown }[] = [{ pointer: '', value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pointer, value: each } = next;
    if (typeof each === 'string') {
      if (!isStorableText(each)) {
        problems.push({
          pointer,
          detail: 'This text holds a NUL character or half of a surrogate pair; remove it.',
        });
      }
    } else if (typeof each === 'object' && each !== null) {
      for (const [name, member] of Object.entries(each)) {
        if (!isStorableText(name))
          problems.push({ pointer, detail: 'A member name here holds a character that cannot be stored.' });
        else waiting.push({ pointer: `${pointer}/${escapePointer(name)}`, value: member });
      }
    }
    if (problems.length >= 100) break;
  }
  return problems;
}

/** Whether a text from outside can be stored and compared: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
