import { AppError } from '../../errors.ts';
import { assertDepth } from '../body.ts';
import { findRepeatedMembers } from '../repeated-members.ts';
import type { RawRow, RowRules } from './rows.ts';

/** Reads one row of JSON, as strictly as a body of `/api/v1`. What is wrong with it is the row's own problem. */
export function readJsonRow(
  text: string,
  { line, bytes }: { line: number; bytes: number },
  rules: RowRules,
): RawRow {
  const wrong = (problem: string): RawRow => ({ line, bytes, cells: {}, problem });
  let value: unknown;
  try {
    assertDepth(text);
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) return wrong(error.message);
    return wrong(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return wrong(`A row is a JSON object, such as ${rules.exampleObject}.`);
  }
  if (/"(?:__proto__|\\u)/.test(text) && reachesPrototype(value)) {
    return wrong('There is no member __proto__ here.');
  }
  const [repeated] = findRepeatedMembers(text);
  if (repeated !== undefined) return wrong(`The member at ${repeated.pointer} is there twice.`);
  const unknown = Object.keys(value).filter((name) => !rules.isColumn(name, 'json'));
  if (unknown.length > 0) {
    return wrong(
      unknown
        .slice(0, 10)
        .map((name) => rules.describeUnknownColumn(name, null))
        .join(' '),
    );
  }
  return { line, bytes, cells: value as Record<string, unknown>, problem: null };
}

function reachesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  return Object.values(value).some(reachesPrototype);
}
