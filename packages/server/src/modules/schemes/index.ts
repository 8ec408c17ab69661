export { loadFirstSchemes } from './built-in/load-first.ts';
export {
  type Alongside,
  lockManagedScheme,
  markSchemeDeleted,
  restoreScheme,
  unknownScheme,
} from './change-scheme.ts';
export { syncSchemeMirrors } from './mirror/sync.ts';
export { startMirrorWorker } from './mirror/worker.ts';
export { type CheckSchemeChange, type PutOptions, type PutOutcome, putScheme } from './put-scheme.ts';
export { registerSchemeRoutes } from './routes.ts';
export { compiledScheme, type Scheme } from './scheme.ts';
export { listSchemes, lockScheme, readScheme } from './store.ts';
export type { Versions } from './versions.ts';
export { type ExpandedLinkType, expandLinkType } from './vocabularies/expand-link-type.ts';
export { listVocabularies } from './vocabularies/store.ts';
export { findLinkType, type LinkType, type Vocabulary } from './vocabularies/vocabulary.ts';
