export type { BlockClient, NamesChange, NewNameValues, ReserveRequest } from './blocks.ts';
export {
  type ClientOptions,
  createClient,
  type MintmarkClient,
  type MintRequest,
  type UpdateRequest,
} from './create-client.ts';
export { type FieldError, MintmarkError } from './errors.ts';
export type {
  Block,
  LabelOptions,
  Me,
  Page,
  Pid,
  PidEvent,
  PidFilter,
  Registration,
  ReservedBlock,
  Shoulder,
} from './types.ts';
