import { type ItemKind, itemKinds } from '../kinds.ts';
import type { OrcidItem, OrcidItems } from './items.ts';
import { itemRoot, messageShapes } from './message-shapes.ts';
import type { ItemProblem } from './problems.ts';
import { readJson } from './read-json.ts';
import { messageFromXml } from './read-xml.ts';
import { messageToXml } from './write-xml.ts';
import type { XmlProblem } from './xml-tree.ts';

/**
 * Writes an item as XML that follows the XSD of v3.0, in UTF-8. Throws `TypeError` with a sentence when the item has
 * members that v3.0 does not know, values of another type, or control characters; `checkItem` says beforehand.
 */
export function itemToXml<K extends ItemKind>(kind: K, item: OrcidItems[K]): string {
  return messageToXml(itemRoot(kind), item);
}

/**
 * Reads an item of any kind from XML.
 *
 * @returns the kind that the root element says and ORCID's JSON of the item; or, with lines, what keeps the document
 *   from being read. A DOCTYPE is refused, and nothing outside the document is ever loaded.
 */
export function itemFromXml(
  xml: string,
): { ok: true; kind: ItemKind; item: OrcidItem } | { ok: false; problems: XmlProblem[] } {
  const read = messageFromXml(xml);
  if (!read.ok) return read;
  const kind = itemKinds.find((each) => itemRoot(each) === read.name);
  if (kind !== undefined) return { ok: true, kind, item: read.message as OrcidItem };
  return { ok: false, problems: [{ detail: `<${read.name}> is no item of a record.`, line: 1 }] };
}

/**
 * Reads an item from JSON of unknown origin: in ORCID's shapes, members in the order of the XSD, without nulls. A bare
 * text where ORCID has a wrapper is wrapped, as the registry does it.
 *
 * @returns the item, or what cannot be meant, with pointers. Mandatory members and limits are left to `checkItem`.
 */
export function readItem<K extends ItemKind>(
  kind: K,
  json: unknown,
): { ok: true; item: OrcidItems[K] } | { ok: false; problems: ItemProblem[] } {
  const shape = messageShapes.get(itemRoot(kind));
  if (shape === undefined) throw new TypeError(`There is no kind of items "${kind}".`);
  const { message, problems } = readJson(shape, json, false);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, item: message as OrcidItems[K] };
}
