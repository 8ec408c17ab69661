import { RegistryError } from './errors.ts';
import type { Kind } from './kinds.ts';
import { CONTENTS, type Shape } from './shapes.ts';
import { VISIBILITIES, type Visibility } from './vocabularies.ts';

/** A message in ORCID's JSON. */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export type JsonObject = { [member: string]: Json };

/** An item as a client sent it: its content with every member present, null where there is nothing. */
export type ReadItem = { putCode: string | null; visibility: Visibility | null; content: JsonObject };

/** What the registry writes itself and ignores in a message. */
const SERVER_MEMBERS = ['created-date', 'last-modified-date', 'source', 'path', 'display-index'];

/** Characters that XML 1.0 cannot carry: ORCID checks JSON by way of XML. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Reads an item out of a message by the shape of its kind. Refuses members that the kind does not have (9001), texts
 * too long (9047) and unknown values of enumerations (9051). What must be there is not checked here.
 */
export function readItem(kind: Kind, input: unknown): ReadItem {
  if (!isObject(input)) throw unreadable('', 'an object is expected');
  const { 'put-code': putCode = null, visibility = null, ...rest } = input;
  const shapes = CONTENTS[kind.name];
  const unknown = Object.keys(rest).find(
    (name) => !Object.hasOwn(shapes, name) && !SERVER_MEMBERS.includes(name),
  );
  if (unknown !== undefined) throw unreadable('', `Unrecognized field "${unknown}"`);
  if (putCode !== null && typeof putCode !== 'number' && typeof putCode !== 'string') {
    throw unreadable('put-code', 'a number is expected');
  }
  return {
    putCode: putCode === null ? null : String(putCode),
    visibility: readVisibility(visibility),
    content: readMembers(shapes, rest, ''),
  };
}

function readVisibility(input: unknown): Visibility | null {
  if (input === null) return null;
  const found = VISIBILITIES.find((each) => each === input);
  if (found === undefined) throw notInEnum('Visibility', input);
  return found;
}

function readMembers(
  shapes: Readonly<Record<string, Shape>>,
  input: Record<string, unknown>,
  at: string,
): JsonObject {
  const content: JsonObject = {};
  for (const [name, shape] of Object.entries(shapes)) {
    content[name] = readShape(shape, input[name] ?? null, at === '' ? name : `${at}.${name}`);
  }
  return content;
}

function readShape(shape: Shape, input: unknown, at: string): Json {
  if (input === null) return null;
  switch (shape.form) {
    case 'dropped':
      return null;
    case 'text':
      return readText(shape, input, at);
    case 'enum':
      if (typeof input !== 'string' || !shape.values.includes(input)) throw notInEnum(shape.name, input);
      return input;
    case 'list':
      if (!Array.isArray(input)) throw unreadable(at, 'a list is expected');
      return input.map((each, index) => readShape(shape.of, each, `${at}[${index}]`));
    case 'object': {
      if (!isObject(input)) throw unreadable(at, 'an object is expected');
      const unknown = Object.keys(input).find((name) => !Object.hasOwn(shape.members, name));
      if (unknown !== undefined) throw unreadable(at, `Unrecognized field "${unknown}"`);
      return readMembers(shape.members, input, at);
    }
    default:
      return shape satisfies never;
  }
}

function readText(shape: Shape & { form: 'text' }, input: unknown, at: string): Json {
  let value = input;
  if (shape.wrapped && isObject(input)) {
    const unknown = Object.keys(input).find((name) => name !== 'value');
    if (unknown !== undefined) throw unreadable(at, `Unrecognized field "${unknown}"`);
    value = input.value ?? null;
    if (value === null) return null;
  }
  if (typeof value !== 'string' && typeof value !== 'number') throw unreadable(at, 'a text is expected');
  const text = String(value);
  if (text.length > shape.limit) {
    throw new RegistryError(9047, { error: `${at} is longer than ${shape.limit} characters` });
  }
  if (NO_XML.test(text)) throw new RegistryError(9047, { error: `${at} has an invalid XML character` });
  return shape.wrapped ? { value: text } : text;
}

function unreadable(at: string, what: string): RegistryError {
  return new RegistryError(9001, { detail: at === '' ? what : `${at}: ${what}` });
}

function notInEnum(name: string, value: unknown): RegistryError {
  return new RegistryError(9051, { value: String(value), enum: name });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
