/** The roles that UNTP names (`untp:accessRole#…`); organisations may have others of their own. */
export const untpAccessRoles = [
  'Anonymous',
  'Customer',
  'Regulator',
  'Recycler',
  'Auditor',
  'Owner',
] as const;

/** The role of an organisation's own people and keys: it sees every link of that organisation. */
export const OWNER_ROLE = 'Owner';

/** The role that everyone has: a link that names it is not restricted. */
export const ANONYMOUS_ROLE = 'Anonymous';

/** Whether something is for who has a role only. */
export function isRestricted(accessRoles: readonly string[]): boolean {
  return accessRoles.length > 0 && !accessRoles.includes(ANONYMOUS_ROLE);
}

const UNTP_PREFIX = 'untp:accessRole#';
const ROLE = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;

/**
 * The short name of an access role, which is what is stored and compared: `Regulator`, from itself or from
 * `untp:accessRole#Regulator`.
 * @returns null for anything else, and for a name of UNTP in other letters, such as `regulator`, which nobody would
 *   tell from it
 */
export function readAccessRole(text: string): string | null {
  const name = text.startsWith(UNTP_PREFIX) ? text.slice(UNTP_PREFIX.length) : text;
  if (!ROLE.test(name)) return null;
  const known = untpAccessRoles.find((role) => role.toLowerCase() === name.toLowerCase());
  return known === undefined || known === name ? name : null;
}

/** A role as it is shown to others: those of UNTP by their name there. */
export function formatAccessRole(role: string): string {
  return untpAccessRoles.some((each) => each === role) ? `${UNTP_PREFIX}${role}` : role;
}
