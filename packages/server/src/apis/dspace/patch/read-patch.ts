import { refusal } from '../frame/index.ts';

/** One operation of a JSON Patch (RFC 6902) of the four kinds that DSpace's contract has. */
export type PatchOperation =
  | { op: 'add' | 'replace'; path: readonly string[]; value: unknown }
  | { op: 'remove'; path: readonly string[] }
  | { op: 'move'; path: readonly string[]; from: readonly string[] };

const GREATEST_COUNT = 500;

/**
 * Reads the document of a JSON Patch; its pointers come back as their parts, unescaped (RFC 6901 section 4).
 * @throws 400 where it is no patch document (RFC 5789 section 2.2), 422 for `test` and `copy`, which DSpace's contract
 *   leaves out
 */
export function readPatch(body: unknown): PatchOperation[] {
  if (!Array.isArray(body)) throw malformed('The body must be a list of operations.');
  if (body.length > GREATEST_COUNT) throw malformed(`More than ${GREATEST_COUNT} operations came at once.`);
  return body.map(readOperation);
}

function readOperation(operation: unknown, index: number): PatchOperation {
  const where = `Operation ${index}`;
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
    throw malformed(`${where} is no object.`);
  }
  const { op, path, from, value } = operation as Record<string, unknown>;
  const parts = readPointer(path, `${where}: path`);
  switch (op) {
    case 'add':
    case 'replace':
      if (!('value' in operation)) throw malformed(`${where} has no value.`);
      return { op, path: parts, value };
    case 'remove':
      return { op, path: parts };
    case 'move':
      return { op, path: parts, from: readPointer(from, `${where}: from`) };
    case 'test':
    case 'copy':
      throw refusal(422, `${where}: ${op} is not supported.`);
    default:
      throw malformed(`${where} has no op that is known.`);
  }
}

function readPointer(pointer: unknown, where: string): string[] {
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) {
    throw malformed(`${where} must be a pointer that begins with "/".`);
  }
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function malformed(sentence: string): Error {
  return refusal(400, sentence);
}
