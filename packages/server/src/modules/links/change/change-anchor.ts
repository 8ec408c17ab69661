import { SUCCESSORS_LIMIT } from '../../../anchors/anchor.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { Steward } from '../../../http/steward.ts';
import { factsOf, finishChange } from '../changes/finish-change.ts';
import { writeChanges } from '../changes/write-changes.ts';
import { type AnchorDetails, addDetails } from '../details.ts';
import { findAnchor } from '../find-anchor.ts';
import type { AnchorFacts, StoredAnchor } from '../link.ts';
import { DESCRIPTION_LIMIT } from '../register/read-wish.ts';
import type { LinkContext } from '../register/register-group.ts';
import { isPlainText } from '../rules/texts.ts';
import { countCorrections, listSuccessors } from '../store.ts';
import { type LockedAnchor, lockManagedAnchor } from './lock-managed.ts';
import { lockSuccession } from './store.ts';

/** What a change of an anchor may say; what is left out stays. */
export type FactsChange = {
  description?: string | undefined;
  /** True brings a withdrawn one back, too. */
  active?: boolean | undefined;
  /** The anchor that takes this one's place, or null for none. */
  successor?: string | null | undefined;
};

/**
 * Changes what an anchor says besides its links.
 * @throws AppError not-found, not-allowed, version-mismatch, invalid-input
 */
export function changeAnchor(
  ctx: LinkContext,
  steward: Steward,
  text: string,
  request: { versions: Versions | null; change: FactsChange },
): Promise<AnchorDetails> {
  return transact(ctx.db, async (tx) => {
    const { change } = request;
    if (change.successor !== undefined) await lockSuccession(tx);
    const locked = await lockManagedAnchor(tx, steward, text);
    requireVersion(locked.anchor.version, request.versions);
    const problems: InputProblem[] = [];
    const facts = { ...factsOf(locked.anchor) };
    if (change.description !== undefined) facts.description = readDescription(change.description, problems);
    if (change.active !== undefined) {
      facts.state = change.active ? 'active' : 'inactive';
      facts.reason = null;
      facts.withdrawnAt = null;
    }
    if (change.successor !== undefined) {
      facts.successor = await readSuccessor(tx, steward, locked.anchor, change.successor, problems);
    }
    if (problems.length > 0) {
      throw new AppError('invalid-input', 'Some values are missing or wrong; see errors.', { problems });
    }
    const isBack = locked.anchor.state === 'withdrawn' && facts.state !== 'withdrawn';
    return writeFacts(tx, ctx, steward, locked, facts, { action: isBack ? 'restore' : 'update' });
  });
}

/**
 * Says that what an anchor identifies is gone: it answers 410 with the reason from now on.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed when it was withdrawn before
 */
export function withdrawAnchor(
  ctx: LinkContext,
  steward: Steward,
  text: string,
  request: { versions: Versions | null; reason: string },
): Promise<AnchorDetails> {
  return transact(ctx.db, async (tx) => {
    const locked = await lockManagedAnchor(tx, steward, text);
    requireVersion(locked.anchor.version, request.versions);
    if (locked.anchor.state === 'withdrawn') {
      throw new AppError('move-not-allowed', `${locked.anchor.anchor} has been withdrawn already.`);
    }
    const reason = request.reason.trim();
    if (reason === '' || !isPlainText(reason) || reason.length > DESCRIPTION_LIMIT) {
      throw new AppError('invalid-input', 'Say why, in plain text.', {
        problems: [{ pointer: '/reason', detail: 'People read it where the identifier led before.' }],
      });
    }
    const withdrawnAt = ctx.now().toISOString();
    const facts: AnchorFacts = { ...factsOf(locked.anchor), state: 'withdrawn', reason, withdrawnAt };
    return writeFacts(tx, ctx, steward, locked, facts, { action: 'withdraw', reason });
  });
}

async function writeFacts(
  tx: Tx,
  ctx: LinkContext,
  steward: Steward,
  locked: LockedAnchor,
  facts: AnchorFacts,
  event: { action: string; reason?: string },
): Promise<AnchorDetails> {
  const before = { anchor: locked.anchor, links: locked.links, isNew: false };
  const at = new Date(Math.max(ctx.now().getTime(), locked.anchor.updatedAt.getTime()));
  const after = finishChange(before, { facts, links: locked.links, latest: [] }, at);
  await writeChanges(tx, steward, [{ before, after, isNew: false, ...event }]);
  return addDetails(tx, ctx, after);
}

function readDescription(text: string, problems: InputProblem[]): string {
  const description = text.trim();
  if (description.length > DESCRIPTION_LIMIT || !isPlainText(description)) {
    problems.push({
      pointer: '/description',
      detail: `A description has at most ${DESCRIPTION_LIMIT} characters, and no control characters.`,
    });
  }
  return description;
}

async function readSuccessor(
  tx: Tx,
  steward: Steward,
  anchor: StoredAnchor,
  text: string | null,
  problems: InputProblem[],
): Promise<string | null> {
  if (text === null) return null;
  const refuse = (detail: string): null => {
    problems.push({ pointer: '/successor', detail });
    return null;
  };
  const successor = await findAnchor(tx, text);
  if (successor === null) return refuse('There is no such identifier. Register its links first.');
  if (successor.organisationId !== anchor.organisationId && steward.links !== 'all') {
    return refuse('It belongs to another organisation; only an operator lets it take this place.');
  }
  const chain = await listSuccessors(tx, successor.anchor, SUCCESSORS_LIMIT);
  if (chain.includes(anchor.anchor)) return refuse('It would lead back to itself.');
  if (chain.length + (await countCorrections(tx, anchor.anchor, SUCCESSORS_LIMIT)) > SUCCESSORS_LIMIT) {
    return refuse(
      `More than ${SUCCESSORS_LIMIT} keys would have been corrected one after the other; name the last.`,
    );
  }
  return successor.anchor;
}
