import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import {
  checkFields,
  FieldMistake,
  readFieldName,
  readFields,
  readFieldValue,
  readFieldValues,
} from '../metadata/read-fields.ts';

/** `malformed`: not a JSON Patch (400). `unprocessable`: one that does not fit what is there (422). */
export type MetadataPatchResult =
  | { ok: true; fields: Fields }
  | { ok: false; kind: 'malformed' | 'unprocessable'; operation: number; detail: string };

/** More operations than a form with everything changed sends. */
const OPERATION_LIMIT = 5000;

/** Where an operation points: the whole map, a field, a value of it (null: behind the last), or a part of a value. */
type Place =
  | { of: 'map' }
  | { of: 'field'; field: string }
  | { of: 'value'; field: string; index: number | null }
  | { of: 'part'; field: string; index: number; part: Part };

const parts = ['value', 'language', 'authority', 'confidence'] as const;
type Part = (typeof parts)[number];

/** Lists by field, which operations change in turn. */
type Draft = Map<string, FieldValue[]>;

/** A refusal of one operation. */
type Refusal = { kind: 'malformed' | 'unprocessable'; detail: string };

/**
 * Applies those operations of a JSON Patch (RFC 6902: add, remove, replace, move) whose paths begin with /metadata:
 * /metadata, /metadata/dc.title, /metadata/dc.title/0, /metadata/dc.title/-, and for replace /metadata/dc.title/0/language.
 * All are applied or none. As the RFC says, `add` puts a list in the place of the one that is there.
 *
 * @param operations the parsed body or its part that concerns metadata; `operation` of a problem is an index into it
 */
export function applyMetadataPatch(fields: Fields, operations: readonly unknown[]): MetadataPatchResult {
  if (operations.length > OPERATION_LIMIT) {
    const detail = `There are ${operations.length} operations; ${OPERATION_LIMIT} are the most.`;
    return { ok: false, kind: 'unprocessable', operation: OPERATION_LIMIT, detail };
  }
  const draft: Draft = new Map(Object.entries(fields).map(([field, values]) => [field, [...values]]));
  for (const [operation, input] of operations.entries()) {
    const refusal = refusalOf(() => applyOperation(draft, input));
    if (refusal !== null) return { ok: false, operation, ...refusal };
  }
  const result = Object.fromEntries([...draft].filter(([, values]) => values.length > 0));
  const refusal = refusalOf(() => {
    checkFields(result);
    return null;
  });
  if (refusal === null) return { ok: true, fields: result };
  return { ok: false, operation: Math.max(operations.length - 1, 0), ...refusal };
}

/** A mistake in a field or a value is one of the operation that brings it. */
function refusalOf(apply: () => Refusal | null): Refusal | null {
  try {
    return apply();
  } catch (error) {
    if (error instanceof FieldMistake) return unprocessable(error.message);
    throw error;
  }
}

function applyOperation(draft: Draft, input: unknown): Refusal | null {
  if (typeof input !== 'object' || input === null || !('op' in input) || !('path' in input)) {
    return malformed('An operation is an object with "op" and "path".');
  }
  const place = readPlace(input.path);
  if ('detail' in place) return place;
  const value = 'value' in input ? input.value : undefined;
  switch (input.op) {
    case 'add':
      return add(draft, place, value);
    case 'remove':
      return remove(draft, place);
    case 'replace':
      return replace(draft, place, value);
    case 'move':
      return move(draft, 'from' in input ? input.from : undefined, place);
    default:
      return malformed('An operation on metadata is add, remove, replace or move.');
  }
}

function malformed(detail: string): Refusal {
  return { kind: 'malformed', detail };
}

function unprocessable(detail: string): Refusal {
  return { kind: 'unprocessable', detail };
}

/** RFC 6901; neither names of fields nor numbers can hold an escape. */
function readPlace(path: unknown): Place | Refusal {
  if (typeof path !== 'string') return malformed('A path is a JSON pointer, such as /metadata/dc.title/0.');
  const [root, top, field, index, part, ...more] = path.split('/');
  if (root !== '' || top !== 'metadata' || more.length > 0) {
    return malformed('A path of metadata is /metadata, /metadata/dc.title or /metadata/dc.title/0.');
  }
  if (field === undefined) return { of: 'map' };
  readFieldName(field);
  if (index === undefined) return { of: 'field', field };
  if (index === '-' && part === undefined) return { of: 'value', field, index: null };
  if (!/^(?:0|[1-9]\d{0,5})$/.test(index)) {
    return unprocessable('The place of a value is its number from 0, or - for the end.');
  }
  if (part === undefined) return { of: 'value', field, index: Number(index) };
  const known = parts.find((name) => name === part);
  if (known === undefined) return unprocessable(`A value has the parts ${parts.join(', ')}.`);
  return { of: 'part', field, index: Number(index), part: known };
}

/** RFC 6902, section 4.1. */
function add(draft: Draft, place: Place, input: unknown): Refusal | null {
  switch (place.of) {
    case 'map':
      return putMap(draft, input);
    case 'field':
      return putField(draft, place.field, input);
    case 'value':
      return insert(draft, place, readOne(place.field, input));
    case 'part':
      return putPart(draft, place, input);
    default:
      return place satisfies never;
  }
}

/** Section 4.2. */
function remove(draft: Draft, place: Place): Refusal | null {
  switch (place.of) {
    case 'map':
      draft.clear();
      return null;
    case 'field':
      return draft.delete(place.field) ? null : missing(place.field, null);
    case 'value': {
      const values = draft.get(place.field);
      if (values === undefined || place.index === null || place.index >= values.length) {
        return missing(place.field, place.index);
      }
      values.splice(place.index, 1);
      if (values.length === 0) draft.delete(place.field);
      return null;
    }
    case 'part':
      return putPart(draft, place, place.part === 'confidence' ? -1 : null);
    default:
      return place satisfies never;
  }
}

/** Section 4.3: what is replaced must be there. */
function replace(draft: Draft, place: Place, input: unknown): Refusal | null {
  switch (place.of) {
    case 'map':
      return putMap(draft, input);
    case 'field':
      return draft.has(place.field) ? putField(draft, place.field, input) : missing(place.field, null);
    case 'value': {
      const values = draft.get(place.field);
      if (values === undefined || place.index === null || place.index >= values.length) {
        return missing(place.field, place.index);
      }
      values.splice(place.index, 1, readOne(place.field, input));
      return null;
    }
    case 'part':
      return putPart(draft, place, input);
    default:
      return place satisfies never;
  }
}

/** Section 4.4: of single values, also from one field to another. */
function move(draft: Draft, from: unknown, place: Place): Refusal | null {
  const source = readPlace(from);
  if ('detail' in source) return source;
  if (source.of !== 'value' || place.of !== 'value' || source.index === null) {
    return unprocessable(
      'Only single values are moved, such as from /metadata/dc.title/1 to /metadata/dc.title/0.',
    );
  }
  const value = draft.get(source.field)?.[source.index];
  if (value === undefined) return missing(source.field, source.index);
  return remove(draft, source) ?? insert(draft, place, value);
}

function insert(
  draft: Draft,
  { field, index }: { field: string; index: number | null },
  value: FieldValue,
): Refusal | null {
  const values = draft.get(field) ?? [];
  const at = index ?? values.length;
  if (at > values.length) return missing(field, at);
  values.splice(at, 0, value);
  draft.set(field, values);
  return null;
}

function putMap(draft: Draft, input: unknown): null {
  const fields = Object.entries(readFields(input));
  draft.clear();
  for (const [field, values] of fields) draft.set(field, [...values]);
  return null;
}

function putField(draft: Draft, field: string, input: unknown): Refusal | null {
  if (input === undefined) return unprocessable(`There is no value for ${field}.`);
  const values = readFieldValues(field, input);
  if (values.length === 0) draft.delete(field);
  else draft.set(field, values);
  return null;
}

/** Clients also send the one value as a list of one. */
function readOne(field: string, input: unknown): FieldValue {
  return readFieldValue(field, Array.isArray(input) && input.length === 1 ? input[0] : input);
}

function putPart(
  draft: Draft,
  { field, index, part }: { field: string; index: number; part: Part },
  input: unknown,
): Refusal | null {
  const values = draft.get(field);
  const value = values?.[index];
  if (values === undefined || value === undefined) return missing(field, index);
  values.splice(index, 1, readFieldValue(field, { ...value, [part]: input }));
  return null;
}

function missing(field: string, index: number | null): Refusal {
  return unprocessable(
    index === null ? `There is no ${field}.` : `There is no value of ${field} at place ${index}.`,
  );
}
