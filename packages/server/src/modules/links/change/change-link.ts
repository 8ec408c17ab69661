import { parseAnchor } from '../../../anchors/anchor.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { Steward } from '../../../http/steward.ts';
import { expandLinkType } from '../../schemes/index.ts';
import { factsOf, finishChange } from '../changes/finish-change.ts';
import { writeChanges } from '../changes/write-changes.ts';
import { type AnchorDetails, addDetails } from '../details.ts';
import { identifyLink, type Link } from '../link.ts';
import { listTemplateValues } from '../register/read-wish.ts';
import { type LinkContext, mergeDraft } from '../register/register-group.ts';
import { type LinkDraft, type LinkWish, readLink } from '../rules/read-link.ts';
import { type LockedAnchor, lockManagedLink } from './lock-managed.ts';

/** What a change of a link may say; what is left out stays. */
export type LinkChange = Partial<LinkWish>;

export type ChangedLink = AnchorDetails & { link: Link };

/**
 * Changes a link by the same rules by which links are registered.
 * @throws AppError not-found, not-allowed, version-mismatch, invalid-input with pointers such as `/target`,
 *   already-exists when another link of the anchor has the same target, relation, media types and context
 */
export function changeLink(
  ctx: LinkContext,
  steward: Steward,
  id: string,
  request: { versions: Versions | null; change: LinkChange },
): Promise<ChangedLink> {
  return transact(ctx.db, async (tx) => {
    const { locked, link, compiled } = await lockManagedLink(tx, steward, id);
    requireVersion(link.version, request.versions);
    const wish = { ...toWish(link), ...request.change };
    const anchor = parseAnchor(locked.anchor.anchor);
    const read = readLink(
      wish,
      {
        targets: { allowPrivate: ctx.config.allowPrivateTargets, publicUrl: ctx.config.publicUrl },
        values: () => listTemplateValues(compiled, anchor ?? ''),
        relations: new Map([[wish.linkType, await readRelation(tx, link, request.change)]]),
      },
      '',
    );
    if ('problems' in read) {
      throw new AppError('invalid-input', 'Some values are missing or wrong; see errors.', {
        problems: read.problems,
      });
    }
    refuseTwin(locked, link, read.link);
    return replaceLink(tx, ctx, steward, locked, mergeDraft(link, read.link), 'change-link');
  });
}

/** Takes a link out of sight; its identity stays reserved, and registering it anew brings it back. */
export function deactivateLink(
  ctx: LinkContext,
  steward: Steward,
  id: string,
  versions: Versions | null,
): Promise<ChangedLink> {
  return transact(ctx.db, async (tx) => {
    const { locked, link } = await lockManagedLink(tx, steward, id);
    requireVersion(link.version, versions);
    return replaceLink(tx, ctx, steward, locked, { ...link, active: false }, 'deactivate-link');
  });
}

/** Deletes a link for good. What it led to at which time stays in the history of its anchor. */
export function deleteLink(
  ctx: LinkContext,
  steward: Steward,
  id: string,
  versions: Versions | null,
): Promise<AnchorDetails> {
  return transact(ctx.db, async (tx) => {
    const { locked, link } = await lockManagedLink(tx, steward, id);
    requireVersion(link.version, versions);
    const links = locked.links.filter((each) => each !== link);
    return writeLinks(tx, ctx, steward, locked, { links, latest: [], action: 'delete-link' });
  });
}

async function replaceLink(
  tx: Tx,
  ctx: LinkContext,
  steward: Steward,
  locked: LockedAnchor,
  link: Link,
  action: string,
): Promise<ChangedLink> {
  const links = locked.links.map((each) => (each.id === link.id ? link : each));
  const details = await writeLinks(tx, ctx, steward, locked, { links, latest: [link], action });
  const after = details.links.find((each) => each.id === link.id);
  if (after === undefined) throw new Error('a link vanished in the transaction that wrote it');
  return { ...details, link: after };
}

async function writeLinks(
  tx: Tx,
  ctx: LinkContext,
  steward: Steward,
  locked: LockedAnchor,
  { links, latest, action }: { links: readonly Link[]; latest: readonly Link[]; action: string },
): Promise<AnchorDetails> {
  const before = { anchor: locked.anchor, links: locked.links, isNew: false };
  const at = new Date(Math.max(ctx.now().getTime(), locked.anchor.updatedAt.getTime()));
  const after = finishChange(before, { facts: factsOf(locked.anchor), links, latest }, at);
  await writeChanges(tx, steward, [{ before, after, isNew: false, action }]);
  return addDetails(tx, ctx, after);
}

/** A link as it would have to be wished. Its relation is read as it stands, whatever vocabularies say by now. */
function toWish(link: Link): LinkWish {
  const { relation, isDefault, isDefaultContext, isDefaultType, ...rest } = link;
  return { ...rest, linkType: relation };
}

async function readRelation(tx: Tx, link: Link, change: LinkChange) {
  return change.linkType === undefined
    ? { relation: link.relation, curie: link.curie }
    : await expandLinkType(tx, change.linkType);
}

function refuseTwin(locked: LockedAnchor, link: Link, draft: LinkDraft): void {
  const identity = identifyLink(draft);
  const twin = locked.links.find((each) => each.id !== link.id && identifyLink(each) === identity);
  if (twin === undefined) return;
  throw new AppError(
    'already-exists',
    `The link ${twin.id} has the same target, link type, media types and context${twin.active ? '' : ', and is inactive'}.`,
    { problems: [{ pointer: '/target', detail: 'Change that link, or delete it first.' }] },
  );
}
