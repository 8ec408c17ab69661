import type { RowProblem } from './batch.ts';
import { readAgent, splitList } from './cells.ts';
import { sampleColumns, sampleSynonyms } from './sample-columns.ts';

/** Columns of one row's request, and those that stand for a property of its metadata. */
const requestColumns = [
  'verb',
  'shoulder',
  'pid',
  'target',
  'state',
  'reason',
  'metadata',
  'sample',
] as const;
const metadataColumns = [
  'title',
  'creators',
  'publisher',
  'year',
  'type',
  'resource_type',
  'description',
  'subjects',
  'language',
  'version',
  'rights',
] as const;

type MetadataColumn = (typeof metadataColumns)[number];

const columns: readonly string[] = [...requestColumns, ...metadataColumns, ...sampleColumns];

export function isColumn(name: string): boolean {
  return columns.includes(name);
}

const describing: ReadonlySet<string> = new Set([...metadataColumns, ...sampleColumns, 'metadata', 'sample']);

/** Whether it says something of what the identifier stands for. */
export function isDescribing(name: string): boolean {
  return describing.has(name);
}

/** How a heading is meant: case, blanks and hyphens say nothing. */
export function toColumnName(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/** @param index where it stands in a heading, from 0; null for a member of an object */
export function describeUnknownColumn(name: string, index: number | null): string {
  const what = index === null ? 'member' : 'column';
  if (name === '') return `Column ${(index ?? 0) + 1} has no name.`;
  const nearest = findNearestColumn(name);
  const hint = nearest === null ? `There is: ${columns.join(', ')}.` : `Did you mean ${nearest}?`;
  return `There is no ${what} ${JSON.stringify(name.slice(0, 60))}. ${hint}`;
}

const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    action: 'verb',
    identifier: 'pid',
    doi: 'pid',
    ark: 'pid',
    igsn: 'pid',
    name: 'title',
    titles: 'title',
    url: 'target',
    location: 'target',
    creator: 'creators',
    author: 'creators',
    authors: 'creators',
    publicationyear: 'year',
    publication_year: 'year',
    resourcetypegeneral: 'type',
    resource_type_general: 'type',
    resourcetype: 'resource_type',
    keywords: 'subjects',
    license: 'rights',
    licence: 'rights',
    ...sampleSynonyms,
  }),
);

function findNearestColumn(name: string): string | null {
  const synonym = SYNONYMS.get(name);
  if (synonym !== undefined) return synonym;
  if (name.length > 30) return null;
  let best: { column: string; distance: number } | null = null;
  for (const column of columns) {
    const distance = countEdits(name, column);
    if (distance <= 2 && distance * 2 < column.length && distance < (best?.distance ?? 3))
      best = { column, distance };
  }
  return best?.column ?? null;
}

/** Letters left out, added or changed between two short words (Levenshtein). */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The metadata that the flat columns of a row say, property by property; still to be validated. */
export function readMetadataColumns(
  cells: Readonly<Record<string, unknown>>,
  problems: RowProblem[],
): Record<string, unknown> | null {
  const metadata: Record<string, unknown> = {};
  for (const column of metadataColumns) {
    const cell = cells[column];
    if (cell === undefined || cell === null || cell === '') continue;
    if (typeof cell !== 'string' && !(column === 'year' && typeof cell === 'number')) {
      problems.push({ field: column, detail: 'Give a text here; put what has more parts into metadata.' });
      continue;
    }
    Object.assign(metadata, toProperty(column, String(cell).trim(), metadata));
  }
  return Object.keys(metadata).length === 0 ? null : metadata;
}

function toProperty(
  column: MetadataColumn,
  text: string,
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  switch (column) {
    case 'title':
      return { titles: [{ title: text }] };
    case 'creators':
      return { creators: splitList(text).map(readAgent) };
    case 'publisher':
      return { publisher: { name: text } };
    case 'year':
      return { publicationYear: text };
    case 'type':
      return { types: { resourceTypeGeneral: text } };
    case 'resource_type':
      return { types: { ...(before.types as object | undefined), resourceType: text } };
    case 'description':
      return { descriptions: [{ description: text, descriptionType: 'Abstract' }] };
    case 'subjects':
      return { subjects: splitList(text).map((subject) => ({ subject })) };
    case 'language':
      return { language: text };
    case 'version':
      return { version: text };
    case 'rights':
      return { rightsList: [/^https?:\/\//i.test(text) ? { rightsUri: text } : { rights: text }] };
    default:
      return column satisfies never;
  }
}

const columnOfProperty: Readonly<Record<string, MetadataColumn>> = {
  titles: 'title',
  creators: 'creators',
  publisher: 'publisher',
  publicationYear: 'year',
  types: 'type',
  descriptions: 'description',
  subjects: 'subjects',
  language: 'language',
  version: 'version',
  rightsList: 'rights',
};

/**
 * The column that a mistake of the metadata is told at.
 * @param pointer where it is (JSON pointer into the metadata)
 * @param flat properties that came from flat columns; null when the row has a metadata cell
 */
export function fieldOfMetadata(
  pointer: string,
  flat: ReadonlySet<string>,
  hasMetadataCell: boolean,
): string {
  const property = pointer.split('/')[1] ?? '';
  if (pointer.startsWith('/types/resourceType') && !pointer.startsWith('/types/resourceTypeGeneral'))
    return flat.has('types') ? 'resource_type' : `metadata${pointer}`;
  const column = columnOfProperty[property];
  if (column !== undefined && (flat.has(property) || !hasMetadataCell)) return column;
  return `metadata${pointer}`;
}
