import { parseNoidTemplate } from '@mintmark/identifiers';
import type { Naming } from './naming.ts';

/**
 * Whether two shoulders could ever make, or be asked for, the same name. DOIs and IGSN IDs are names of one kind.
 *
 * Where both have a shoulder string, neither may be the beginning of the other (`fk4` and `fk4x`): so every name tells
 * its shoulder at sight, names that people choose themselves included. A shoulder without a string is the beginning
 * of all, so there the shapes of the names decide: random DOI suffixes (`xxxx-xxnn`) live beside `fk4` and its seven
 * characters.
 */
export function couldMeet(one: Naming, other: Naming): boolean {
  if (namespaceOf(one) !== namespaceOf(other) || one.prefix !== other.prefix) return false;
  if (one.shoulder === other.shoulder) return true;
  if (one.shoulder !== '' && other.shoulder !== '') {
    return one.shoulder.startsWith(other.shoulder) || other.shoulder.startsWith(one.shoulder);
  }
  const others = listShapes(other);
  return listShapes(one).some((shape) => others.some((each) => shapesMeet(shape, each)));
}

/** Types whose names are of one kind share a namespace. */
export function namespaceOf({ type }: Pick<Naming, 'type'>): 'doi' | 'ark' | 'handle' {
  return type === 'igsn' ? 'doi' : type;
}

/** What may stand at each place of a name after its prefix. */
type Shape = readonly string[];

const DIGITS = '0123456789';
const EXTENDED = '0123456789bcdfghjkmnpqrstvwxz';
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUP_OF_NOG = 3;

/** Every shape that names of a shoulder can have: one, or one for each length that its template can grow to. */
function listShapes({ shoulder, template }: Naming): Shape[] {
  if (template === null) {
    const start = shoulder === '' ? [] : [...shoulder, '-'];
    const random = [BASE32, BASE32, BASE32, BASE32, '-', BASE32, BASE32, DIGITS, DIGITS];
    return [[...start, ...random]];
  }
  const parsed = parseNoidTemplate(template);
  if (!parsed.ok) throw new Error(`the template ${template} was read before`);
  const { order, mask, hasCheckCharacter } = parsed.value;
  const growth = order === 'growing' ? mask.charAt(0) : order === 'nog' ? mask.slice(0, GROUP_OF_NOG) : null;
  const shapes: Shape[] = [];
  for (let grown = mask; hasCountableNames(grown); grown = growth + grown) {
    shapes.push([
      ...shoulder,
      ...Array.from(grown, (kind) => (kind === 'd' ? DIGITS : EXTENDED)),
      ...(hasCheckCharacter ? [EXTENDED] : []),
    ]);
    if (growth === null) break;
  }
  return shapes;
}

/** Templates end to grow where their names can no longer be counted exactly. */
function hasCountableNames(mask: string): boolean {
  const total = Array.from(mask).reduce((product, kind) => product * (kind === 'd' ? 10 : 29), 1);
  // One character further than that is asked for: the names just below the limit are of that length.
  return total / 29 <= Number.MAX_SAFE_INTEGER;
}

function shapesMeet(one: Shape, other: Shape): boolean {
  return (
    one.length === other.length &&
    one.every((allowed, index) => Array.from(allowed).some((each) => (other[index] ?? '').includes(each)))
  );
}
