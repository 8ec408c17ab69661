import type { Anchor, AnchorEntry, LinkRow, LinkSum } from '@mintmark/client';
import { formatTime } from './present.ts';
import { formatFacts, formatTable } from './table.ts';

export function formatAnchor(anchor: Anchor): string {
  const facts = formatFacts([
    ['Identifier', anchor.anchor],
    ['Resolves at', anchor.resolverUri],
    ['Description', anchor.description === '' ? null : anchor.description],
    ['State', anchor.state],
    ['Withdrawn', anchor.reason],
    ['Successor', anchor.successor],
    ['Organisation', anchor.organisation],
    ['Created', formatTime(anchor.createdAt)],
    ['Changed', formatTime(anchor.updatedAt)],
  ]);
  if (anchor.links.length === 0) return facts;
  const links = formatTable(
    ['Link type', 'Target', 'Languages', 'Types', 'Context', 'Notes', 'Title'],
    anchor.links.map((link) => [
      link.linkType,
      link.target,
      link.hreflang.join(' '),
      link.types.join(' '),
      link.context,
      [
        ...(link.isDefault ? ['default'] : []),
        ...(link.active ? [] : ['inactive']),
        ...(link.accessRoles.length === 0 ? [] : ['restricted']),
      ].join(' '),
      link.title,
    ]),
  );
  return `${facts}\n\n${links}`;
}

export function formatAnchorList(anchors: readonly AnchorEntry[], columns: number | null): string {
  return formatTable(
    ['Identifier', 'State', 'Links', 'Changed', 'Description'],
    anchors.map((each) => [
      each.anchor,
      each.state,
      String(each.linkCount),
      formatTime(each.updatedAt),
      each.description,
    ]),
    columns,
  );
}

export function formatSum(sum: LinkSum): string {
  const count = (number: number): string => number.toLocaleString('en');
  return formatFacts([
    ['Rows', count(sum.rows)],
    ['New identifiers', count(sum.created)],
    ['Changed', count(sum.changed)],
    ['As they were', count(sum.unchanged)],
    ['Refused', count(sum.refused)],
    ['Stopped', sum.done ? null : (sum.detail ?? 'The rest could not be read.')],
  ]);
}

/** @param total of how many refused rows these are the first */
export function formatRefusedRows(rows: readonly LinkRow[], total: number): string {
  if (rows.length === 0) return '';
  const table = formatTable(
    ['Line', 'Where', 'What'],
    rows.flatMap(({ line, detail, errors = [] }) =>
      errors.length === 0
        ? [[String(line), '', detail ?? '']]
        : errors.map((each) => [String(line), each.pointer, each.detail]),
    ),
  );
  return total > rows.length
    ? `${table}\nThese are the first ${rows.length} refused rows of ${total}.`
    : table;
}
