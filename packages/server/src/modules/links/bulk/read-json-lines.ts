import type { Static } from 'typebox';
import { AppError } from '../../../errors.ts';
import { assertDepth, findUnstorableTexts } from '../../../http/body.ts';
import { toAppError } from '../../../http/problem.ts';
import { findRepeatedMembers } from '../../../http/repeated-members.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { splitAnchor } from '../register/read-wish.ts';
import { RegisterBody } from '../schema.ts';
import { decodeUtf8, readLines } from './read-lines.ts';
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
  for await (const { line, bytes } of readLines(input)) {
    if (bytes === null) {
      yield refuseRow(line, 0, `This line is longer than ${ROW_BYTES.toLocaleString('en')} bytes.`);
      continue;
    }
    const row = readLine(line, bytes);
    if (row !== null) yield row;
  }
}

function readLine(line: number, bytes: Buffer): Row | null {
  const refuse = (detail: string): Row => refuseRow(line, bytes.length, detail);
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) return refuse('This line is not UTF-8.');
  if (text === '') return null;
  let value: unknown;
  try {
    assertDepth(text);
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) return refuse(error.message);
    return refuse(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (/"(?:__proto__|\\u)/.test(text) && reachesPrototype(value))
    return refuse('There is no member __proto__ here.');
  const problems = [
    ...findRepeatedMembers(text),
    ...(text.includes('\\u') ? findUnstorableTexts(value) : []),
  ];
  if (problems.length > 0) {
    const wish = new AppError('invalid-input', 'Some members are there twice or cannot be stored.', {
      problems,
    });
    return { line, bytes: bytes.length, anchor: null, wish };
  }
  return { line, bytes: bytes.length, ...readBody(value) };
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

function reachesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  return Object.values(value).some(reachesPrototype);
}
