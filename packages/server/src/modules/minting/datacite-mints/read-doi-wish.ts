import { type DataciteMetadata, kernelProperties, validateMetadata } from '@mintmark/datacite';
import { isRegistrableDoi, parseDoi } from '@mintmark/identifiers';
import { AppError, type InputProblem } from '../../../errors.ts';
import { readDescription, readTarget } from '../input.ts';
import type { Shoulder } from '../shoulder.ts';

/** What someone wants of a DOI, as DataCite's own API takes it. */
export type DoiWish = {
  /** `10.5072`, or with what is to follow it: `10.5072/ab`. */
  prefix: string;
  /** A chosen name, canonical; null: the next one. */
  name: string | null;
  /** What it is to become; `draft` when no event was given. */
  state: 'draft' | 'registered' | 'findable';
  target: string | null;
  /** What DataCite's kernel knows of the attributes; null when that is nothing. */
  metadata: DataciteMetadata | null;
  /** The attributes as they came, without what only tells DataCite what to do. */
  record: Record<string, unknown>;
};

const ATTRIBUTES = '/datacite_metadata/data/attributes';
const INSTRUCTIONS = new Set(['doi', 'prefix', 'suffix', 'event', 'url', 'identifier', 'state']);
const STATES = { publish: 'findable', register: 'registered' } as const;

/**
 * Reads `{"data": {"type": "dois", "attributes": {…}}}` of a request.
 * @throws AppError invalid-input or metadata-refused with every mistake at its place
 */
export function readDoiWish(input: unknown): DoiWish {
  const attributes = readMember(readMember(input, 'data'), 'attributes');
  if (!isObject(attributes)) {
    throw refusal(
      ATTRIBUTES,
      'Send {"data": {"type": "dois", "attributes": {…}}} as DataCite takes it, with a prefix or a doi.',
    );
  }
  const state = readState(attributes.event);
  const record = Object.fromEntries(Object.entries(attributes).filter(([name]) => !INSTRUCTIONS.has(name)));
  return {
    ...readName(attributes),
    state,
    target: readUrl(attributes.url),
    metadata: readMetadata(record, state),
    record,
  };
}

/**
 * The wish as the type of its shoulder has it: an IGSN ID is of a physical object, whether the wish says so or not.
 * @throws AppError metadata-refused
 */
export function suitShoulder(wish: DoiWish, { type }: Pick<Shoulder, 'type'>): DoiWish {
  if (type !== 'igsn') return wish;
  const level = wish.state === 'draft' ? 'draft' : 'complete';
  try {
    return { ...wish, metadata: readDescription({ metadata: wish.metadata }, { type, level }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = error.problems.map(({ pointer, detail }) => ({
      pointer: pointer.replace(/^\/metadata/, ATTRIBUTES),
      detail,
    }));
    throw new AppError(error.code, error.message, { problems });
  }
}

function readState(event: unknown): DoiWish['state'] {
  if (event === undefined || event === null) return 'draft';
  if (event === 'publish' || event === 'register') return STATES[event];
  throw refusal(`${ATTRIBUTES}/event`, 'Use "publish" or "register", or leave it out for a draft.');
}

function readName(attributes: Record<string, unknown>): { prefix: string; name: string | null } {
  const { doi, prefix, suffix } = attributes;
  const chosen =
    typeof doi === 'string'
      ? doi
      : typeof prefix === 'string' && typeof suffix === 'string'
        ? `${prefix}/${suffix}`
        : null;
  if (chosen !== null) {
    const parsed = parseDoi(chosen);
    if (!parsed.ok) throw refusal(`${ATTRIBUTES}/doi`, parsed.problem.message);
    const name = parsed.value.canonical;
    if (!isRegistrableDoi(name)) {
      throw refusal(`${ATTRIBUTES}/doi`, 'Use letters, digits and - . _ ; ( ) / only.');
    }
    return { prefix: name.slice(0, name.indexOf('/')), name };
  }
  if (typeof prefix !== 'string' || !/^10\.\d{4,9}(?:\/[A-Za-z0-9._-]{1,50})?$/.test(prefix)) {
    throw refusal(`${ATTRIBUTES}/prefix`, 'Give a DOI prefix such as 10.5072, or a whole doi.');
  }
  return { prefix: prefix.toLowerCase(), name: null };
}

function readUrl(url: unknown): string | null {
  if (url === undefined || url === null || url === '') return null;
  if (typeof url !== 'string' || url.length > 2048) {
    throw refusal(`${ATTRIBUTES}/url`, 'Give one address of at most 2048 characters.');
  }
  try {
    return readTarget(url) ?? null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw refusal(`${ATTRIBUTES}/url`, error.problems[0]?.detail ?? error.message);
  }
}

function readMetadata(record: Record<string, unknown>, state: DoiWish['state']): DataciteMetadata | null {
  const excerpt = Object.fromEntries(
    // The rest of a record is left out of the excerpt, as DataCite itself would.
    kernelProperties.flatMap((name) => (Object.hasOwn(record, name) ? [[name, record[name]]] : [])),
  );
  const result = validateMetadata(withoutEmptyEntries(excerpt), {
    level: state === 'draft' ? 'draft' : 'complete',
  });
  if (result.ok) return Object.keys(result.metadata).length === 0 ? null : result.metadata;
  throw new AppError('metadata-refused', 'The metadata has mistakes.', {
    problems: result.problems.map(({ pointer, detail }) => ({ pointer: `${ATTRIBUTES}${pointer}`, detail })),
  });
}

/**
 * iSamples' form sends each list with one entry whether it was filled in or not, and a creator as a bare name: `[null]`,
 * `[{}]`, `["Carberry, Josiah"]`.
 */
function withoutEmptyEntries(record: Record<string, unknown>): Record<string, unknown> {
  const cleaned = { ...record };
  for (const list of ['creators', 'titles'] as const) {
    const entries = cleaned[list];
    if (!Array.isArray(entries)) continue;
    const filled = entries
      .filter((each) => each !== null && !(isObject(each) && Object.keys(each).length === 0))
      .map((each) => (list === 'creators' && typeof each === 'string' ? { name: each } : each));
    if (filled.length === 0) delete cleaned[list];
    else cleaned[list] = filled;
  }
  return cleaned;
}

function readMember(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(pointer: string, detail: string): AppError {
  const problems: InputProblem[] = [{ pointer, detail }];
  return new AppError('invalid-input', 'The request cannot be understood.', { problems });
}
