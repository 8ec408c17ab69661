import { createHash } from 'node:crypto';

/** A digest of what should be on the record: the same wish has the same digest, whatever the order of its members. */
export function hashWanted(wanted: unknown): string {
  return createHash('sha256').update(formatSorted(wanted)).digest('hex');
}

/** JSON with the members of each object in the order of their names. */
function formatSorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatSorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members: string[] = [];
  for (const [name, member] of Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${formatSorted(member)}`);
  }
  return `{${members.join(',')}}`;
}
