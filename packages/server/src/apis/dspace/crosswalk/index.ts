export { fromFields, type NotHeld } from './from-fields.ts';
export { applyMetadataPatch, type MetadataPatchResult } from './patch.ts';
export { toFields } from './to-fields.ts';
