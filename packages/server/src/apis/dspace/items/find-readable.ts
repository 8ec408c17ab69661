import type { Db } from '../../../db/index.ts';
import type { Actor, Scope } from '../../../http/actor.ts';
import { findItem, type Item, type ItemRights } from '../../../modules/items/index.ts';
import type { Reader } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { readUuid } from '../resources/read-uri-list.ts';

export type FoundItem = { item: Item; rights: ItemRights };

/**
 * Reads the uuid of an address.
 * @throws DspaceRefusal 400 for a text that is none; 404 for `search`, where no search of that name is
 */
export function requireUuid(text: unknown): string {
  if (text === 'search') throw refusal(404);
  const uuid = typeof text === 'string' ? readUuid(text) : null;
  if (uuid === null) throw refusal(400);
  return uuid;
}

/** @throws DspaceRefusal 404; 400 for a text that is no uuid */
export async function requireKnownItem(db: Db, reader: Reader, id: string): Promise<FoundItem> {
  const found = await findItem(db, reader, requireUuid(id));
  if (found === null) throw refusal(404);
  return found;
}

/** An item that the reader may read. @throws DspaceRefusal as `requireKnownItem` does; 401, 403 */
export async function requireReadableItem(db: Db, reader: Reader, id: string): Promise<FoundItem> {
  const found = await requireKnownItem(db, reader, id);
  requireReadable(reader, found.rights);
  return found;
}

/** @throws DspaceRefusal 401, 403 */
export function requireReadable(reader: Reader, rights: ItemRights): void {
  requireRight(reader, mayReadItem(reader, rights));
}

/** Whether somebody may read an item with what they came with. */
export function mayReadItem(reader: Reader, rights: ItemRights): boolean {
  return mayRead(reader) && rights.read;
}

/** For lists, which hold what their reader may read alone. @throws DspaceRefusal 403 for a token that is not for reading */
export function requireReading(reader: Reader): void {
  requireRight(reader, mayRead(reader));
}

/**
 * An item of which the reader may at least know that it is withdrawn; without `rights.read` nothing else may be told.
 * @throws DspaceRefusal as `requireReadableItem` does
 */
export async function requireItemStatus(db: Db, reader: Reader, id: string): Promise<FoundItem> {
  const found = await requireKnownItem(db, reader, id);
  const { item, rights } = found;
  const tells = rights.read || (item.state === 'withdrawn' && rights.seeStatus);
  requireRight(reader, mayRead(reader) && tells);
  return found;
}

/** An item that the actor may change with a token of that scope. @throws DspaceRefusal 403, 404; 400 for no uuid */
export async function requireEditableItem(
  db: Db,
  actor: Actor,
  id: string,
  scope: Scope,
): Promise<FoundItem> {
  const found = await requireKnownItem(db, actor, id);
  requireRight(actor, found.rights.edit && hasScope(actor, scope));
  return found;
}

/** @throws DspaceRefusal 401 to a stranger, who may be somebody else after logging in, else 403 */
export function requireRight(reader: Reader, right: boolean): void {
  if (!right) throw refusal(reader === null ? 401 : 403);
}

/** Whether what an actor came with is for that. A log-in is for everything that its account may do. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === 'operator' || actor.scopes.has(scope);
}

/** @throws DspaceRefusal 403 for a token that is not for all of that */
export function requireScopes(actor: Actor, scopes: readonly Scope[]): void {
  if (!scopes.every((scope) => hasScope(actor, scope))) throw refusal(403);
}

function mayRead(reader: Reader): boolean {
  return reader === null || hasScope(reader, 'pid:read');
}
