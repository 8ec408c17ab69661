import { findGs1Ai, type Gs1Ai, gs1Ais } from './gs1-application-identifiers.ts';
import { BASE64URL, BITS_PER_CHARACTER, type BitSource, takeNumber, writeBits } from './gs1-bits.ts';
import {
  type Gs1ValueLayout,
  layOutGs1Value,
  takeCountedText,
  takeGs1CompressedValue,
  writeCountedText,
  writeGs1CompressedValue,
} from './gs1-compressed-value.ts';
import type { Gs1Element } from './gs1-digital-link.ts';
import { ok, type ParseResult, problem } from './parse-result.ts';

/*
 * What stands in a compressed GS1 Digital Link (GS1 Digital Link Standard: Compression), one group after another, told
 * by its first four or eight bits:
 *
 *   two decimal digits        the AI, four bits a digit; its first two digits say how many follow; then its value
 *   a code of the table       the values of two or more AIs, in the order of the table
 *   F                         a parameter that is not GS1's: count (7 bits) and characters (base64url, 6 bits) of its
 *                             name, then its value with its count in 7 bits
 *
 * Fewer than six zeros fill up the last character.
 */
const HEX_BITS = 4;
const PARAMETER_FLAG = 15;
const PARAMETER = 'parameter';
const COUNT_BITS = 7;
const MAX_NAME_LENGTH = 127;

/** The table of optimisations, in order of preference among those that save the same. Each begins with a key. */
const OPTIMISATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['0A', ['01', '22']],
  ['0B', ['01', '10']],
  ['0C', ['01', '21']],
  ['0D', ['01', '17']],
  ['0E', ['01', '7003']],
  ['0F', ['01', '30']],
  ['1A', ['01', '10', '21', '17']],
  ['1B', ['01', '15']],
  ['1C', ['01', '11']],
  ['1D', ['01', '16']],
  ['1E', ['01', '91']],
  ['1F', ['01', '10', '15']],
  ...listFamily('2A', '01', '3100', 6),
  ...listFamily('3A', '01', '3200', 6),
  ['9A', ['8010', '8011']],
  ['9B', ['8017', '8019']],
  ['9C', ['8018', '8019']],
  ['9D', ['414', '254']],
  ...listFamily('A0', '01', '3920', 10),
  ...listFamily('C0', '255', '3900', 10),
  ...listFamily('CA', '255', '3940', 4),
]);

/** How many digits an AI has, by its first two. */
const AI_LENGTHS: ReadonlyMap<string, number> = new Map(gs1Ais.map(({ ai }) => [ai.slice(0, 2), ai.length]));

/** What the bits say: elements in their order, and other parameters in theirs. */
export type Gs1Contents = {
  elements: readonly Gs1Element[];
  otherParameters: readonly (readonly [string, string])[];
};

/** How the values of an AI are laid out: `layOutGs1Value` or `layOutGs1PrototypeValue`. */
export type LayOut = (entry: Gs1Ai) => Gs1ValueLayout;

/**
 * Reads all bits. Nothing is checked but that they can be read: values, repetition and order are for the caller.
 * Problem code: `gs1-compression`; its position is the index of the bit where the group begins that cannot be read.
 */
export function readGs1Contents(bits: string, layOut: LayOut): ParseResult<Gs1Contents> {
  const source: BitSource = { bits, next: 0 };
  const elements: Gs1Element[] = [];
  const otherParameters: (readonly [string, string])[] = [];
  while (bits.length - source.next >= BITS_PER_CHARACTER) {
    const start = source.next;
    const group = takeGroup(source, layOut);
    if (group === null) return unreadable(start);
    elements.push(...group.elements);
    otherParameters.push(...group.otherParameters);
  }
  if (bits.includes('1', source.next)) return unreadable(source.next);
  return ok({ elements, otherParameters });
}

/** Whether the bits begin with a value or a parameter that can be read. */
export function canReadGs1Contents(bits: string, layOut: LayOut): boolean {
  const source: BitSource = { bits, next: 0 };
  const ais = takeHeader(source);
  if (ais === PARAMETER) return takeParameter(source) !== null;
  const [first] = ais ?? [];
  return first !== undefined && takeElement(source, first, layOut) !== null;
}

/**
 * The bits of elements, in order of their AIs as GS1's prototype writes them, `key` (null if it is not among them)
 * and the table's best sequence with it first where that is wanted. Null if a value does not fit its AI.
 */
export function writeGs1Elements(
  elements: readonly Gs1Element[],
  key: string | null,
  useOptimisations: boolean,
): string | null {
  const values = new Map(elements.map(({ ai, value }) => [ai, value]));
  const optimisation = key !== null && useOptimisations ? findOptimisation(key, values) : null;
  const [code = '', sequence = []] = optimisation ?? [];
  const rest = [...values.keys()].filter((ai) => !sequence.includes(ai)).sort();
  let bits = writeHex(code);
  for (const ai of [...sequence, ...putKeyFirst(rest, key)]) {
    const written = writeGs1Element({ ai, value: values.get(ai) ?? '' });
    if (written === null) return null;
    bits += sequence.includes(ai) ? written.slice(ai.length * HEX_BITS) : written;
  }
  return bits;
}

/** The bits of one AI and its value, or null if there are none. */
export function writeGs1Element({ ai, value }: Gs1Element): string | null {
  const entry = findGs1Ai(ai);
  const bits = entry === null ? null : writeGs1CompressedValue(layOutGs1Value(entry), value);
  return bits === null ? null : writeHex(ai) + bits;
}

/**
 * The bits of a parameter that is not GS1's, or null if there are none: its name must be of base64url characters and
 * its value ASCII, both of at most 127; a name of digits would be read back as that of an AI.
 */
export function writeGs1Parameter([name, value]: readonly [string, string]): string | null {
  const text = writeCountedText(value, COUNT_BITS);
  if (text === null || !isParameterName(name)) return null;
  const characters = Array.from(name, (each) => writeBits(BASE64URL.indexOf(each), BITS_PER_CHARACTER));
  const count = writeBits(name.length, COUNT_BITS);
  return writeBits(PARAMETER_FLAG, HEX_BITS) + count + characters.join('') + text;
}

function takeGroup(source: BitSource, layOut: LayOut): Gs1Contents | null {
  const ais = takeHeader(source);
  if (ais === null) return null;
  if (ais === PARAMETER) return takeParameter(source);
  const elements: Gs1Element[] = [];
  for (const ai of ais) {
    const element = takeElement(source, ai, layOut);
    if (element === null) return null;
    elements.push(element);
  }
  return { elements, otherParameters: [] };
}

/** What the first bits of a group announce: the values of these AIs, or a parameter. */
function takeHeader(source: BitSource): readonly string[] | typeof PARAMETER | null {
  const first = takeNumber(source, HEX_BITS);
  if (first === PARAMETER_FLAG) return PARAMETER;
  const second = takeNumber(source, HEX_BITS);
  if (first === null || second === null) return null;
  const code = `${first.toString(16)}${second.toString(16)}`.toUpperCase();
  return OPTIMISATIONS.get(code) ?? takeAi(source, code);
}

function takeElement(source: BitSource, ai: string, layOut: LayOut): Gs1Element | null {
  const entry = findGs1Ai(ai);
  const value = entry === null ? null : takeGs1CompressedValue(source, layOut(entry));
  return value === null ? null : { ai, value };
}

function takeAi(source: BitSource, firstDigits: string): readonly [string] | null {
  const length = AI_LENGTHS.get(firstDigits);
  if (length === undefined) return null;
  let ai = firstDigits;
  while (ai.length < length) {
    const digit = takeNumber(source, HEX_BITS);
    if (digit === null || digit > 9) return null;
    ai += String(digit);
  }
  return [ai];
}

function takeParameter(source: BitSource): Gs1Contents | null {
  const count = takeNumber(source, COUNT_BITS);
  if (count === null) return null;
  let name = '';
  for (let index = 0; index < count; index += 1) {
    const value = takeNumber(source, BITS_PER_CHARACTER);
    if (value === null) return null;
    name += BASE64URL.charAt(value);
  }
  const text = takeCountedText(source, COUNT_BITS);
  if (text === null || !isParameterName(name)) return null;
  return { elements: [], otherParameters: [[name, text]] };
}

function isParameterName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && /^[\w-]*$/.test(name) && !/^\d+$/.test(name);
}

/** The sequence with this key, all of whose AIs are there, that saves the most digits. */
function findOptimisation(
  key: string,
  values: ReadonlyMap<string, string>,
): readonly [string, readonly string[]] | null {
  let best: readonly [string, readonly string[]] | null = null;
  for (const [code, ais] of OPTIMISATIONS) {
    if (ais[0] !== key || !ais.every((ai) => values.has(ai))) continue;
    if (best === null || ais.join('').length > best[1].join('').length) best = [code, ais];
  }
  return best;
}

/** Whoever reads the bits takes the first key as the primary one, so another key among the attributes comes later. */
function putKeyFirst(ais: readonly string[], key: string | null): readonly string[] {
  const hasOtherKey = ais.some((ai) => ai !== key && findGs1Ai(ai)?.primaryKey !== null);
  return key !== null && ais.includes(key) && hasOtherKey ? [key, ...ais.filter((ai) => ai !== key)] : ais;
}

function writeHex(text: string): string {
  return Array.from(text, (each) => writeBits(Number.parseInt(each, 16), HEX_BITS)).join('');
}

/** Codes that follow one another as hexadecimal numbers, for one key with AIs that follow one another too. */
function listFamily(firstCode: string, key: string, firstAi: string, count: number): [string, string[]][] {
  return Array.from({ length: count }, (_, index) => [
    (Number.parseInt(firstCode, 16) + index).toString(16).toUpperCase(),
    [key, String(Number(firstAi) + index)],
  ]);
}

function unreadable(bit: number): ReturnType<typeof problem> {
  return problem(
    'gs1-compression',
    'From here on this is no compressed GS1 Digital Link; it may be cut short or mistyped.',
    bit,
  );
}
