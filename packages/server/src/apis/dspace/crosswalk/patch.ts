import type { Fields } from '../../../modules/items/index.ts';

/** `malformed`: not a JSON Patch (400). `unprocessable`: one that does not fit what is there (422). */
export type MetadataPatchResult =
  | { ok: true; fields: Fields }
  | { ok: false; kind: 'malformed' | 'unprocessable'; operation: number; detail: string };

/**
 * Applies those operations of a JSON Patch (RFC 6902: add, remove, replace, move) whose paths begin with /metadata:
 * /metadata, /metadata/dc.title, /metadata/dc.title/0, /metadata/dc.title/-, /metadata/dc.title/0/language.
 * All are applied or none.
 *
 * @param operations the parsed body or its part that concerns metadata; `operation` of a problem is an index into it
 */
export function applyMetadataPatch(_fields: Fields, _operations: readonly unknown[]): MetadataPatchResult {
  return { ok: false, kind: 'malformed', operation: 0, detail: 'Not there yet.' };
}
