import { arkAncestors, hasArkParentSegment, parseArk } from '@mintmark/identifiers';
import type { Asked } from './parse.ts';
import type { FindResolution } from './resolution-finder.ts';
import type { Resolution } from './store.ts';

/**
 * What is registered for a request. `suffix` is what an ARK has beyond the registered name, as it was asked;
 * it is passed through to the target (ARK specification, section 5.1).
 */
export type Found = { resolution: Resolution; suffix: string };

/** No name that is minted is longer, so longer ancestors of a hostile ARK are not worth a look. */
const LONGEST_REGISTERED_NAME = 255;

/** Looks an identifier up; for an ARK the longest registered name that the ARK begins with. */
export async function lookUp(
  find: FindResolution,
  asked: Extract<Asked, { kind: 'pid' }>,
): Promise<Found | null> {
  const { canonical } = asked.pid;
  const resolution = await find(asked.arkSpelling === null ? [canonical] : listArkNames(canonical));
  if (resolution === null) return null;
  if (asked.arkSpelling === null || resolution.pid === canonical) return { resolution, suffix: '' };
  // A suffix such as "/../admin" would climb out of the target.
  if (hasArkParentSegment(asked.arkSpelling)) return null;
  return { resolution, suffix: findSuffix(asked.arkSpelling, canonical, resolution.pid) };
}

/** Longest first. */
function listArkNames(canonical: string): string[] {
  return [...arkAncestors(canonical)].filter((name) => name.length <= LONGEST_REGISTERED_NAME);
}

/**
 * The suffix in the spelling that was asked: normalising took its hyphens away, and to the target's server they
 * may matter. Where the spelling does not show plainly where the suffix begins, the canonical one is used.
 */
function findSuffix(spelling: string, canonical: string, registered: string): string {
  const canonicalSuffix = canonical.slice(registered.length);
  const units = [...canonicalSuffix].filter((unit) => unit === '/' || unit === '.').length;
  let start = spelling.length;
  for (let count = 0; count < units; count += 1) {
    start = Math.max(spelling.lastIndexOf('/', start - 1), spelling.lastIndexOf('.', start - 1));
  }
  const suffix = spelling.slice(start);
  const head = parseArk(spelling.slice(0, start));
  const isPlain = head.ok && head.value.canonical === registered && /^[!-~]+$/.test(suffix);
  return isPlain ? suffix : canonicalSuffix;
}
