import { arkToUrl, handleToUrl, hasArkParentSegment } from '@mintmark/identifiers';
import type { Namespace } from './namespace.ts';
import type { Asked } from './parse.ts';

/** The prefix under which IGSNs were Handles, before they became DOIs. */
export const OLD_IGSN_PREFIX = '10273/';

/**
 * Where to send on a request for an identifier that is certainly not ours, or null.
 *
 * - An ARK whose NAAN nobody here gives names out under goes to the resolver of all ARKs, as the ARK specification
 *   advises (section "Resolver Chains and Roles"): normalised, with its qualifier and its inflection.
 * - An IGSN of the old kind is a Handle and goes to the Handle proxy. Asked for its description, it is explained here.
 */
export function referElsewhere(asked: Extract<Asked, { kind: 'pid' }>, { isOurs }: Namespace): string | null {
  if (isOurs) return null;
  const { pid, wish, arkSpelling } = asked;
  if (pid.scheme === 'ark') {
    if (hasArkParentSegment(arkSpelling ?? pid.canonical)) return null;
    return arkToUrl(pid.canonical) + (wish.kind === 'description' ? wish.inflection : '');
  }
  const isOldIgsn = pid.scheme === 'handle' && pid.canonical.startsWith(OLD_IGSN_PREFIX);
  return isOldIgsn && wish.kind === 'thing' ? handleToUrl(pid.canonical) : null;
}
