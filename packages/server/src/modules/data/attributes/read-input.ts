import { AppError, type InputProblem } from '../../../errors.ts';
import type { AttributeInput } from './replace-attributes.ts';

const members = new Set(['name', 'value', 'unit', 'attributes']);

/**
 * Attributes of a JSON body, which the parser has kept from being nested too deeply.
 * @throws AppError invalid-input with each mistake at its place
 */
export function readAttributesInput(list: readonly unknown[]): AttributeInput[] {
  const problems: InputProblem[] = [];
  const read = readList(list, '/attributes', problems);
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'The attributes have mistakes.', {
      problems: problems.slice(0, 100),
    });
  }
  return read;
}

function readList(list: readonly unknown[], pointer: string, problems: InputProblem[]): AttributeInput[] {
  return list.map((each, index) => readOne(each, `${pointer}/${index}`, problems));
}

function readOne(given: unknown, pointer: string, problems: InputProblem[]): AttributeInput {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.push({ pointer, detail: 'An attribute is an object with “name” and “value”.' });
    return { name: '', value: '' };
  }
  const input: Partial<Record<string, unknown>> = given;
  for (const member of Object.keys(input)) {
    if (!members.has(member))
      problems.push({ pointer, detail: 'An attribute has “name”, “value”, “unit” and “attributes” alone.' });
  }
  const text = (member: 'name' | 'value' | 'unit', fallback?: string): string => {
    const value = input[member] ?? fallback;
    if (typeof value === 'string') return value;
    problems.push({ pointer: `${pointer}/${member}`, detail: 'This is a text.' });
    return '';
  };
  const { attributes: own = [] } = input;
  if (!Array.isArray(own)) problems.push({ pointer: `${pointer}/attributes`, detail: 'This is a list.' });
  return {
    name: text('name'),
    value: text('value'),
    unit: text('unit', ''),
    attributes: Array.isArray(own) ? readList(own, `${pointer}/attributes`, problems) : [],
  };
}
