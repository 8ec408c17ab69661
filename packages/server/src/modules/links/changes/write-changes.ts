import type { Tx } from '../../../db/index.ts';
import { type NewEvent, recordEvents } from '../../../events.ts';
import type { Steward } from '../../../http/steward.ts';
import { readOrganisationNames } from '../../accounts/index.ts';
import { type AnchorWithLinks, stateOf } from '../link.ts';
import { compareFacts, describeChange, factsOf } from './finish-change.ts';
import {
  deleteLinks,
  insertAnchorVersions,
  insertLinkVersions,
  type PlacedLink,
  saveLinks,
  showAnchors,
  updateAnchors,
} from './store.ts';

/** An anchor before and after a change; `isNew` says that it was made in this transaction. */
export type AnchorChange = {
  before: AnchorWithLinks;
  after: AnchorWithLinks;
  isNew: boolean;
  action: string;
  reason?: string | null;
};

/**
 * Writes changes of anchors that are locked: rows, what was before, history, and what the resolver reads. Each kind is
 * one statement, however many anchors there are.
 */
export async function writeChanges(
  tx: Tx,
  steward: Pick<Steward, 'event'>,
  changes: readonly AnchorChange[],
): Promise<void> {
  const real = changes.filter(({ before, after, isNew }) => isNew || before !== after);
  if (real.length === 0) return;
  await updateAnchors(
    tx,
    real
      .filter(({ before, after, isNew }) => !isNew || needsRow(before, after))
      .map(({ after }) => after.anchor),
  );
  await insertAnchorVersions(
    tx,
    real
      .filter(({ before, after, isNew }) => !isNew && compareFacts(before.anchor, after.anchor).length > 0)
      .map(({ before, after }) => ({
        anchor: before.anchor,
        facts: factsOf(before.anchor),
        until: after.anchor.updatedAt,
      })),
  );
  await writeLinks(tx, real);
  await recordEvents(
    tx,
    real.map((change) => toEvent(change, steward)),
  );
  await showAnchors(
    tx,
    { anchors: real.map(({ after }) => after.anchor.anchor) },
    await readOrganisationNames(
      tx,
      real.map(({ after }) => after.anchor.organisationId),
    ),
  );
}

/** A new anchor has its row already, unless something was said of it since. */
function needsRow(before: AnchorWithLinks, after: AnchorWithLinks): boolean {
  return compareFacts(before.anchor, after.anchor).length > 0;
}

async function writeLinks(tx: Tx, changes: readonly AnchorChange[]): Promise<void> {
  const saved: PlacedLink[] = [];
  const past: Parameters<typeof insertLinkVersions>[1][number][] = [];
  const deleted: string[] = [];
  for (const { before, after } of changes) {
    const anchorId = after.anchor.id;
    const until = after.anchor.updatedAt;
    const kept = new Map(after.links.map((link) => [link.id, link]));
    const known = new Map(before.links.map((link) => [link.id, link]));
    for (const link of after.links) if (known.get(link.id) !== link) saved.push({ anchorId, link });
    for (const link of before.links) {
      const now = kept.get(link.id);
      if (now === link) continue;
      past.push({ anchorId, link, state: stateOf(link), until });
      if (now === undefined) deleted.push(link.id);
    }
  }
  await deleteLinks(tx, deleted);
  await saveLinks(tx, saved);
  await insertLinkVersions(tx, past);
}

function toEvent(
  { before, after, isNew, action, reason }: AnchorChange,
  steward: Pick<Steward, 'event'>,
): NewEvent {
  const told = describeChange(before, after, isNew);
  return {
    at: after.anchor.updatedAt,
    subject: { type: 'anchor', id: after.anchor.anchor },
    action,
    actor: steward.event,
    ...(Object.keys(told.before).length === 0 ? {} : { before: told.before }),
    after: told.after,
    reason: reason ?? null,
  };
}
