import type { Static } from 'typebox';
import { AppError } from '../../../errors.ts';
import { parseJsonLine } from '../../../http/json-line.ts';
import { toAppError } from '../../../http/problem.ts';
import { readLines } from '../../../http/read-lines.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { splitAnchor } from '../register/read-wish.ts';
import { RegisterBody } from '../schema.ts';
import { ROW_BYTES, type Row, refuseRow } from './row.ts';

type Body = Static<typeof RegisterBody>;

const validate = createValidatorCompiler()({
  schema: RegisterBody,
  method: 'POST',
  url: '/links',
  httpPart: 'body',
}) as ((value: unknown) => value is Body) & { errors?: unknown };

/** Reads JSON Lines: one body of `POST /links` a line, as strictly as there. Empty lines are passed over. */
export async function* readJsonLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  for await (const { line, bytes } of readLines(input, ROW_BYTES)) {
    if (bytes === null) {
      yield refuseRow(line, 0, `This line is longer than ${ROW_BYTES.toLocaleString('en')} bytes.`);
      continue;
    }
    const row = readLine(line, bytes);
    if (row !== null) yield row;
  }
}

function readLine(line: number, bytes: Buffer): Row | null {
  try {
    const parsed = parseJsonLine(bytes);
    return parsed === null ? null : { line, bytes: bytes.length, ...readBody(parsed.value) };
  } catch (error) {
    if (error instanceof AppError) return { line, bytes: bytes.length, anchor: null, wish: error };
    throw error;
  }
}

function readBody(value: unknown): Pick<Row, 'anchor' | 'wish'> {
  if (!validate(value)) {
    const invalid = Object.assign(new Error('invalid'), {
      validation: validate.errors,
      validationContext: 'body',
    });
    return { anchor: null, wish: toAppError(invalid) };
  }
  const { anchor, ...rest } = value;
  const split = splitAnchor(anchor);
  if (split !== null) return { anchor, wish: { ...split, ...rest } };
  const detail = 'A percent sign is followed by two hexadecimal digits.';
  return {
    anchor,
    wish: new AppError('invalid-input', detail, { problems: [{ pointer: '/anchor', detail }] }),
  };
}
