export { type Before, fromFields } from './from-fields.ts';
export type { NotHeld } from './not-held.ts';
export { applyMetadataPatch, type MetadataPatchResult } from './patch.ts';
export { toFields } from './to-fields.ts';
