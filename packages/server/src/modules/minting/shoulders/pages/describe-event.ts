import type { StoredEvent } from '../../../../events.ts';
import { presentTime } from './describe.ts';

/** What a shoulder's history calls its settings. */
const settingNames: Record<string, string> = {
  type: 'Type',
  prefix: 'Prefix',
  shoulder: 'Name',
  template: 'Template',
  title: 'Title',
  purpose: 'Purpose',
  defaultTarget: 'Where names lead',
  persistence: 'Persistence statement',
  minterRoles: 'Roles that may mint',
  minters: 'People who may mint',
  quota: 'Quota',
  open: 'Open',
  counter: 'Names used up',
};

const actionNames: Record<string, string> = {
  create: 'Made',
  update: 'Changed',
  hold: 'Names held back',
  'release-hold': 'Hold lifted',
  queue: 'Names let out again',
  'take-back': 'Taken back from the queue',
  'advance-past': 'Moved past names minted elsewhere',
  import: 'Went on where another minter stood',
  'add-minter': 'A person may mint',
  'remove-minter': 'A person may no longer mint',
};

const NAMES_SHOWN = 5;

/** One line of a shoulder's history: what, when, by whom, and what was said otherwise before. */
export function presentShoulderEvent(event: StoredEvent) {
  return {
    action: actionNames[event.action] ?? event.action,
    at: presentTime(event.at),
    actor: describeActor(event.actor),
    changes: describeChanges(event),
    reason: event.reason,
  };
}

function describeActor(actor: StoredEvent['actor']): string {
  switch (actor.kind) {
    case 'person':
      return actor.name ?? actor.orcid;
    case 'organisation-key':
      return `the key ${actor.name}`;
    case 'service-account':
      return `the service account ${actor.name}`;
    case 'operator':
      return 'the operator';
    case 'service':
      return 'this service';
    default:
      return actor satisfies never;
  }
}

function describeChanges({ action, before, after }: StoredEvent): string[] {
  const [old, now] = [toMembers(before), toMembers(after)];
  // The database keeps members in an order of its own.
  const known = ['names', 'orcid', ...Object.keys(settingNames), 'registrarAccount'];
  return known
    .filter((member) => Object.hasOwn(old, member) || Object.hasOwn(now, member))
    .flatMap((member) => {
      const value = now[member] ?? old[member];
      if (member === 'names' && Array.isArray(value)) return [describeNames(value.map(String))];
      if (member === 'orcid') return [String(value)];
      if (member === 'registrarAccount') return action === 'create' ? [] : ['Another registrar account'];
      const name = settingNames[member];
      if (name === undefined) return [];
      if (action === 'create')
        return isNothing(now[member]) ? [] : [`${name}: ${describeValue(now[member])}`];
      return [`${name}: ${describeValue(now[member])}, before: ${describeValue(old[member])}`];
    });
}

function toMembers(side: unknown): Record<string, unknown> {
  return typeof side === 'object' && side !== null ? { ...side } : {};
}

function describeNames(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function describeValue(value: unknown): string {
  if (isNothing(value)) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? describeNames(value.map(String)) : String(value);
}
