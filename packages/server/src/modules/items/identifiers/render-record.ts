import type { AlternateIdentifier, DataciteMetadata, RelatedIdentifier } from '@mintmark/datacite';
import type { Item } from '../item.ts';

/** What an identifier of an item says beside the item's own record. */
export type RecordSurroundings = {
  /** The item's Handle; null: it has none, or the record is that of the Handle itself. */
  handle: string | null;
  /** What the item is to other versions of its work. */
  relations: readonly RelatedIdentifier[];
};

/**
 * What an identifier of an item says. What the item's own record says already is not said twice, so rendering is
 * repeatable, and the item's record stays as it was entered.
 */
export function renderRecord(item: Pick<Item, 'metadata'>, around: RecordSurroundings): DataciteMetadata {
  const { metadata } = item;
  const { alternateIdentifiers = [], relatedIdentifiers = [] } = metadata;
  const alternates: AlternateIdentifier[] =
    around.handle === null || alternateIdentifiers.some((each) => each.alternateIdentifier === around.handle)
      ? []
      : [{ alternateIdentifier: around.handle, alternateIdentifierType: 'Handle' }];
  const relations = around.relations.filter(
    (each) => !relatedIdentifiers.some((known) => keyOf(known) === keyOf(each)),
  );
  return {
    ...metadata,
    ...(alternates.length === 0 ? {} : { alternateIdentifiers: [...alternateIdentifiers, ...alternates] }),
    ...(relations.length === 0 ? {} : { relatedIdentifiers: [...relatedIdentifiers, ...relations] }),
  };
}

function keyOf({ relationType, relatedIdentifierType, relatedIdentifier }: RelatedIdentifier): string {
  return `${relationType} ${relatedIdentifierType} ${relatedIdentifier.toLowerCase()}`;
}
