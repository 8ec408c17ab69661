import { ANSWER_LIMIT_BYTES } from '@mintmark/orcid';
import { type Db, type Tx, transact } from '../../../db/index.ts';
import { createHolderFinder, readPublished } from '../../items/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import type { Connection } from '../connections/connection.ts';
import { noteProblem } from '../connections/note-problem.ts';
import { readConnection } from '../connections/store.ts';
import type { Deposit } from '../deposits/deposit.ts';
import { keepConnections, lockDepositsOfConnection } from '../deposits/store.ts';
import { hashWanted } from '../deposits/wanted.ts';
import { compareRecord } from '../differences/compare.ts';
import { selfIds } from '../differences/facts.ts';
import { writeDifferences } from '../differences/write-differences.ts';
import { sayProblem } from '../explain-problem.ts';
import { LONGEST_SILENCE_MS } from '../pace/call-in-turn.ts';
import { isLive } from './follow-reading.ts';
import { noteDeleted } from './note-deleted.ts';
import { toProfile } from './profile.ts';
import type { ReadContext, ReadOutcome } from './read-record.ts';
import type { Reading } from './reading.ts';
import { modifiedAt, type RecordItem } from './record-items.ts';
import { type DepositStamp, lockReading, readStamps, updateReading } from './store.ts';

const HOUR_MS = 3_600_000;
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 6 * HOUR_MS;

/** What was being read: the reading as it was claimed, and our deposits as they stood before. */
type Read = {
  reading: Reading;
  connection: Connection;
  client: OrganisationClient;
  organisationName: string;
  stamps: readonly DepositStamp[];
};

/**
 * Writes what came of a reading in one transaction: what the registry says of the record itself, what was taken off it, the
 * differences, and when it is read next. A reading that somebody else took over meanwhile says nothing.
 */
export async function recordReading(ctx: ReadContext, read: Read, outcome: ReadOutcome): Promise<void> {
  const { connection, reading } = read;
  const publishedHere =
    outcome.kind === 'read' ? await findPublished(ctx.db, outcome.items) : new Map<string, string>();
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    if (outcome.kind === 'problem') await noteRefusal(tx, ctx, read, outcome, now);
    await keepConnections(tx, [connection.id]);
    const after = await readConnection(tx, connection.id);
    const current = await lockReading(tx, connection.id);
    if (current === null || after === null || current.claim !== reading.claim) return;
    // The permission ended while it was read: nothing of it is kept.
    const written = isLive(after)
      ? await apply(tx, ctx, { ...read, current, publishedHere }, outcome, now)
      : current;
    await updateReading(tx, { ...written, claim: null, claimedUntil: null });
  });
}

type Applied = Read & { current: Reading; publishedHere: ReadonlyMap<string, string> };

async function apply(
  tx: Tx,
  ctx: ReadContext,
  applied: Applied,
  outcome: ReadOutcome,
  now: Date,
): Promise<Reading> {
  const { current, reading } = applied;
  const wasAsked = current.asked !== reading.asked;
  switch (outcome.kind) {
    case 'read': {
      const { pollingHours } = ctx.config.orcid;
      const recordModifiedAt = modifiedAt(outcome.record);
      const isUnchanged =
        outcome.isComplete &&
        recordModifiedAt !== null &&
        recordModifiedAt.getTime() === current.recordModifiedAt?.getTime() &&
        current.compared !== null &&
        current.compared === digestStamps(applied.stamps);
      const attempts = outcome.isCutShort ? current.attempts : 0;
      const goesOn = { ...current, readAt: now, attempts, detail: null };
      const pauseMs = outcome.isCutShort ? backOff(current) : outcome.isComplete ? pollingHours * HOUR_MS : 0;
      const dueAt = wasAsked ? now : new Date(now.getTime() + pauseMs);
      if (isUnchanged) return { ...goesOn, dueAt };
      const isWhole = await compare(tx, applied, outcome, now);
      const stamps = await readStamps(tx, current.connectionId);
      return {
        ...goesOn,
        dueAt,
        profile: toProfile(outcome.record),
        recordModifiedAt,
        compared: isWhole && outcome.isComplete ? digestStamps(stamps) : null,
      };
    }
    case 'not-permitted':
      return { ...current, dueAt: wasAsked ? now : null, detail: outcome.detail };
    case 'later':
      return { ...current, dueAt: new Date(now.getTime() + backOff(current)), detail: outcome.detail };
    case 'problem': {
      const { problem } = outcome;
      if (problem.kind === 'too-large') return whenTooLarge(ctx, current, { wasAsked, now });
      const delayMs = Math.max(backOff(current), Math.min(problem.retryAfterMs ?? 0, LONGEST_SILENCE_MS));
      // Where the connection changed by it, its reading has followed already.
      if (current.dueAt === null) return { ...current, detail: sayProblem(problem) };
      return { ...current, dueAt: new Date(now.getTime() + delayMs), detail: sayProblem(problem) };
    }
    default:
      return outcome satisfies never;
  }
}

/** Read again as any record is: it is as large as before until its owner takes something off it. */
function whenTooLarge(
  ctx: ReadContext,
  current: Reading,
  { wasAsked, now }: { wasAsked: boolean; now: Date },
): Reading {
  const dueAt = wasAsked ? now : new Date(now.getTime() + ctx.config.orcid.pollingHours * HOUR_MS);
  return {
    ...current,
    attempts: 0,
    dueAt: current.dueAt === null ? null : dueAt,
    detail: `The record is larger than ${ANSWER_LIMIT_BYTES / 1024 ** 2} MiB, which is more than is read. What is compared and filled in from it stays as it was.`,
  };
}

/** @returns whether every deposit stood still, so that nothing was left out */
async function compare(
  tx: Tx,
  applied: Applied,
  outcome: ReadOutcome & { kind: 'read' },
  now: Date,
): Promise<boolean> {
  const { connection, organisationName, stamps, publishedHere } = applied;
  const before = new Map(stamps.map((each) => [each.id, each]));
  const all = await lockDepositsOfConnection(tx, connection.id);
  const still: Deposit[] = [];
  const moving = new Set<string>();
  for (const deposit of all) {
    const stamp = before.get(deposit.id);
    if (stamp === undefined || !stoodStill(stamp, deposit) || deposit.state === 'due') moving.add(deposit.id);
    else if (outcome.gone.has(deposit.id)) still.push(await noteDeleted(tx, deposit, now));
    else if (!outcome.unlisted.has(deposit.id)) still.push(deposit);
  }
  const found = compareRecord({
    items: outcome.items,
    deposits: still,
    ours: all,
    organisationName,
    publishedHere,
  });
  await writeDifferences(tx, connection, found, { moving, now });
  return moving.size === 0;
}

function stoodStill(stamp: DepositStamp, deposit: Deposit): boolean {
  return (
    !stamp.isClaimed &&
    deposit.claim === null &&
    stamp.version === deposit.version &&
    stamp.attempts === deposit.attempts
  );
}

function digestStamps(stamps: readonly DepositStamp[]): string {
  return hashWanted(stamps.map(({ id, version, attempts }) => [id, version, attempts]));
}

/** What an answer says about the client or the connection rather than about one reading. */
async function noteRefusal(
  tx: Tx,
  ctx: ReadContext,
  { connection, client }: Read,
  { problem, grantId }: ReadOutcome & { kind: 'problem' },
  now: Date,
): Promise<void> {
  if (problem.kind === 'client-refused') {
    await noteClientRefusal(tx, { client, detail: sayProblem(problem), now });
    return;
  }
  await noteProblem(tx, ctx, { connectionId: connection.id, grantId, problem, now });
}

/** Doubles with each attempt; spread out, so that a thousand do not return at once. */
function backOff({ attempts }: Reading): number {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.round(delayMs * (0.75 + Math.random() * 0.5));
}

/** What is published here under identifiers of works on a record, by `type value`. */
async function findPublished(db: Db, items: readonly RecordItem[]): Promise<Map<string, string>> {
  const find = createHolderFinder(db);
  const ids = new Set(
    items.filter(({ kind }) => kind === 'work').flatMap(({ kind, item }) => selfIds(kind, item)),
  );
  const resolvable = [...ids].filter((id) => /^(?:doi|handle|ark) /.test(id));
  const found = await Promise.all(
    resolvable.map(async (id) => {
      const holder = await find(spell(id));
      return holder.kind === 'found' && holder.holder.type === 'item'
        ? ([id, holder.holder.id] as const)
        : null;
    }),
  );
  const published = new Map<string, string>();
  for (const each of found) {
    if (each === null) continue;
    const [id, itemId] = each;
    // What is not for everybody is nobody's business who has it on their record.
    if (((await readPublished(db, itemId))?.versions.length ?? 0) > 0) published.set(id, itemId);
  }
  return published;
}

/** `doi 10.5/x` as an identifier that is told from others. */
function spell(id: string): string {
  const [type = '', value = ''] = [id.slice(0, id.indexOf(' ')), id.slice(id.indexOf(' ') + 1)];
  return type === 'ark' ? value : `${type === 'handle' ? 'hdl' : type}:${value}`;
}
