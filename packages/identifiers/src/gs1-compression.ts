import { findGs1Ai, gs1ConvenienceNames } from './gs1-application-identifiers.ts';
import { BITS_PER_CHARACTER, packBits, unpackBits } from './gs1-bits.ts';
import {
  canReadGs1Contents,
  type LayOut,
  readGs1Contents,
  writeGs1Element,
  writeGs1Elements,
  writeGs1Parameter,
} from './gs1-compressed-contents.ts';
import { layOutGs1PrototypeValue, layOutGs1Value } from './gs1-compressed-value.ts';
import {
  formatGs1DigitalLink,
  type Gs1DigitalLink,
  type Gs1Element,
  parseGs1Path,
} from './gs1-digital-link.ts';
import { type ParseResult, problem } from './parse-result.ts';
import { lowerCaseAscii, MAX_INPUT_LENGTH } from './spelling.ts';

/*
 * Compressed GS1 Digital Link (GS1 Digital Link Standard: Compression):
 *
 *   path       = [ "/" ] [ readable "/" ] compressed [ "/" ]
 *   readable   = key "/" value *( "/" qualifier "/" value )    ; then the bits hold the rest
 *   compressed = 1*( letter | DIGIT | "-" | "_" )              ; base64url of the bits
 *
 * A query may follow; what it says stands beside what the bits say. Without a readable part the first key in the bits
 * is the primary key.
 */
const COMPRESSED = /^[A-Za-z0-9_-]+$/;

/** More characters than any value or parameter needs; the longest is a parameter with 127 characters twice. */
const FIRST_PART_LENGTH = 300;

/**
 * `optimisations`: whether common sequences of AIs are written as one code (the default). `otherParameters`: whether
 * parameters that are not GS1's are compressed too. By default they stay in the query: GS1's prototype puts the word
 * “undefined” before each one that it reads from the bits. `uncompressedKey`: whether the primary key and its value
 * stand readable before the rest.
 */
export type Gs1CompressionOptions = {
  optimisations?: boolean;
  otherParameters?: boolean;
  uncompressedKey?: boolean;
};

/**
 * Reads the compressed path of a request to a resolver (grammar above), and its query without the `?`. All that it says
 * is checked as {@link parseGs1Path} does; `stem` of the result is empty, and the attributes that were compressed come
 * first, in order of their AIs as text.
 * Problem codes: `empty`, `too-long`, `gs1-compression`, and those of `parseGs1Path`. Positions are those of
 * `path + '?' + query`; what is wrong with a compressed value is given the position where the compressed part begins.
 */
export function decompressGs1Path(path: string, query = ''): ParseResult<Gs1DigitalLink> {
  if (path.length + 1 + query.length > MAX_INPUT_LENGTH) {
    return problem('too-long', `An address has at most ${MAX_INPUT_LENGTH} characters.`, MAX_INPUT_LENGTH);
  }
  const parts = splitPath(path);
  if (parts.compressed === '') return problem('empty', 'There is no identifier in this path.', parts.start);
  const bits = unpackBits(parts.compressed);
  if (bits === null) {
    return problem(
      'gs1-compression',
      'A compressed GS1 Digital Link holds ASCII letters, digits, - and _ only.',
      parts.start + parts.compressed.search(/[^A-Za-z0-9_-]/),
    );
  }
  const result = readLink(path, parts, bits, query, layOutGs1Value);
  if (result.ok) return result;
  const ofPrototype = readLink(path, parts, bits, query, layOutGs1PrototypeValue);
  return ofPrototype.ok ? ofPrototype : result;
}

/**
 * Writes a GS1 Digital Link in compressed form, with its stem. Reading it gives the same link, but for the order of its
 * attributes; that is tried before it is answered. What no compressed form can hold stays in the query, and a link of
 * which not even key and qualifiers can be compressed is answered as {@link formatGs1DigitalLink} writes it.
 */
export function compressGs1DigitalLink(link: Gs1DigitalLink, options: Gs1CompressionOptions = {}): string {
  const plain = formatGs1DigitalLink(link);
  const compressed = writeLink(link, options);
  if (compressed === null) return plain;
  const { path, query } = compressed;
  const read = decompressGs1Path(path, query);
  const isKept = read.ok && link.stem + formatGs1DigitalLink(read.value) === plain;
  return isKept ? `${link.stem}${path}${query === '' ? '' : `?${query}`}` : plain;
}

/**
 * Whether a path, as {@link decompressGs1Path} takes it, looks like a compressed GS1 Digital Link: in the place of the
 * bits stands what begins with a readable value. One that is cut short or mistyped after that looks so too. Never true
 * for a path that `parseGs1Path` reads, since that has an even number of segments and this one an odd one.
 */
export function isCompressedGs1Path(path: string): boolean {
  if (path.length > MAX_INPUT_LENGTH) return false;
  const { readable, compressed } = splitPath(path);
  if (!COMPRESSED.test(compressed)) return false;
  const segments = readable?.split('/') ?? [];
  const [key] = segments;
  if (segments.length % 2 !== 0 || (key !== undefined && !isPrimaryKey(key))) return false;
  const bits = unpackBits(compressed.slice(0, FIRST_PART_LENGTH)) ?? '';
  return canReadGs1Contents(bits, layOutGs1Value) || canReadGs1Contents(bits, layOutGs1PrototypeValue);
}

/** The parts of a path, `readable` if there is one; `start` is the index where the compressed one begins. */
type PathParts = { readable: string | null; compressed: string; start: number };

/** Of a primary key: which qualifiers may stand together, in which order. */
type Sequences = readonly (readonly string[])[];

function splitPath(path: string): PathParts {
  const first = path.startsWith('/') ? 1 : 0;
  const end = path.length > first && path.endsWith('/') ? path.length - 1 : path.length;
  const slash = path.slice(first, end).lastIndexOf('/');
  const start = first + slash + 1;
  return {
    readable: slash === -1 ? null : path.slice(first, start - 1),
    compressed: path.slice(start, end),
    start,
  };
}

function isPrimaryKey(name: string): boolean {
  return findSequences(gs1ConvenienceNames[lowerCaseAscii(name)] ?? name) !== null;
}

/** Puts the parts together as an uncompressed link and has that read, so that all rules are in one place. */
function readLink(
  path: string,
  { readable, start }: PathParts,
  bits: string,
  query: string,
  layOut: LayOut,
): ParseResult<Gs1DigitalLink> {
  const contents = readGs1Contents(bits, layOut);
  if (!contents.ok) {
    const { code, message, position } = contents.problem;
    return problem(code, message, start + Math.floor(position / BITS_PER_CHARACTER));
  }
  const { elements, otherParameters } = contents.value;
  const before = readable === null ? null : parseGs1Path(path.slice(0, start - 1));
  if (before !== null && !before.ok) return before;
  const primaryKey = before?.value.primaryKey ?? elements.find(({ ai }) => findSequences(ai) !== null);
  if (primaryKey === undefined) {
    return problem('gs1-key', 'This compressed GS1 Digital Link names no primary key.', start);
  }
  const others = elements.filter((each) => each !== primaryKey);
  const split = splitElements(findSequences(primaryKey.ai) ?? [], before?.value.qualifiers ?? [], others);
  const [ownPath = '', ownQuery = ''] = splitOnce(
    formatGs1DigitalLink({ stem: '', primaryKey, ...split, otherParameters }),
  );
  const queries = [ownQuery, query].filter((each) => each !== '');
  const link = parseGs1Path(ownPath, queries.join('&'));
  if (link.ok) return link;
  const { code, message, position } = link.problem;
  const queryStart = ownPath.length + 1 + (ownQuery === '' ? 0 : ownQuery.length + 1);
  const isInQuery = query !== '' && position >= queryStart;
  return problem(code, message, isInQuery ? path.length + 1 + position - queryStart : start);
}

/** The sequences of qualifiers of a primary key, or null for another AI. */
function findSequences(ai: string): Sequences | null {
  return findGs1Ai(ai)?.primaryKey?.sequences ?? null;
}

/**
 * Which elements are qualifiers: the bits do not say. Of the key's sequences the one counts that leaves only what may
 * be an attribute (01 with 235 and 10: 10 is one), else the first.
 */
function splitElements(
  sequences: Sequences,
  qualifiers: readonly Gs1Element[],
  others: readonly Gs1Element[],
): { qualifiers: readonly Gs1Element[]; attributes: readonly Gs1Element[] } {
  const open = sequences.filter((each) => qualifiers.every(({ ai }) => each.includes(ai)));
  const mayBeAttribute = ({ ai }: Gs1Element) => findGs1Ai(ai)?.dataAttribute ?? false;
  const sequence =
    open.find((each) => others.every((other) => each.includes(other.ai) || mayBeAttribute(other))) ??
    open[0] ??
    [];
  const all = [...qualifiers, ...others];
  return {
    qualifiers: sequence.flatMap((ai) => all.filter((each) => each.ai === ai)),
    attributes: others.filter(({ ai }) => !sequence.includes(ai)),
  };
}

function writeLink(
  { primaryKey, qualifiers, attributes, otherParameters }: Gs1DigitalLink,
  options: Gs1CompressionOptions,
): { path: string; query: string } | null {
  const isKeyReadable = options.uncompressedKey ?? false;
  const fitting = attributes.filter((each) => writeGs1Element(each) !== null);
  const elements = writeGs1Elements(
    [...(isKeyReadable ? [] : [primaryKey]), ...qualifiers, ...fitting],
    isKeyReadable ? null : primaryKey.ai,
    options.optimisations ?? true,
  );
  if (elements === null) return null;
  // Once one parameter stays in the query, so do all after it: their order is kept.
  const written = (options.otherParameters ?? false) ? otherParameters.map(writeGs1Parameter) : [];
  const firstLeft = written.indexOf(null);
  const parameters = firstLeft === -1 ? written : written.slice(0, firstLeft);
  const bits = elements + parameters.join('');
  if (bits === '') return null;
  const keyOnly = { stem: '', primaryKey, qualifiers: [], attributes: [], otherParameters: [] };
  const [, query = ''] = splitOnce(
    formatGs1DigitalLink({
      ...keyOnly,
      attributes: attributes.filter((each) => !fitting.includes(each)),
      otherParameters: otherParameters.slice(parameters.length),
    }),
  );
  return { path: `${isKeyReadable ? formatGs1DigitalLink(keyOnly) : ''}/${packBits(bits)}`, query };
}

/** Path and query of an address. */
function splitOnce(address: string): string[] {
  const mark = address.indexOf('?');
  return mark === -1 ? [address] : [address.slice(0, mark), address.slice(mark + 1)];
}
