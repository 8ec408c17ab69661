import { findBrokenEscape } from '../../http/address.ts';

/** Why a request cannot be read: `pointer` names the part of the address, `position` where in that part (0-based). */
export type AddressProblem = { code: string; message: string; pointer: string; position: number };

export type Result<T> = { ok: true; value: T } | { ok: false; problem: AddressProblem };

/** A request target, split before anything in it is decoded (RFC 3986, section 2.4). */
export type Address = {
  /** Raw segments of the path; the one trailing slash that is tolerated is gone. */
  segments: readonly string[];
  /** The raw query without its question mark, or null. */
  query: string | null;
};

/** Longer queries are no request for a link. */
const QUERY_LENGTH_LIMIT = 4096;

/** Splits a request target in origin or absolute form (RFC 9112, section 3.2). */
export function splitAddress(requestTarget: string): Address {
  const tail = requestTarget.replace(/^(?:https?:\/\/[^/?#]*)?\/?/i, '');
  const mark = tail.indexOf('?');
  const path = mark === -1 ? tail : tail.slice(0, mark);
  return {
    segments: (path.endsWith('/') ? path.slice(0, -1) : path).split('/'),
    query: mark === -1 ? null : tail.slice(mark + 1),
  };
}

/** Decodes each segment exactly once. */
export function decodeSegments(segments: readonly string[]): Result<string[]> {
  const decoded: string[] = [];
  for (const [index, segment] of segments.entries()) {
    if (segment === '') return refusePath(index, 'empty-segment', 'Two slashes stand side by side here.');
    const text = decodeText(segment);
    if (text === null) {
      return refusePath(
        index,
        'percent-encoding',
        'A “%” here is not part of a percent-encoded character.',
        findBrokenEscape(segment),
      );
    }
    if (text.includes('\0')) {
      return refusePath(index, 'nul', 'A NUL character (%00) stands here.', text.indexOf('\0'));
    }
    decoded.push(text);
  }
  return { ok: true, value: decoded };
}

/** One parameter of a query, decoded. */
export type Parameter = { name: string; value: string };

/** Splits a query into its parameters; those without a value have an empty one. */
export function readParameters(query: string | null): Result<Parameter[]> {
  if (query === null || query === '') return { ok: true, value: [] };
  if (query.length > QUERY_LENGTH_LIMIT) {
    return refuse('/query', 'too-long', `A query has at most ${QUERY_LENGTH_LIMIT} characters.`);
  }
  const parameters: Parameter[] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decodeParameter(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? '' : decodeParameter(part.slice(equals + 1));
    if (name === null || value === null) {
      return refuse(
        '/query',
        'percent-encoding',
        'A “%” in the query is not part of a percent-encoded character.',
        query.indexOf(part) + findBrokenEscape(part),
      );
    }
    parameters.push({ name, value });
  }
  return { ok: true, value: parameters };
}

export function refuse(
  pointer: string,
  code: string,
  message: string,
  position = 0,
): { ok: false; problem: AddressProblem } {
  return { ok: false, problem: { code, message, pointer, position } };
}

/** @param index of the segment, counted from 0 */
export function refusePath(index: number, code: string, message: string, position = 0) {
  return refuse(`/path/${index}`, code, message, position);
}

/** In a query `+` is a space (HTML, section 4.10.21.6). */
function decodeParameter(text: string): string | null {
  return decodeText(text.replaceAll('+', ' '));
}

function decodeText(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
