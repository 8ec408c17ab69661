import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import { AppError, type InputProblem } from '../../errors.ts';

/**
 * Reads metadata of a request.
 * @param level 'complete' for what is announced, 'draft' for what is only reserved
 * @throws AppError metadata-refused with every mistake at its place
 */
export function readMetadata(input: unknown, level: 'draft' | 'complete'): DataciteMetadata | null {
  if ((input === undefined || input === null) && level === 'draft') return null;
  const result = validateMetadata(input ?? {}, { level });
  if (result.ok) return result.metadata;
  throw new AppError('metadata-refused', describeCount(result.problems.length), {
    problems: result.problems.map((problem) => ({
      pointer: `/metadata${problem.pointer}`,
      detail: problem.detail,
    })),
  });
}

function describeCount(count: number): string {
  return count === 1
    ? 'The metadata has one mistake; see errors.'
    : `The metadata has ${count} mistakes; see errors.`;
}

const TARGET_SCHEMES = new Set(['http:', 'https:']);

/** Reads a target of a request. @throws AppError invalid-input when it is not an http or https address */
export function readTarget(input: string | null | undefined): string | null | undefined {
  if (input === undefined || input === null) return input;
  const problem = targetProblem(input);
  if (problem === null) return input;
  throw new AppError('invalid-input', 'The target is not an address that an identifier can lead to.', {
    problems: [problem],
  });
}

function targetProblem(input: string): InputProblem | null {
  const wrong = (detail: string): InputProblem => ({ pointer: '/target', detail });
  if (/[\s\p{Cc}]/u.test(input)) return wrong('Take out spaces, line breaks and control characters.');
  if (!URL.canParse(input)) return wrong('Give a whole address, such as https://example.org/data/1.');
  const url = new URL(input);
  if (!TARGET_SCHEMES.has(url.protocol)) return wrong('Use an address that starts with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    return wrong('Take the user name and password out of the address; everyone can read it.');
  return null;
}
