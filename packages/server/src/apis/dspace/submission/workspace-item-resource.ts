import { findCollection, type HeldIdentifier } from '../../../modules/items/index.ts';
import { containerResource } from '../containers/container-resource.ts';
import { type PresentedIdentifier, presentIdentifier } from '../identifiers/present-identifier.ts';
import { itemFields } from '../items/item-fields.ts';
import { itemResource, itemUrl, type KnownItem } from '../items/item-resource.ts';
import { presentTime } from '../resources/present-time.ts';
import type { Resource, Viewer } from '../resources/resource.ts';

/** The types of identifier that a submitter is shown. */
const DISPLAY_TYPES = ['handle', 'doi'] as const;

/** States of a DOI that say nothing to a submitter yet, or no longer. */
const HIDDEN = new Set<string | null>(['MINTED', 'DELETED']);

/** An item that is still being worked on, as DSpace's submissions are. Its number is that of the item. */
export function workspaceItemResource(viewer: Viewer, known: KnownItem): Resource {
  const { item, held } = known;
  const fields = itemFields(item, held, viewer.ctx.config);
  return {
    self: workspaceItemUrl(viewer, item.seq),
    body: {
      id: item.seq,
      lastModified: presentTime(item.updatedAt),
      errors: [],
      sections: {
        collection: item.collectionId,
        traditionalpageone: Object.fromEntries(
          Object.entries(fields).map(([name, values]) => [
            name,
            values.map((value, place) => ({ ...value, place })),
          ]),
        ),
        identifiers: identifiersSection(viewer, held),
      },
      type: 'workspaceitem',
    },
    related: {
      collection: {
        async load() {
          const found =
            item.collectionId === null ? null : await findCollection(viewer.ctx.db, item.collectionId);
          return found === null ? null : containerResource(viewer, found);
        },
      },
      item: { href: itemUrl(viewer, item.id), load: async () => itemResource(viewer, known) },
      submitter: { load: async () => null },
    },
  };
}

export function workspaceItemUrl({ api }: Pick<Viewer, 'api'>, seq: number): string {
  return api.href(`/submission/workspaceitems/${seq}`);
}

function identifiersSection(
  viewer: Viewer,
  held: readonly HeldIdentifier[],
): { identifiers: object[]; displayTypes: readonly string[] } {
  const shown = held.map((each): Omit<PresentedIdentifier, 'value'> & { value: string | null } => {
    const presented = presentIdentifier(each, viewer.ctx.config);
    return HIDDEN.has(each.status) ? { ...presented, value: null } : presented;
  });
  return { identifiers: shown, displayTypes: DISPLAY_TYPES };
}
