import type { Caller } from './access.ts';
import { RegistryError } from './errors.ts';
import type { Kind } from './kinds.ts';
import { type Item, isSameSource, itemsOf, type RegistryRecord } from './registry.ts';
import type { Visibility } from './vocabularies.ts';

/** The items of a kind that a caller is shown, oldest first. The others are left out without a word. */
export function visibleItems(caller: Caller, record: RegistryRecord, kind: Kind): Item[] {
  return itemsOf(record, kind.name).filter((item) => isVisible(caller, kind, item));
}

/** Refuses an item that a caller may not see. Its source sees it whatever its visibility. */
export function checkVisible(caller: Caller, kind: Kind, item: Item): void {
  if (isOwn(caller, item)) return;
  if (caller.token !== null && !caller.scopes.has('/read-public')) throw new RegistryError(9038);
  if (isVisible(caller, kind, item)) return;
  if (caller.token === null || caller.client?.kind === 'public') throw new RegistryError(9039);
  throw new RegistryError(item.visibility === 'private' ? 9013 : 9038);
}

/** Says whether a caller sees what has this visibility and is part of the person or of the activities. */
export function maySee(caller: Caller, part: 'person' | 'activities', visibility: Visibility): boolean {
  switch (visibility) {
    case 'public':
      return true;
    case 'limited':
    case 'registered-only':
      return caller.token?.orcid != null && caller.scopes.has(`/${part}/read-limited`);
    case 'private':
      return false;
    default:
      return visibility satisfies never;
  }
}

function isVisible(caller: Caller, kind: Kind, item: Item): boolean {
  const part = kind.family === 'person' ? 'person' : 'activities';
  return isOwn(caller, item) || maySee(caller, part, item.visibility);
}

function isOwn(caller: Caller, item: Item): boolean {
  return (
    caller.token !== null &&
    caller.client !== null &&
    isSameSource(item.source, { clientId: caller.client.id })
  );
}
