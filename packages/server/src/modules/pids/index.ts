export type { Pid, StoredPid } from './pid.ts';
export { explainRefusedMove, nextState, type PidType, pidStates, pidTypes } from './states.ts';
export {
  findNamesOfBlock,
  findTakenNames,
  insertReservedPids,
  listPids,
  listPidsNamingOrcid,
  lockPid,
  type PidCursor,
  type PidFilter,
  type PidSort,
  type ReservedPids,
  readPid,
  readPids,
  upsertShoulderResolution,
} from './store.ts';
export {
  type ChangeContext,
  createPids,
  type PidChanges,
  type PidWish,
  rebuildResolution,
  type Surroundings,
  transition,
} from './transition.ts';
