import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import { CONFIDENCE } from './values.ts';

/** More than any real item has; a request beyond is refused unread. */
const LIMITS = {
  fields: 500,
  values: 20_000,
  textLength: 65_535,
  authorityLength: 1000,
  languageLength: 100,
};

/** schema.element or schema.element.qualifier. */
const FIELD_NAME = /^[A-Za-z][\w-]{0,31}\.[A-Za-z][\w-]{0,63}(?:\.[A-Za-z0-9][\w-]{0,63})?$/;

/** `at` is a JSON pointer into the map. */
export type FieldMapResult = { ok: true; fields: Fields } | { ok: false; at: string; detail: string };

type Read<T> = { ok: true; value: T } | { ok: false; at: string; detail: string };

/**
 * Reads DSpace's map of metadata: field → list of `{"value", "language", "authority", "confidence", "place"}`. What is absent
 * has DSpace's default (null, null, -1). The order of a list counts, not what `place` says.
 */
export function readFieldMap(input: unknown): FieldMapResult {
  if (!isObject(input)) {
    return { ok: false, at: '', detail: 'Metadata is an object of fields, each with a list of values.' };
  }
  const entries = Object.entries(input);
  if (entries.length > LIMITS.fields) {
    return {
      ok: false,
      at: '',
      detail: `There are ${entries.length} fields; ${LIMITS.fields} are the most.`,
    };
  }
  const fields = new Map<string, FieldValue[]>();
  for (const [field, list] of entries) {
    if (!isFieldName(field)) {
      return {
        ok: false,
        at: '',
        detail: 'The name of a field is schema.element or schema.element.qualifier.',
      };
    }
    const read = readValues(list);
    if (!read.ok) return { ok: false, at: `/${field}${read.at}`, detail: read.detail };
    if (read.value.length > 0) fields.set(field, read.value);
  }
  return checkSize(Object.fromEntries(fields));
}

/** @returns the map as it is, or that it holds too many values. */
export function checkSize(fields: Fields): FieldMapResult {
  const lists = Object.values(fields);
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  return count <= LIMITS.values && lists.length <= LIMITS.fields
    ? { ok: true, fields }
    : { ok: false, at: '', detail: `There are ${count} values; ${LIMITS.values} are the most.` };
}

/** @returns whether a text can be the name of a field. */
export function isFieldName(text: string): boolean {
  return FIELD_NAME.test(text);
}

/** Reads the values of one field. */
export function readValues(input: unknown): Read<FieldValue[]> {
  if (!Array.isArray(input)) return { ok: false, at: '', detail: 'A field holds a list of values.' };
  if (input.length > LIMITS.values) {
    return { ok: false, at: '', detail: `There are ${input.length} values; ${LIMITS.values} are the most.` };
  }
  const values: FieldValue[] = [];
  for (const [place, entry] of input.entries()) {
    const read = readValue(entry);
    if (!read.ok) return { ok: false, at: `/${place}${read.at}`, detail: read.detail };
    values.push(read.value);
  }
  return { ok: true, value: values };
}

/** Reads one value: an object, or the bare text that some clients send. */
export function readValue(input: unknown): Read<FieldValue> {
  const { value, language, authority, confidence } = isObject(input)
    ? input
    : { value: input, language: null, authority: null, confidence: null };
  if (typeof value !== 'string' || value.length > LIMITS.textLength) {
    const detail = `A value has a text of at most ${LIMITS.textLength} characters as its "value".`;
    return { ok: false, at: '/value', detail };
  }
  if (!isOptionalText(language, LIMITS.languageLength)) {
    return { ok: false, at: '/language', detail: 'A language is a code such as en_US, or null.' };
  }
  if (!isOptionalText(authority, LIMITS.authorityLength)) {
    return { ok: false, at: '/authority', detail: 'An authority is a key such as an ORCID iD, or null.' };
  }
  const isNumber = confidence === undefined || confidence === null || Number.isInteger(confidence);
  if (!isNumber) return { ok: false, at: '/confidence', detail: 'A confidence is a whole number.' };
  return {
    ok: true,
    value: {
      value,
      language: language ?? null,
      authority: authority ?? null,
      confidence: typeof confidence === 'number' ? confidence : CONFIDENCE.unset,
    },
  };
}

/** The map as DSpace answers it: with the place of each value. */
export function presentFieldMap(fields: Fields): Record<string, (FieldValue & { place: number })[]> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, values]) => [
      field,
      values.map(({ value, language, authority, confidence }, place) => {
        return { value, language, authority, confidence, place };
      }),
    ]),
  );
}

function isOptionalText(input: unknown, limit: number): input is string | null | undefined {
  return input === undefined || input === null || (typeof input === 'string' && input.length <= limit);
}

function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
