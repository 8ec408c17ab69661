import { judgeName } from '../name.ts';
import { DEPTH } from './limits.ts';

/**
 * Whether a path in an archive can be one below a folder; the path in NFC.
 * @param raw as the archive gives it, without a slash at the end
 * @returns refused: what is wrong, to follow the name; null when it is fine
 */
export function judgePath(raw: string): { path: string; refused: string | null } {
  const path = raw.normalize('NFC');
  const refuse = (refused: string) => ({ path, refused });
  if (path.startsWith('/')) return refuse('is an absolute path.');
  if (/^[a-z]:/i.test(path)) return refuse('begins with the letter of a drive.');
  if (path.includes('\\')) {
    return refuse('has a backslash. Paths in ZIP archives have slashes; make the archive with another tool.');
  }
  const segments = path.split('/');
  if (segments.includes('..') || segments.includes('.'))
    return refuse('leads out of the folder or in a circle.');
  if (segments.length > DEPTH) return refuse(`lies in more than ${DEPTH} folders.`);
  for (const segment of segments) {
    const { refused } = judgeName(segment);
    if (refused !== null) return refuse(`has a name that cannot be kept: ${refused}`);
  }
  return { path, refused: null };
}
