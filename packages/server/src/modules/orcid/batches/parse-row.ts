import type { ItemKind } from '@mintmark/orcid';
import { checkEntry } from '../entries/check-entry.ts';
import type { EntryWish } from '../entries/entry.ts';
import type { RowProblem } from './batch.ts';
import { type Column, columnsOf, findColumnAt } from './columns.ts';
import { placeAt, readAt } from './json-place.ts';
import { jsonMembers } from './row-rules.ts';

export type ParsedRow = { wish: EntryWish | null; problems: RowProblem[] };

/** What a row of a file asks for. Problems name its columns, or the place in the item that it gives in ORCID's JSON. */
export function parseRow(kind: ItemKind, cells: Readonly<Record<string, unknown>>): ParsedRow {
  const problems: RowProblem[] = [];
  const texts = readTexts(cells, problems);
  const given = { item: cells.item ?? null, group: cells.group ?? null };
  const flat = columnsOf(kind).filter(({ name }) => texts.has(name));
  const [first] = flat;
  if (given.item !== null && first !== undefined) {
    problems.push({ field: first.name, detail: 'The row gives the item in ORCID’s JSON already.' });
  }
  const group = given.group ?? readGroup(flat, texts);
  const item = given.item ?? readItem(kind, flat, texts, problems);
  const checked = checkEntry({
    kind,
    localId: texts.get('local-id') ?? '',
    orcid: texts.get('orcid') ?? null,
    email: texts.get('email') ?? null,
    item,
    group,
  });
  if (!checked.ok) {
    const said = new Set(problems.map(({ field }) => field));
    for (const { pointer, detail } of checked.problems) {
      const field = fieldOf(kind, pointer, given.item !== null);
      // A cell that cannot be read is missing in the item, too: once is enough.
      if (!said.has(field)) problems.push({ field, detail });
    }
  }
  return { wish: checked.ok && problems.length === 0 ? checked.wish : null, problems };
}

function readTexts(cells: Readonly<Record<string, unknown>>, problems: RowProblem[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(cells)) {
    if (value === null || jsonMembers.some((member) => member === name)) continue;
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string') problems.push({ field: name, detail: 'This must be a text.' });
    else if (text.trim() !== '') texts.set(name, text.trim());
  }
  return texts;
}

function readItem(
  kind: ItemKind,
  columns: readonly Column[],
  texts: ReadonlyMap<string, string>,
  problems: RowProblem[],
): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const column of columns) {
    if (column.goesTo === 'group') continue;
    const text = texts.get(column.name) ?? '';
    const value = column.reads === 'date' ? readDate(text) : readWord(column, text);
    if (value === null) {
      problems.push({ field: column.name, detail: 'Write a date as 2024, 2024-05 or 2024-05-17.' });
    } else placeAt(item, column.pointer, value);
  }
  return addDefaults(kind, item);
}

/** ORCID's words and codes are known whatever their case. */
function readWord({ reads }: Column, text: string): string {
  if (reads === 'code') return text.toUpperCase();
  return reads === 'word' ? text.toLowerCase() : text;
}

/** ORCID's date of which month and day may be unknown. */
function readDate(text: string): Record<string, { value: string }> | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  return {
    year: { value: year },
    ...(month === undefined ? {} : { month: { value: month.padStart(2, '0') } }),
    ...(day === undefined ? {} : { day: { value: day.padStart(2, '0') } }),
  };
}

/** What may be left out: an identifier names the thing itself, and ROR and GRID are known by their form. */
function addDefaults(kind: ItemKind, item: Record<string, unknown>): Record<string, unknown> {
  for (const { pointer } of columnsOf(kind)) {
    const around = pointer.slice(0, pointer.lastIndexOf('/'));
    const said = readAt(item, pointer) !== undefined;
    if (pointer.endsWith('/external-id-relationship') && !said) {
      const value = pointer.replace(/relationship$/, 'value');
      if (readAt(item, value) !== undefined) placeAt(item, pointer, 'self');
    } else if (pointer.endsWith('/disambiguation-source') && !said) {
      const id = readAt(item, `${around}/disambiguated-organization-identifier`);
      if (typeof id !== 'string') continue;
      if (/^https?:\/\/ror\.org\//i.test(id)) placeAt(item, pointer, 'ROR');
      else if (/^grid\./i.test(id)) placeAt(item, pointer, 'GRID');
    }
  }
  return item;
}

function readGroup(columns: readonly Column[], texts: ReadonlyMap<string, string>): unknown {
  const group: Record<string, unknown> = {};
  for (const column of columns) {
    if (column.goesTo !== 'group') continue;
    placeAt(group, column.pointer, readWord(column, texts.get(column.name) ?? ''));
  }
  return Object.keys(group).length === 0 ? null : group;
}

function fieldOf(kind: ItemKind, pointer: string, isOrcidJson: boolean): string {
  if (pointer === '/localId') return 'local-id';
  if (pointer === '/orcid' || pointer === '/email') return pointer.slice(1);
  if (isOrcidJson) return pointer.slice(1);
  if (pointer.startsWith('/group')) {
    const column = columnsOf(kind).find(
      (each) => each.goesTo === 'group' && `/group${each.pointer}` === pointer,
    );
    return column?.name ?? 'group';
  }
  const inItem = pointer.replace(/^\/item/, '');
  return findColumnAt(kind, inItem)?.name ?? inItem.slice(1);
}
