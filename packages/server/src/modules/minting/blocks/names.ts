import { parsePid } from '@mintmark/identifiers';
import { AppError, type InputProblem } from '../../../errors.ts';

/**
 * Canonical names as a request spells them, each once.
 * @param pointerTo the place of a name in the request
 * @throws AppError invalid-input with every name that is none or is there twice
 */
export function readNames(texts: readonly string[], pointerTo: (index: number) => string): string[] {
  const names: string[] = [];
  const places = new Map<string, number>();
  const problems: InputProblem[] = [];
  for (const [index, text] of texts.entries()) {
    const parsed = parsePid(text);
    if (!parsed.ok) {
      problems.push({ pointer: pointerTo(index), detail: parsed.problem.message });
      continue;
    }
    const name = parsed.value.canonical;
    const earlier = places.get(name);
    if (earlier !== undefined) {
      problems.push({
        pointer: pointerTo(index),
        detail: `${name} is there already, at ${pointerTo(earlier)}.`,
      });
    }
    places.set(name, index);
    names.push(name);
  }
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Some names cannot be read; see errors.', {
      problems: problems.slice(0, 1000),
    });
  }
  return names;
}
