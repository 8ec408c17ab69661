import { isBlank, isSilent } from './blank.ts';
import type { AttributeProblem, FolderAttribute } from './folder-attribute.ts';
import { IN_POLYGON_POINT, POLYGON, POLYGON_POINT } from './place-rows.ts';
import { joinPlace, placeAttributes } from './places.ts';
import { isObject, type Row } from './row.ts';

/** An object of DataCite's JSON that is being built. */
export type Draft = Record<string, unknown>;

/** Where a value of DataCite's JSON came from, and which attributes may be below it. */
export type Origin = { place: string; rows: readonly Row[]; own: string | null };

/** What reading collects besides the values: origins by JSON pointer, and problems with the attributes themselves. */
export type Collected = { origins: Map<string, Origin>; problems: AttributeProblem[] };

/** Decimal numbers as people and programs write them; the check of metadata says what is wrong with any other. */
const NUMBER = /^[-+]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:e[-+]?\d{1,3})?$/i;

/**
 * Reads the attributes of one parent into `target`, which stands at `pointer`.
 *
 * @param attributes with their places
 * @param rows what may be there; attributes of other names are passed over
 */
export function readInto(
  target: Draft,
  pointer: string,
  attributes: readonly FolderAttribute[],
  parent: { place: string; rows: readonly Row[] },
  collected: Collected,
): void {
  for (const { attribute, place } of placeAttributes(attributes, parent.place)) {
    const row = parent.rows.find(({ name }) => name === attribute.name);
    if (row === undefined || row.member === null || isSilent(attribute, row)) continue;
    readOne(target, pointer, { attribute, place, row, member: row.member }, collected);
  }
}

type Known = { attribute: FolderAttribute; place: string; row: Row; member: string };

/** One attribute that is not silent. */
export function readOne(target: Draft, pointer: string, known: Known, collected: Collected): void {
  const { place, row, member } = known;
  const list = target[member];
  if (!row.repeatable && list !== undefined) {
    const detail = `There is one ${row.name} already and can only be one; remove the other.`;
    collected.problems.push({ attribute: place, detail });
    return;
  }
  const entries: unknown[] = Array.isArray(list) ? list : [];
  const at = row.repeatable ? `${pointer}/${member}/${entries.length}` : `${pointer}/${member}`;
  collected.origins.set(at, { place, rows: row.attributes, own: row.own });
  const entry = readEntry(target, pointer, at, known, collected);
  if (entry === undefined) return;
  if (row.repeatable) entries.push(entry);
  target[member] = row.repeatable ? entries : entry;
}

function readEntry(target: Draft, pointer: string, at: string, known: Known, collected: Collected): unknown {
  const { attribute, place, row } = known;
  if (row === POLYGON) return readPolygon(at, known, collected);
  if (!isObject(row)) {
    readInto(target, pointer, attribute.attributes, { place, rows: row.attributes }, collected);
    return readValue(attribute.value, row);
  }
  const entry: Draft = {};
  if (row.own !== null && !isBlank(attribute.value)) {
    entry[row.own] = readValue(attribute.value, row);
    collected.origins.set(`${at}/${row.own}`, { place, rows: [], own: null });
  }
  readInto(entry, at, attribute.attributes, { place, rows: row.attributes }, collected);
  return entry;
}

function readValue(value: string, row: Row): unknown {
  if (isBlank(value)) return undefined;
  const text = value.trim();
  return row.type === 'number' && NUMBER.test(text) ? Number(text) : text;
}

/** In one entry of a polygon there is one corner. */
const CORNER: Row = { ...POLYGON_POINT, repeatable: false };

/** DataCite's JSON has one list of entries for corners and the point inside, in their order. */
function readPolygon(at: string, { attribute, place }: Known, collected: Collected): Draft[] {
  const entries: Draft[] = [];
  for (const placed of placeAttributes(attribute.attributes, place)) {
    const row = [CORNER, IN_POLYGON_POINT].find(({ name }) => name === placed.attribute.name);
    if (row === undefined || row.member === null || isSilent(placed.attribute, row)) continue;
    const entry: Draft = {};
    const entryAt = `${at}/${entries.length}`;
    collected.origins.set(entryAt, { place: placed.place, rows: [], own: null });
    const [inside, own] = row === CORNER ? splitCorner(placed.attribute) : [[], placed.attribute];
    if (!isSilent(own, row)) {
      readOne(entry, entryAt, { attribute: own, place: placed.place, row, member: row.member }, collected);
    }
    readInto(entry, entryAt, inside, { place: placed.place, rows: [IN_POLYGON_POINT] }, collected);
    const isRepeated = entries.some(({ inPolygonPoint }) => isSame(inPolygonPoint, entry.inPolygonPoint));
    // CyVerse's form asks for the point inside at each corner, and gets the same one each time.
    if (isRepeated) delete entry.inPolygonPoint;
    if (Object.keys(entry).length > 0) entries.push(entry);
  }
  return entries;
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

/** CyVerse's template puts the point inside below a corner. */
function splitCorner(corner: FolderAttribute): [FolderAttribute[], FolderAttribute] {
  const isInside = ({ name }: FolderAttribute): boolean => name === IN_POLYGON_POINT.name;
  return [
    corner.attributes.filter(isInside),
    { ...corner, attributes: corner.attributes.filter((each) => !isInside(each)) },
  ];
}

/** @returns the place of an attribute that a problem of the metadata is about: the one it came from, or that is missing. */
export function findPlace(
  pointer: string,
  rows: readonly Row[],
  origins: ReadonlyMap<string, Origin>,
): string {
  const steps = pointer.split('/').slice(1);
  for (let length = steps.length; length >= 0; length -= 1) {
    const origin: Origin | undefined =
      length === 0 ? { place: '', rows, own: null } : origins.get(`/${steps.slice(0, length).join('/')}`);
    if (origin !== undefined) return followSteps(origin, steps.slice(length));
  }
  return '';
}

function followSteps(origin: Origin, steps: readonly string[]): string {
  const [member, ...rest] = steps;
  if (member === undefined || member === origin.own) return origin.place;
  // The number of an entry that is not there says nothing more than its list.
  if (/^\d+$/.test(member)) return followSteps(origin, rest);
  const path = findMember(origin.rows, member);
  const last = path?.at(-1);
  if (path === null || last === undefined) return origin.place;
  const place = path.reduce((parent, { name }) => joinPlace(parent, name), origin.place);
  return followSteps({ place, rows: last.attributes, own: last.own }, rest);
}

/** The rows that lead to a member of an object: itself, or below one whose value is an entry of its own. */
function findMember(rows: readonly Row[], member: string): Row[] | null {
  for (const row of rows) {
    if (row.member === member) return [row];
    const below = isObject(row) ? null : findMember(row.attributes, member);
    if (below !== null) return [row, ...below];
  }
  return null;
}
