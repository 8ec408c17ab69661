import {
  areCreatorsCollectors,
  type DataciteMetadata,
  isPhysicalObject,
  type MetadataProblem,
  validateMetadata,
  validateSample,
  withSample,
} from '@mintmark/datacite';
import { AppError, type InputProblem } from '../../errors.ts';
import type { PidType } from '../pids/index.ts';

/** What a request says of an identifier: a DataCite record, and what it says of a sample beside it. */
export type Description = { metadata?: unknown; sample?: unknown };

/**
 * Reads what a request says of an identifier. Metadata and sample are one description: a sample fills in what the
 * metadata leaves out. Only IGSN IDs take a sample, and they stand for physical objects only.
 * @param given.metadata undefined: the record so far stays, with the sample written into it
 * @param options.level 'complete' for what is announced, 'draft' for what is only reserved
 * @param options.before what was said so far, still to be checked again
 * @returns null when nothing is said, which 'complete' refuses
 * @throws AppError metadata-refused with every mistake of both at its place; invalid-input for a sample elsewhere
 */
export function readDescription(
  given: Description,
  options: {
    type: PidType;
    level: 'draft' | 'complete';
    before?: Readonly<Record<string, unknown>> | null;
  },
): DataciteMetadata | null {
  const { type, level, before = null } = options;
  const isSampled = given.sample !== undefined && given.sample !== null;
  const base = given.metadata === undefined ? before : given.metadata;
  if (type !== 'igsn') {
    if (!isSampled) return readMetadata(base, level);
    throw new AppError('invalid-input', 'Only IGSN IDs take a sample.', {
      problems: [{ pointer: '/sample', detail: 'Leave it out, or use a shoulder of type igsn.' }],
    });
  }
  if (base === null && !isSampled && level === 'draft') return null;
  const sample = isSampled ? validateSample(given.sample) : { ok: true as const, sample: {} };
  const metadata = validateMetadata(base ?? {}, { level: 'draft' });
  if (!metadata.ok || !sample.ok) {
    const supplied = suppliedBySample(base, given.sample);
    const checked = validateMetadata(base ?? {}, { level });
    throw refuseMetadata([
      ...placeProblems(
        '/metadata',
        checked.ok ? [] : checked.problems.filter(({ pointer }) => !supplied.has(pointer)),
      ),
      ...placeProblems('/sample', sample.ok ? [] : sample.problems),
    ]);
  }
  const isCorrection = given.metadata === undefined && sample.sample.collectors !== undefined;
  const start =
    isCorrection && areCreatorsCollectors(metadata.metadata)
      ? { ...metadata.metadata, creators: undefined }
      : metadata.metadata;
  const whole = readMetadata(withSample(start, sample.sample), level);
  if (whole === null || isPhysicalObject(whole)) return whole;
  throw refuseMetadata([
    {
      pointer: '/metadata/types/resourceTypeGeneral',
      detail: 'An IGSN ID stands for a physical object; write PhysicalObject, or leave it out.',
    },
  ]);
}

function readMetadata(input: unknown, level: 'draft' | 'complete'): DataciteMetadata | null {
  if (input === null && level === 'draft') return null;
  const result = validateMetadata(input ?? {}, { level });
  if (result.ok) return result.metadata;
  throw refuseMetadata(placeProblems('/metadata', result.problems));
}

/** Where the metadata may be silent, because the sample, however faulty, or its kind says it. */
function suppliedBySample(base: unknown, sample: unknown): ReadonlySet<string> {
  const { creators, types } = membersOf(base);
  return new Set([
    ...(creators === undefined && membersOf(sample).collectors !== undefined ? ['/creators'] : []),
    ...(membersOf(types).resourceTypeGeneral === undefined ? ['/types/resourceTypeGeneral'] : []),
  ]);
}

function membersOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function placeProblems(place: string, problems: readonly MetadataProblem[]): InputProblem[] {
  return problems.map(({ pointer, detail }) => ({ pointer: place + pointer, detail }));
}

function refuseMetadata(problems: readonly InputProblem[]): AppError {
  return new AppError('metadata-refused', describeCount(problems.length), { problems });
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
  const detail = describeTargetProblem(input);
  if (detail === null) return input;
  throw new AppError('invalid-input', 'The target is not an address that an identifier can lead to.', {
    problems: [{ pointer: '/target', detail }],
  });
}

/** What keeps a text from being the target of an identifier, as advice; null when nothing does. */
export function describeTargetProblem(input: string): string | null {
  if (/[\s\p{Cc}]/u.test(input)) return 'Take out spaces, line breaks and control characters.';
  if (!URL.canParse(input)) return 'Give a whole address, such as https://example.org/data/1.';
  const url = new URL(input);
  if (!TARGET_SCHEMES.has(url.protocol)) return 'Use an address that starts with https:// or http://.';
  if (url.username !== '' || url.password !== '')
    return 'Take the user name and password out of the address; everyone can read it.';
  return null;
}
