export { changeLink, deactivateLink, deleteLink } from './change/change-link.ts';
export type { Link } from './link.ts';
export { listLinksOfAnchor, readAnchorDetails, readLinkDetails } from './read-anchor-details.ts';
export { type Registration, registerLinksIn } from './register/register-links.ts';
export { registerLinkRoutes } from './routes.ts';
export type { LinkWish } from './rules/read-link.ts';
export { checkSchemeChange } from './with-scheme/check-scheme-change.ts';
export { deleteScheme } from './with-scheme/delete-scheme.ts';
