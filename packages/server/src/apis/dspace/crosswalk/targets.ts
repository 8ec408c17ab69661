import { type RoomName, rooms } from './rooms.ts';
import { crosswalkRows, openRows } from './table.ts';
import { toQualifier } from './texts.ts';

/** Where the values of a field belong in the kernel: all fields of one target share its entries. */
export type Target = { room: RoomName; kind: string };

const reasons: ReadonlyMap<string, string> = new Map(
  crosswalkRows.flatMap((row) => (row.room === null ? [[row.field, row.reason] as const] : [])),
);

const targets: ReadonlyMap<string, Target> = new Map(
  crosswalkRows.flatMap((row) =>
    row.room === null ? [] : [[row.field, { room: row.room, kind: row.kind }] as const],
  ),
);

/** The fields of each target in the order of the table; the first shows what the kernel holds. */
const fieldsByTarget: ReadonlyMap<string, readonly string[]> = groupRows();

function groupRows(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [field, target] of targets) {
    const key = nameTarget(target);
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return groups;
}

/** Text that is the same exactly for the same target. */
export function nameTarget({ room, kind }: Target): string {
  return `${room}/${kind}`;
}

/** @returns null for a field that the table does not map. */
export function findTarget(field: string): Target | null {
  const target = targets.get(field);
  if (target !== undefined || reasons.has(field)) return target ?? null;
  for (const { prefix, room, kind } of openRows) {
    if (!field.startsWith(prefix)) continue;
    const qualifier = toQualifier(field.slice(prefix.length));
    if (qualifier !== '') return { room, kind: kind === 'qualifier' ? qualifier : '' };
  }
  return null;
}

/** The field that shows what the kernel holds for a target. */
function findPrimaryField(target: Target): string {
  const first = fieldsByTarget.get(nameTarget(target))?.[0];
  if (first !== undefined) return first;
  const prefix = openRows.find(({ room }) => room === target.room)?.prefix ?? '';
  return `${prefix}${target.kind}`;
}

/**
 * @param present fields of the target that have values
 * @returns them in the order in which they lay claim to entries: the one that shows what the kernel holds comes first,
 *   whether present or not
 */
export function orderFields(target: Target, present: Iterable<string>): readonly [string, ...string[]] {
  const primary = findPrimaryField(target);
  const rank = new Map((fieldsByTarget.get(nameTarget(target)) ?? []).map((field, index) => [field, index]));
  const rankOf = (field: string): number => rank.get(field) ?? rank.size;
  const others = [...new Set(present)].filter((field) => field !== primary);
  others.sort((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1));
  return [primary, ...others];
}

/** @returns one sentence on why DataCite does not see a field that the table does not map. */
export function explainKept(field: string): string {
  const reason = reasons.get(field);
  if (reason !== undefined) return reason;
  return field === 'dc' || field.startsWith('dc.')
    ? `DataCite has no place for ${field}; it is kept here.`
    : 'Only fields of the schema dc are written to DataCite; this one is kept here.';
}

/** The room of a target. */
export function roomOf({ room }: Target): (typeof rooms)[RoomName] {
  return rooms[room];
}
