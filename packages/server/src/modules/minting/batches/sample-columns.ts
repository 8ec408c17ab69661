import type { RowProblem } from './batch.ts';
import { readAgent, splitAddress, splitList } from './cells.ts';

/** Columns that stand for a part of what a row says of its sample. */
export const sampleColumns = [
  'sample.material',
  'sample.type',
  'sample.collectors',
  'sample.date',
  'sample.place',
  'sample.latitude',
  'sample.longitude',
  'sample.parent',
  'sample.relation',
] as const;

type SampleColumn = (typeof sampleColumns)[number];

/** What else people call them. */
export const sampleSynonyms: Readonly<Record<string, SampleColumn>> = {
  material: 'sample.material',
  collector: 'sample.collectors',
  collectors: 'sample.collectors',
  sampletype: 'sample.type',
  sample_type: 'sample.type',
  collectiondate: 'sample.date',
  collection_date: 'sample.date',
  collectionplace: 'sample.place',
  collection_place: 'sample.place',
  latitude: 'sample.latitude',
  longitude: 'sample.longitude',
  parent: 'sample.parent',
  parentsample: 'sample.parent',
  parent_sample: 'sample.parent',
  'sample.sampletype': 'sample.type',
  'sample.collectiondate': 'sample.date',
  'sample.collectionplace': 'sample.place',
  'sample.parentsample': 'sample.parent',
};

/** What a row says of its sample: still to be validated, with the columns that it came from. */
export type RowSample = {
  value: Record<string, unknown>;
  columns: readonly SampleColumn[];
  hasCell: boolean;
};

/**
 * The sample of a row: that of its `sample` cell, with what its columns say in place.
 * @param whole the `sample` cell; undefined: not given
 * @returns null when the row says nothing of a sample
 */
export function readSampleColumns(
  cells: Readonly<Record<string, unknown>>,
  whole: Record<string, unknown> | undefined,
  problems: RowProblem[],
): RowSample | null {
  const value: Record<string, unknown> = { ...whole };
  const columns: SampleColumn[] = [];
  for (const column of sampleColumns) {
    const cell = cells[column];
    if (cell === undefined || cell === null || cell === '') continue;
    const isDegrees = column === 'sample.latitude' || column === 'sample.longitude';
    if (typeof cell !== 'string' && !(isDegrees && typeof cell === 'number')) {
      problems.push({ field: column, detail: 'Give a text here; put what has more parts into sample.' });
      continue;
    }
    const text = String(cell).trim();
    if (text === '') continue;
    Object.assign(value, toMember(column, text, value));
    columns.push(column);
  }
  if (whole === undefined && columns.length === 0) return null;
  return { value, columns, hasCell: whole !== undefined };
}

function toMember(
  column: SampleColumn,
  text: string,
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  switch (column) {
    case 'sample.material':
      return { material: splitList(text).map(readMaterial) };
    case 'sample.type':
      return { sampleType: text };
    case 'sample.collectors':
      return { collectors: splitList(text).map(readAgent) };
    case 'sample.date':
      return { collectionDate: text };
    case 'sample.place':
      return { collectionPlace: { ...membersOf(before.collectionPlace, 'name'), name: text } };
    case 'sample.latitude':
      return withDegrees(before, { latitude: text });
    case 'sample.longitude':
      return withDegrees(before, { longitude: text });
    case 'sample.parent':
      return { parentSample: { ...membersOf(before.parentSample, 'identifier'), identifier: text } };
    case 'sample.relation':
      return { parentSample: { ...membersOf(before.parentSample, 'identifier'), relation: text } };
    default:
      return column satisfies never;
  }
}

function readMaterial(text: string): Record<string, unknown> {
  const { name, address } = splitAddress(text);
  return { name, ...(address === undefined ? {} : { uri: address.trim() }) };
}

function withDegrees(
  before: Readonly<Record<string, unknown>>,
  degrees: { latitude: string } | { longitude: string },
): Record<string, unknown> {
  const place = membersOf(before.collectionPlace, 'name');
  return { collectionPlace: { ...place, point: { ...membersOf(place.point, ''), ...degrees } } };
}

/** The members of what may also be a bare text, which is short for one of them. */
function membersOf(value: unknown, short: string): Record<string, unknown> {
  if (typeof value === 'string') return { [short]: value };
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Where the sample holds what a column says (JSON pointer). */
const placeOfColumn: Record<SampleColumn, string> = {
  'sample.material': '/material',
  'sample.type': '/sampleType',
  'sample.collectors': '/collectors',
  'sample.date': '/collectionDate',
  'sample.place': '/collectionPlace/name',
  'sample.latitude': '/collectionPlace/point/latitude',
  'sample.longitude': '/collectionPlace/point/longitude',
  'sample.parent': '/parentSample/identifier',
  'sample.relation': '/parentSample/relation',
};

/**
 * The column that a mistake of a sample is told at.
 * @param pointer where it is (JSON pointer into the sample)
 */
export function fieldOfSample(pointer: string, { columns, hasCell }: Omit<RowSample, 'value'>): string {
  if (pointer === '' && !hasCell) return columns[0] ?? 'sample';
  const column = sampleColumns.find((each) => `${pointer}/`.startsWith(`${placeOfColumn[each]}/`));
  if (column !== undefined && (columns.includes(column) || !hasCell)) return column;
  return `sample${pointer}`;
}
