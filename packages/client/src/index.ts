export type { BatchContentType, BatchRequest, BatchRow } from './batches.ts';
export {
  type ClientOptions,
  createClient,
  type MintmarkClient,
  type MintRequest,
  type UpdateRequest,
} from './create-client.ts';
export { type FieldError, MintmarkError } from './errors.ts';
export type {
  Batch,
  Me,
  Page,
  Pid,
  PidEvent,
  PidFilter,
  Registration,
  Shoulder,
} from './types.ts';
