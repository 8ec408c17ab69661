import type { Fields, FieldValue } from '../../../modules/items/index.ts';

/** A mistake in a map of metadata: where, as a JSON pointer below it, and what. */
export class FieldMistake extends Error {}

/** schema.element or schema.element.qualifier, as DSpace's registry of fields has them. */
const FIELD_NAME = /^[a-z][a-z0-9_-]{0,31}\.[a-z][a-z0-9_-]{0,63}(?:\.[a-z0-9_-]{1,64})?$/i;
const GREATEST_FIELDS = 200;
const GREATEST_VALUES = 2000;
const GREATEST_LENGTH = 65_536;

/**
 * Reads DSpace's map of metadata: field → list of values. A value may be its text alone, and a list of one may be that
 * one; places are those of the lists.
 * @throws FieldMistake
 */
export function readFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldMistake('metadata must be an object of fields.');
  }
  const fields: Record<string, readonly FieldValue[]> = {};
  let count = 0;
  for (const [name, values] of Object.entries(value)) {
    fields[readFieldName(name)] = readFieldValues(name, values);
    count += fields[name]?.length ?? 0;
  }
  checkSize(Object.keys(fields).length, count);
  return fields;
}

/** @throws FieldMistake where a map has grown beyond what an item may hold */
export function checkFields(fields: Fields): Fields {
  const lists = Object.values(fields);
  checkSize(
    lists.length,
    lists.reduce((sum, { length }) => sum + length, 0),
  );
  return fields;
}

function checkSize(fields: number, values: number): void {
  if (fields > GREATEST_FIELDS) throw new FieldMistake(`There are more than ${GREATEST_FIELDS} fields.`);
  if (values > GREATEST_VALUES) throw new FieldMistake(`There are more than ${GREATEST_VALUES} values.`);
}

/** @throws FieldMistake */
export function readFieldName(name: string): string {
  if (!FIELD_NAME.test(name)) {
    throw new FieldMistake(`${name.slice(0, 100)} is no metadata field such as dc.title.`);
  }
  return name;
}

/** The values of one field; null means none. @throws FieldMistake */
export function readFieldValues(name: string, values: unknown): FieldValue[] {
  if (values === null) return [];
  return (Array.isArray(values) ? values : [values]).map((value) => readFieldValue(name, value));
}

/** @throws FieldMistake */
export function readFieldValue(name: string, value: unknown): FieldValue {
  if (typeof value === 'string') return { value: readText(name, value), ...plain };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldMistake(`A value of ${name} must be an object with the member "value".`);
  }
  const { value: text, language, authority, confidence } = value as Record<string, unknown>;
  return {
    value: readText(name, text),
    language: readOptionalText(name, 'language', language),
    authority: readOptionalText(name, 'authority', authority),
    confidence: readConfidence(name, confidence),
  };
}

const plain = { language: null, authority: null, confidence: -1 } as const;

function readText(name: string, text: unknown): string {
  if (typeof text !== 'string') throw new FieldMistake(`The "value" of a value of ${name} must be a text.`);
  if (text.length > GREATEST_LENGTH) {
    throw new FieldMistake(`A value of ${name} has more than ${GREATEST_LENGTH} characters.`);
  }
  return text;
}

function readOptionalText(name: string, member: string, text: unknown): string | null {
  if (text === undefined || text === null || text === '') return null;
  if (typeof text !== 'string' || text.length > 1024) {
    throw new FieldMistake(`The "${member}" of a value of ${name} must be a short text or null.`);
  }
  return text;
}

function readConfidence(name: string, confidence: unknown): number {
  if (confidence === undefined || confidence === null) return -1;
  if (typeof confidence !== 'number' || !Number.isInteger(confidence) || Math.abs(confidence) > 1000) {
    throw new FieldMistake(`The "confidence" of a value of ${name} must be a whole number from -1 to 600.`);
  }
  return confidence;
}
