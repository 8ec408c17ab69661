export { fromFields } from './from-fields.ts';
export type { NotHeld } from './not-held.ts';
export { applyMetadataPatch } from './patch.ts';
export { toFields } from './to-fields.ts';
