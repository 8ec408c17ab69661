export { loadFirstSchemes } from './built-in/load-first.ts';
export {
  lockManagedScheme,
  markSchemeDeleted,
  restoreScheme,
  unknownScheme,
} from './change-scheme.ts';
export { syncSchemeMirrors } from './mirror/sync.ts';
export { startMirrorWorker } from './mirror/worker.ts';
export { type CheckSchemeChange, putScheme } from './put-scheme.ts';
export { registerSchemeRoutes } from './routes.ts';
export { compiledScheme, type Scheme } from './scheme.ts';
export { listSchemes, lockScheme, readScheme } from './store.ts';
export { expandLinkType } from './vocabularies/expand-link-type.ts';
export { registerVocabularyPages } from './vocabularies/pages.ts';
export { listVocabularies } from './vocabularies/store.ts';
export { findLinkType, type LinkType, type Vocabulary } from './vocabularies/vocabulary.ts';
