import type { ByteRange } from '../../../storage/index.ts';

/** Bytes that a request asks for: all, one range, or one that there is not. */
export type WantedRange = { kind: 'all' } | { kind: 'range'; range: ByteRange } | { kind: 'none' };

const ALL: WantedRange = { kind: 'all' };
const DIGITS = /^\d{1,15}$/;

/**
 * Reads a Range header (RFC 9110 section 14.2). What cannot be read, is in another unit, or asks for several ranges is
 * answered with the whole, which a server may always do.
 * @param header the header as it came; undefined: none
 * @param size bytes of the whole
 */
export function readRange(header: string | undefined, size: number): WantedRange {
  const spec = /^\s*bytes\s*=\s*(.*)$/i.exec(header ?? '')?.[1];
  if (spec === undefined || spec.includes(',')) return ALL;
  const [first, last, ...more] = spec.trim().split('-');
  if (first === undefined || last === undefined || more.length > 0) return ALL;
  if (first === '') {
    if (!DIGITS.test(last)) return ALL;
    const length = Math.min(Number(last), size);
    return length === 0 ? { kind: 'none' } : { kind: 'range', range: { start: size - length, end: size } };
  }
  if (!DIGITS.test(first) || (last !== '' && !DIGITS.test(last))) return ALL;
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return ALL;
  return start >= size ? { kind: 'none' } : { kind: 'range', range: { start, end } };
}
