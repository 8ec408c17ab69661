export { changeAnchor, type FactsChange, withdrawAnchor } from './change/change-anchor.ts';
export {
  type ChangedLink,
  changeLink,
  deactivateLink,
  deleteLink,
  type LinkChange,
} from './change/change-link.ts';
export type { Versions } from './change/lock-managed.ts';
export type { AnchorDetails } from './details.ts';
export type { AnchorState, Link, StoredAnchor } from './link.ts';
export {
  type LinkFilter,
  listAnchors,
  listLinksOfAnchor,
  readAnchorDetails,
  readLinkDetails,
} from './read-anchor-details.ts';
export type { RegistrationWish } from './register/read-wish.ts';
export type { LinkContext } from './register/register-group.ts';
export { type Registration, registerLinks, registerLinksIn } from './register/register-links.ts';
export { registerLinkRoutes } from './routes.ts';
export type { LinkWish } from './rules/read-link.ts';
export { checkSchemeChange } from './with-scheme/check-scheme-change.ts';
export { type Affected, deleteScheme, undeleteScheme } from './with-scheme/delete-scheme.ts';
