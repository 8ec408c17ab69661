import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import type { Anchor } from '../request.ts';
import type { WishedChange } from './change.ts';

function toChange(row: Selectable<Tables['request_changes']>): WishedChange {
  return {
    id: row.id,
    round: row.round,
    position: row.position,
    text: row.text,
    // Written by this module alone, here and below.
    anchor: row.anchor as Anchor | null,
    state: row.state as WishedChange['state'],
    answer: row.answer,
    createdAt: row.created_at,
    answeredAt: row.answered_at,
  };
}

/** All rounds, in their order. */
export async function listChanges(db: Db, requestId: string): Promise<WishedChange[]> {
  const rows = await db
    .selectFrom('request_changes')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('round')
    .orderBy('position')
    .execute();
  return rows.map(toChange);
}

/** Those of a locked request that wait for an answer: of the newest round, since a return closes what was open. */
export async function listOpenChanges(db: Db, requestId: string): Promise<WishedChange[]> {
  const all = await listChanges(db, requestId);
  const round = all.at(-1)?.round;
  return all.filter((change) => change.round === round && change.state === 'open');
}

export async function readChange(db: Db, requestId: string, id: string): Promise<WishedChange | null> {
  const row = await db
    .selectFrom('request_changes')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toChange(row);
}

/** Begins a round of wishes; none: no round. */
export async function addWishedChanges(
  tx: Tx,
  requestId: string,
  changes: readonly { text: string; anchor: Anchor | null }[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await sql<{ round: number }>`
    select coalesce(max(round), 0) + 1 as round from request_changes where request_id = ${requestId}`.execute(
    tx,
  );
  await tx
    .insertInto('request_changes')
    .values(
      changes.map(({ text, anchor }, position) => ({
        id: randomUUID(),
        request_id: requestId,
        round: rows[0]?.round ?? 1,
        position,
        text,
        anchor: anchor === null ? null : jsonb<unknown>(anchor),
        state: 'open',
        created_at: now,
      })),
    )
    .execute();
}

export async function updateChangeRow(
  tx: Tx,
  id: string,
  answer: Pick<WishedChange, 'state' | 'answer' | 'answeredAt'>,
): Promise<void> {
  await tx
    .updateTable('request_changes')
    .set({ state: answer.state, answer: answer.answer, answered_at: answer.answeredAt })
    .where('id', '=', id)
    .execute();
}
