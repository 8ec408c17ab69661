import type { Config } from '../../../config.ts';
import type { Fields, FieldValue, HeldIdentifier, Item } from '../../../modules/items/index.ts';
import { toFields } from '../crosswalk/index.ts';
import { identifierUrl } from '../identifiers/present-identifier.ts';
import { withoutUnknown } from './complete-record.ts';

type AddressConfig = Pick<Config, 'dspaceUiUrl' | 'publicUrl'>;

/** The metadata of an item in DSpace's fields, without what was made up for its DOI. */
export function itemFields(item: Item, held: readonly HeldIdentifier[], config: AddressConfig): Fields {
  return toFields(withoutUnknown(item.metadata), item.otherFields, computedFields(item, held, config));
}

/**
 * What DSpace has in an item's metadata and we know from elsewhere: it is shown with the rest and never written, so it
 * cannot be there twice or say something old. The Handle goes first, which an item gets first there; a DOI that nobody
 * was told of yet is left out.
 */
export function computedFields(
  item: Pick<Item, 'archivedAt'>,
  held: readonly HeldIdentifier[],
  config: AddressConfig,
): Fields {
  const announced = held.filter(({ state }) => state !== 'reserved' && state !== 'released');
  const handles = announced.filter(({ type }) => type === 'handle');
  const others = announced.filter(({ type }) => type !== 'handle');
  const uris = [...handles, ...others].map((each) => plain(identifierUrl(each, config)));
  const archivedAt = item.archivedAt?.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    ...(uris.length === 0 ? {} : { 'dc.identifier.uri': uris }),
    ...(archivedAt === undefined
      ? {}
      : { 'dc.date.accessioned': [plain(archivedAt)], 'dc.date.available': [plain(archivedAt)] }),
  };
}

function plain(value: string): FieldValue {
  return { value, language: null, authority: null, confidence: -1 };
}

/** Fields as clients read them: each value knows its place. */
export function presentFields(fields: Fields): Record<string, object[]> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [
      name,
      values.map(({ value, language, authority, confidence }, place) => ({
        value,
        language,
        authority,
        confidence,
        place,
      })),
    ]),
  );
}
