import { type ItemProblem, listWords, pointTo, quote } from './problems.ts';
import {
  type Child,
  type Limits,
  localName,
  memberOf,
  type ObjectShape,
  type Scalar,
  type Shape,
  type TextShape,
  type ValueShape,
} from './shape.ts';

/** Where one reading puts what it finds wrong. `strict` asks for what must be there and checks limits too. */
type Reading = { problems: ItemProblem[]; strict: boolean };

const STRUCTURE = 9001;

/** What XML 1.0 cannot carry, so that an item could be sent in one of the two formats only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDFFF]/u;

/**
 * Reads JSON of unknown origin as a message: members in the order of the XSD, without nulls; a bare text where ORCID
 * has a wrapper is wrapped, as the registry does it. What cannot be meant is a problem with its pointer.
 *
 * @param strict also asks for mandatory members, limits and vocabularies, with the codes that ORCID would answer.
 */
export function readJson(
  shape: ObjectShape,
  json: unknown,
  strict: boolean,
): { message: Record<string, unknown>; problems: ItemProblem[] } {
  const reading: Reading = { problems: [], strict };
  const message = readObject(shape, json, '', reading) ?? {};
  return { message, problems: reading.problems };
}

function readShape(shape: Shape, json: unknown, pointer: string, reading: Reading): unknown {
  switch (shape.kind) {
    case 'text':
      return readScalar(shape.scalar, shape.limits, json, pointer, reading);
    case 'value':
      return readValue(shape, json, pointer, reading);
    case 'object':
      return readObject(shape, json, pointer, reading);
    default:
      return shape satisfies never;
  }
}

function readObject(
  shape: ObjectShape,
  json: unknown,
  pointer: string,
  reading: Reading,
): Record<string, unknown> | undefined {
  if (!isObject(json)) return refuse(reading, pointer, 'must be an object, as { … }');
  const read: Record<string, unknown> = {};
  readAttributes(shape.attributes ?? {}, {}, json, read, pointer, reading);
  const known = new Set(Object.keys(shape.attributes ?? {}));
  for (const child of shape.children) {
    const member = memberOf(child);
    known.add(member);
    const found = readChild(child, json[member], pointTo(pointer, member), reading);
    if (found !== undefined) read[member] = found;
  }
  for (const [name, found] of Object.entries(json)) {
    if (known.has(name) || found === null || found === undefined) continue;
    refuse(reading, pointTo(pointer, name), 'is nothing that ORCID knows here; leave it out');
  }
  return read;
}

function readChild(child: Child, json: unknown, pointer: string, reading: Reading): unknown {
  if (json === null || json === undefined) {
    if (reading.strict && child.kind !== 'choice' && child.required !== undefined) {
      reading.problems.push({ pointer, detail: `${name(pointer)} is required.`, code: child.required });
    }
    return undefined;
  }
  if (child.kind === 'one') return readShape(child.shape, json, pointer, reading);
  if (!Array.isArray(json)) return refuse(reading, pointer, 'must be a list, as [ … ]');
  if (child.kind === 'choice') return readChoice(child.of, json, pointer, reading);
  if (reading.strict && json.length === 0 && child.required !== undefined) {
    reading.problems.push({ pointer, detail: `${name(pointer)} must not be empty.`, code: child.required });
  }
  if (reading.strict && child.max !== undefined && json.length > child.max) {
    refuse(reading, pointer, `has ${json.length} entries; ORCID takes up to ${child.max}`);
  }
  return json
    .map((entry, index) => readShape(child.shape, entry, pointTo(pointer, index), reading))
    .filter((entry) => entry !== undefined);
}

function readChoice(
  of: readonly { name: string; shape: Shape }[],
  json: unknown[],
  pointer: string,
  reading: Reading,
): unknown[] {
  return json.flatMap((entry, index) => {
    const at = pointTo(pointer, index);
    const chosen = of.find((each) => isObject(entry) && isObject(entry[localName(each.name)]));
    if (chosen === undefined || !isObject(entry)) {
      refuse(reading, at, `must have ${listWords(of.map((each) => quote(localName(each.name))))}`);
      return [];
    }
    const member = localName(chosen.name);
    return [{ [member]: readShape(chosen.shape, entry[member], pointTo(at, member), reading) }];
  });
}

function readValue(
  shape: ValueShape,
  json: unknown,
  pointer: string,
  reading: Reading,
): Record<string, unknown> | undefined {
  const wrapped = isObject(json) ? json : { value: json };
  const at = isObject(json) ? pointTo(pointer, 'value') : pointer;
  const attributes = shape.attributes ?? {};
  for (const [member, found] of Object.entries(wrapped)) {
    if (member === 'value' || Object.hasOwn(attributes, member) || found === null) continue;
    refuse(reading, pointTo(pointer, member), 'is nothing that ORCID knows here; leave it out');
  }
  if (wrapped.value === null || wrapped.value === undefined) {
    return refuse(reading, at, 'is required', shape.limits?.code);
  }
  const value = readScalar(shape.scalar, shape.limits, wrapped.value, at, reading);
  const read: Record<string, unknown> = { value };
  readAttributes(attributes, shape.required ?? {}, wrapped, read, pointer, reading);
  return value === undefined ? undefined : read;
}

function readAttributes(
  attributes: Readonly<Record<string, TextShape>>,
  required: Readonly<Record<string, number>>,
  json: Record<string, unknown>,
  read: Record<string, unknown>,
  pointer: string,
  reading: Reading,
): void {
  for (const [member, shape] of Object.entries(attributes)) {
    const at = pointTo(pointer, member);
    const found = json[member];
    if (found === null || found === undefined) {
      const code = required[member];
      if (reading.strict && code !== undefined) {
        reading.problems.push({ pointer: at, detail: `${name(at)} is required.`, code });
      }
      continue;
    }
    const value = readScalar(shape.scalar, shape.limits, found, at, reading);
    if (value !== undefined) read[member] = value;
  }
}

function readScalar(
  scalar: Scalar,
  limits: Limits | undefined,
  json: unknown,
  pointer: string,
  reading: Reading,
): string | number | boolean | undefined {
  switch (scalar) {
    case 'text': {
      // The registry takes a number for a text, as for an amount or a year.
      const text = typeof json === 'number' && Number.isFinite(json) ? String(json) : json;
      if (typeof text !== 'string') return refuse(reading, pointer, 'must be a text');
      const wrong = explainText(text, limits, reading.strict);
      if (wrong !== null) refuse(reading, pointer, wrong.rest, wrong.code);
      return text;
    }
    case 'integer':
    case 'moment': {
      const number = typeof json === 'string' && /^-?\d{1,15}$/.test(json) ? Number(json) : json;
      return Number.isSafeInteger(number)
        ? (number as number)
        : refuse(reading, pointer, 'must be a whole number');
    }
    case 'boolean':
      return typeof json === 'boolean' ? json : refuse(reading, pointer, 'must be true or false');
    default:
      return scalar satisfies never;
  }
}

/** The rest of a sentence about a text, and its code: of what is missing or outside a list, that of the field. */
function explainText(
  text: string,
  limits: Limits | undefined,
  strict: boolean,
): { rest: string; code?: number | undefined } | null {
  if (UNWRITABLE.test(text)) return { rest: 'has a control character that XML cannot carry; take it out' };
  if (!strict || limits === undefined) return null;
  const { filled, max, oneOf, pattern, patternName = 'of another form', code } = limits;
  if (filled === true && text.trim() === '') return { rest: 'must not be empty', code };
  if (max !== undefined && [...text].length > max) {
    return { rest: `has ${[...text].length} characters; ORCID takes up to ${max}` };
  }
  if (oneOf !== undefined && !oneOf.includes(text)) {
    return { rest: `must be ${listWords(oneOf)}, not ${quote(text)}`, code };
  }
  if (pattern !== undefined && !pattern.test(text)) {
    return { rest: `must be ${patternName}, not ${quote(text)}`, code };
  }
  return null;
}

/** Notes a problem and reads nothing. */
function refuse(reading: Reading, pointer: string, rest: string, code: number = STRUCTURE): undefined {
  reading.problems.push({ pointer, detail: `${name(pointer)} ${rest}.`, code });
  return undefined;
}

/** What a pointer points to, as the beginning of a sentence. */
function name(pointer: string): string {
  const parts = pointer.slice(1).split('/');
  const last = parts.findLast((part) => part !== 'value' && !/^\d+$/.test(part));
  return last === undefined || last === '' ? 'The message' : quote(last);
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
