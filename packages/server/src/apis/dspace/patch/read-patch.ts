import { refusal } from '../frame/errors.ts';

/** A JSON Patch (RFC 6902) of an item, sorted by what it is about. */
export type ItemPatch = {
  /** Operations on metadata, in their order. */
  metadata: readonly unknown[];
  /** Null: not said. */
  withdrawn: boolean | null;
  discoverable: boolean | null;
};

const GREATEST_COUNT = 500;

/** Those of RFC 6902. */
const OPERATIONS = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/**
 * Reads the document of a JSON Patch.
 * @throws DspaceRefusal 400 where it is no patch document (RFC 5789 section 2.2); 422 where it asks for what items do not
 *   have, or for `test` and `copy`, which DSpace's contract leaves out
 */
export function readItemPatch(body: unknown): ItemPatch {
  if (!Array.isArray(body)) throw malformed('The body must be a list of operations.');
  if (body.length > GREATEST_COUNT) throw malformed(`More than ${GREATEST_COUNT} operations came at once.`);
  const operations = body.map(readOperation);
  const metadata: unknown[] = [];
  const flags: Record<Flag, boolean | null> = { withdrawn: null, discoverable: null };
  for (const [index, operation] of operations.entries()) {
    const flag = FLAGS.get(operation.path);
    if (flag !== undefined) flags[flag] = readFlag(operation, index);
    else if (/^\/metadata(?:\/|$)/.test(operation.path)) metadata.push(withPlace(operation));
    else throw unprocessable(index, `There is no ${operation.path} that could be changed.`);
  }
  return { metadata, ...flags };
}

type Flag = 'withdrawn' | 'discoverable';
const FLAGS: ReadonlyMap<string, Flag> = new Map([
  ['/withdrawn', 'withdrawn'],
  ['/discoverable', 'discoverable'],
]);

type Operation = { op: string; path: string; value?: unknown };

function readOperation(operation: unknown, index: number): Operation {
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
    throw malformed(`Operation ${index} is no object.`);
  }
  const { op, path } = operation as Record<string, unknown>;
  if (typeof op !== 'string' || !OPERATIONS.has(op))
    throw malformed(`Operation ${index} has no op that is known.`);
  if (typeof path !== 'string' || !path.startsWith('/')) {
    throw malformed(`Operation ${index} has no path that begins with "/".`);
  }
  if ((op === 'add' || op === 'replace') && !('value' in operation)) {
    throw malformed(`Operation ${index} has no value.`);
  }
  if (op === 'test' || op === 'copy') throw unprocessable(index, `${op} is not supported.`);
  return { ...operation, op, path };
}

/** The Python client means the end of a field with an empty place, `/metadata/dc.title/`. */
function withPlace(operation: Operation): Operation {
  const { op, path } = operation;
  return op === 'add' && /^\/metadata\/[^/]+\/$/.test(path) ? { ...operation, path: `${path}-` } : operation;
}

/** DSpace takes the words as well. */
function readFlag({ op, path, value }: Operation, index: number): boolean {
  if (op !== 'replace') throw unprocessable(index, `${path} can be replaced, and nothing else.`);
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw unprocessable(index, `${path} is true or false.`);
}

function malformed(detail: string): Error {
  return refusal(400, undefined, { detail });
}

function unprocessable(index: number, detail: string): Error {
  return refusal(422, undefined, { detail: `Operation ${index}: ${detail}` });
}
