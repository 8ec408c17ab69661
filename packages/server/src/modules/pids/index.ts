export type { Pid } from './pid.ts';
export { type PidType, pidStates, pidTypes } from './states.ts';
export { listPids, listPidsNamingOrcid, lockPid, type PidFilter, type PidSort, readPid } from './store.ts';
export { type ChangeContext, createPid, rebuildResolution, transition } from './transition.ts';
