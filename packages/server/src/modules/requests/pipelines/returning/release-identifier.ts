import { readAttributes, readNode, writeAttributesWithin } from '../../../data/index.ts';
import { discardIdentifiedItem } from '../../../items/index.ts';
import { PUBLICATION_ATTRIBUTES } from '../publishing/publication-attributes.ts';
import { local } from '../step.ts';
import { setIdentifier } from '../store.ts';

/** An identifier that was never announced is given back: its draft is deleted, and the folder says nothing of it. */
export const releaseIdentifier = local(async (tx, { ctx, request }) => {
  if (request.itemId === null) return { kind: 'done' };
  await discardIdentifiedItem(tx, ctx, request.itemId, 'The request for it came to nothing.');
  await setIdentifier(tx, request.id, { itemId: null, permanentId: null }, ctx.now());
  if ((await readNode(tx, request.folderId)) !== null) {
    const written = (await readAttributes(tx, request.folderId)).filter(
      ({ name, value }) => PUBLICATION_ATTRIBUTES.has(name) && value !== '',
    );
    const blank = [...new Set(written.map(({ name }) => name))].map((name) => ({ name, value: '' }));
    const change = { actor: { kind: 'service' } as const, now: ctx.now() };
    if (blank.length > 0) await writeAttributesWithin(tx, request.folderId, blank, change);
  }
  return { kind: 'done', result: { pid: request.permanentId } };
});
