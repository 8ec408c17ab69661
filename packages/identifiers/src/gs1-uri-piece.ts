import { ok, type ParseResult } from './parse-result.ts';
import { decodePercent, positionOf } from './spelling.ts';

/** A part of a web address as it stands there; `start` is its index in the whole. */
export type RawPiece = { text: string; start: number };

/** A part of a web address, decoded; `positions` is null where nothing had to be decoded. */
export type Piece = RawPiece & { positions: readonly number[] | null };

/** Splits at a separator and keeps where each part began. */
export function splitPiece({ text, start }: RawPiece, separator: string): RawPiece[] {
  let next = start;
  return text.split(separator).map((part) => {
    const piece = { text: part, start: next };
    next += part.length + separator.length;
    return piece;
  });
}

/**
 * Decodes percent-encoded octets, which are UTF-8 (RFC 3986 section 2.1), and in a query also `+`, which is a space
 * there. Problem code: `percent-encoding`.
 */
export function decodePiece({ text, start }: RawPiece, isQuery: boolean): ParseResult<Piece> {
  const spaced = isQuery ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return ok({ text: spaced, start, positions: null });
  const positions = Array.from({ length: spaced.length + 1 }, (_, index) => start + index);
  const decoded = decodePercent({ text: spaced, positions });
  return decoded.ok ? ok({ ...decoded.value, start }) : decoded;
}

/** Where the character at `index` of a decoded part stands in the whole. */
export function placeOf({ text, start, positions }: Piece, index: number): number {
  return positions === null ? start + index : positionOf({ text, positions }, index);
}
