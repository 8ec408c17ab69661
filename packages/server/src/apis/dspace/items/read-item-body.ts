import type { Fields } from '../../../modules/items/index.ts';
import { refusal } from '../frame/errors.ts';
import { FieldMistake, readFields } from '../metadata/read-fields.ts';

/** What a client says of an item that it makes or replaces; whatever else it sends back is not its to say. */
export type ItemBody = {
  id: string | null;
  fields: Fields;
  inArchive: boolean;
  discoverable: boolean;
};

/**
 * Reads the JSON of an item. One without dc.title is called by its `name`, if it has one.
 * @throws DspaceRefusal 400 for what is no object, 422 for members of another form
 */
export function readItemBody(body: unknown): ItemBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(400, undefined, { detail: 'The body must be an object.' });
  }
  const { uuid, id, name, metadata, inArchive, discoverable } = body as Record<string, unknown>;
  return {
    id: readId(uuid) ?? readId(id),
    fields: withTitle(readMetadata(metadata), name),
    inArchive: readFlag('inArchive', inArchive),
    discoverable: readFlag('discoverable', discoverable),
  };
}

/** Reads a map of metadata. @throws DspaceRefusal 422 */
export function readMetadata(metadata: unknown): Fields {
  return orUnprocessable(() => readFields(metadata ?? {}));
}

/** @throws DspaceRefusal 422 with what a mistake in metadata is */
export function orUnprocessable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FieldMistake) throw refusal(422, undefined, { detail: error.message });
    throw error;
  }
}

/** The same fields with a title, where only the name says it. */
export function withTitle(fields: Fields, name: unknown): Fields {
  if (fields['dc.title'] !== undefined || typeof name !== 'string' || name === '') return fields;
  return { ...fields, ...readMetadata({ 'dc.title': [name] }) };
}

function readId(id: unknown): string | null {
  return typeof id === 'string' && id !== '' ? id.toLowerCase() : null;
}

function readFlag(name: string, flag: unknown): boolean {
  if (flag === undefined || flag === null) return true;
  if (typeof flag === 'boolean') return flag;
  throw refusal(422, undefined, { detail: `${name} must be true or false.` });
}
