export {
  type Alongside,
  lockManagedScheme,
  markSchemeDeleted,
  restoreScheme,
  unknownScheme,
  type Versions,
} from './change-scheme.ts';
export { compiledScheme, type Scheme } from './scheme.ts';
export { listSchemes, lockScheme, readScheme } from './store.ts';
export { type ExpandedLinkType, expandLinkType } from './vocabularies/expand-link-type.ts';
