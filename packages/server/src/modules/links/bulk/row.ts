import { AppError } from '../../../errors.ts';
import type { RegistrationWish } from '../register/read-wish.ts';

/** The largest row; a wish of a hundred links with long titles fits in. */
export const ROW_BYTES = 1024 * 1024;
export const ROWS_LIMIT = 1_000_000;

/** A row of an upload: what it wishes, or why it cannot be read. */
export type Row = {
  /** The line in which it begins, counted from 1. */
  line: number;
  bytes: number;
  /** The identifier as it was written, where it can be read. */
  anchor: string | null;
  wish: RegistrationWish | AppError;
};

export function refuseRow(line: number, bytes: number, detail: string, pointer = ''): Row {
  const wish = new AppError(
    'invalid-input',
    detail,
    pointer === '' ? {} : { problems: [{ pointer, detail }] },
  );
  return { line, bytes, anchor: null, wish };
}
