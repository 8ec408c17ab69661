import type { Selectable } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Anchor } from '../request.ts';
import type { RequestComment } from './comment.ts';

function toComment(row: Selectable<Tables['request_comments']>): RequestComment {
  return {
    id: row.id,
    replyTo: row.reply_to,
    body: row.body,
    internal: row.internal,
    // Written by this module alone, both.
    anchor: row.anchor as Anchor | null,
    actor: row.actor as EventActor,
    createdAt: row.created_at,
  };
}

export async function insertComment(
  tx: Tx,
  comment: RequestComment & { requestId: string; accountId: string | null },
): Promise<void> {
  await tx
    .insertInto('request_comments')
    .values({
      id: comment.id,
      request_id: comment.requestId,
      reply_to: comment.replyTo,
      body: comment.body,
      internal: comment.internal,
      anchor: comment.anchor === null ? null : jsonb<unknown>(comment.anchor),
      actor: jsonb<unknown>(comment.actor),
      account_id: comment.accountId,
      created_at: comment.createdAt,
    })
    .execute();
}

/** Oldest first. @param internal whether those among curators are wanted, too */
export async function listComments(db: Db, requestId: string, internal: boolean): Promise<RequestComment[]> {
  let query = db.selectFrom('request_comments').selectAll().where('request_id', '=', requestId);
  if (!internal) query = query.where('internal', '=', false);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(toComment);
}

export async function readComment(db: Db, requestId: string, id: string): Promise<RequestComment | null> {
  const row = await db
    .selectFrom('request_comments')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toComment(row);
}
