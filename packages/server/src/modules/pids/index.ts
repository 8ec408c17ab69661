export { releaseReserved } from './in-bulk/release.ts';
export {
  type BlockName,
  countStates,
  listDueNames,
  listNamesOfBlock,
  lockPids,
  updateExpiry,
} from './in-bulk/store.ts';
export { transitionAll } from './in-bulk/transition-all.ts';
export { pidsAccountColumns } from './merging/store.ts';
export { findOrcids, type Holder, type HolderWithHandle, type Pid } from './pid.ts';
export {
  explainRefusedMove,
  nextState,
  type PidState,
  type PidType,
  pidStates,
  pidTypes,
} from './states.ts';
export {
  countPidsByState,
  findNamesOfBlock,
  findTakenNames,
  hasPids,
  insertReservedPids,
  listPids,
  listPidsNamingOrcid,
  lockPid,
  type PidCursor,
  type PidFilter,
  type PidSort,
  readHolders,
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
