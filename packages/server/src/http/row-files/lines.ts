import { AppError } from '../../errors.ts';

/** A physical line, without its end; `number` counts from 1 as an editor does. */
export type Line = { number: number; bytes: Buffer };

export type LineReader = {
  /** The lines that are whole by now. @throws AppError body-too-large as soon as one passes the limit */
  push(piece: Buffer): Line[];
  /** The last line, if the file does not end with a line break. */
  end(): Line[];
};

/** Cuts bytes into lines at LF or CR LF; what is held never passes the limit of one line. */
export function createLineReader(rowBytes: number): LineReader {
  let parts: Buffer[] = [];
  let held = 0;
  let number = 0;

  function take(last: Buffer): Line {
    const bytes = parts.length === 0 ? last : Buffer.concat([...parts, last]);
    parts = [];
    held = 0;
    number += 1;
    return { number, bytes: bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes };
  }

  return {
    push(piece) {
      const lines: Line[] = [];
      let from = 0;
      for (let at = piece.indexOf(0x0a); at !== -1; at = piece.indexOf(0x0a, from)) {
        if (held + at - from > rowBytes) throw lineTooLong(number + 1, rowBytes);
        lines.push(take(piece.subarray(from, at)));
        from = at + 1;
      }
      const rest = piece.subarray(from);
      held += rest.length;
      if (held > rowBytes) throw lineTooLong(number + 1, rowBytes);
      // A copy, or the whole piece would live as long as its last bytes.
      if (rest.length > 0) parts.push(Buffer.from(rest));
      return lines;
    },
    end: () => (held === 0 ? [] : [take(Buffer.alloc(0))]),
  };
}

export function lineTooLong(line: number, rowBytes: number): AppError {
  const detail = `This row is longer than ${rowBytes.toLocaleString('en')} bytes.`;
  return new AppError(
    'body-too-large',
    `The row that begins in line ${line} is longer than ${rowBytes.toLocaleString('en')} bytes. Nothing was kept.`,
    { problems: [{ pointer: `/lines/${line}`, detail }] },
  );
}

/** A refusal of the whole file for something in one of its lines. */
export function lineError(line: number, detail: string, field = ''): AppError {
  return new AppError('malformed-body', `Line ${line}: ${detail} Nothing was kept.`, {
    problems: [{ pointer: `/lines/${line}${field === '' ? '' : `/${field}`}`, detail }],
  });
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws AppError malformed-body with the line where the bytes are not UTF-8 */
export function decodeText(bytes: Buffer, line: number): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw lineError(line, encodingHint(bytes));
  }
}

function encodingHint(bytes: Buffer): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return utf16
    ? 'The file is UTF-16; save it as UTF-8 ("CSV UTF-8" in spreadsheets).'
    : 'This is not UTF-8; save the file as UTF-8 ("CSV UTF-8" in spreadsheets).';
}
