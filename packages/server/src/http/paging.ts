import { AppError } from '../errors.ts';
import { isStorableText } from './body.ts';

export const DEFAULT_LIMIT = 50;
export const GREATEST_LIMIT = 200;

/** A list answer: its items, and the cursor of the next page or null. */
export type Page<T> = { items: T[]; next: string | null };

/** Makes an opaque cursor of the values that the next page starts after. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** What a value of a cursor is; it is compared with a column, and the database would choke on anything else. */
export type CursorType = keyof typeof cursorTypes;

const cursorTypes = {
  string: (value: unknown) => typeof value === 'string' && isStorableText(value),
  /** A time as `toISOString` writes it, in years that PostgreSQL knows. */
  time: (value: unknown) =>
    typeof value === 'string' &&
    /^(?!0000)\d{4}-/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value,
  uuid: (value: unknown) =>
    typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  /** A number of a row. */
  number: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0,
};

/** Reads a cursor of ours. @throws AppError invalid-input when it is not one */
export function decodeCursor(cursor: string, types: readonly CursorType[]): (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === types.length &&
      types.every((type, index) => cursorTypes[type](values[index]))
    ) {
      return values as (string | number)[];
    }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new AppError('invalid-input', 'The cursor is not one that a list of ours gave out.', {
    problems: [{ pointer: '/querystring/cursor', detail: 'Leave it out to start from the beginning.' }],
  });
}

/** Cuts a result that was asked for with one row more than the page holds. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(present), next: last === undefined ? null : cursorOf(last) };
}
