import { parsePid } from '@mintmark/identifiers';
import { AppError, type InputProblem } from '../../../../errors.ts';
import { canonicalName, type Shoulder } from '../../shoulder.ts';

export const NAMES_LIMIT = 1000;

/**
 * Names of one shoulder in any spelling; ARKs also without their label, as Noid writes them.
 * @param pointer where they are in the request
 * @returns their canonical names, each once, and at which place in the request it is first
 * @throws AppError invalid-input with every text that is no name of the shoulder
 */
export function readNamesUnder(
  shoulder: Shoulder,
  texts: readonly string[],
  pointer: string,
): Map<string, number> {
  const names = new Map<string, number>();
  const problems: InputProblem[] = [];
  for (const [index, text] of texts.entries()) {
    const name = readNameUnder(shoulder, text);
    if (name !== null) {
      if (!names.has(name)) names.set(name, index);
    } else if (problems.length < 100) {
      problems.push({
        pointer: `${pointer}/${index}`,
        detail: `Give a name that begins with ${startOf(shoulder)} and goes on after it.`,
      });
    }
  }
  if (problems.length === 0) return names;
  throw new AppError('invalid-input', 'Some of these are no names of this shoulder.', { problems });
}

/** The canonical name of one text; null when it is no name of the shoulder. */
export function readNameUnder(shoulder: Shoulder, text: string): string | null {
  const isBareArk = shoulder.type === 'ark' && text.startsWith(`${shoulder.prefix}/`);
  const parsed = parsePid(isBareArk ? `ark:${text}` : text);
  const start = startOf(shoulder);
  if (!parsed.ok || !parsed.value.canonical.startsWith(start)) return null;
  return parsed.value.canonical.length > start.length ? parsed.value.canonical : null;
}

function startOf({ type, prefix, shoulder }: Shoulder): string {
  return canonicalName(type, `${prefix}/${shoulder}`);
}

/** A canonical name as the shoulder's template made it: an ARK without its label. */
export function noidNameOf(name: string): string {
  return name.replace(/^ark:/, '');
}
