import { sql } from 'kysely';
import { type Db, jsonb, type Tx } from './db/index.ts';

/** Who did something: the operator's token, a person, or the service itself. */
export type EventActor =
  | { kind: 'operator' }
  | { kind: 'person'; accountId: string; name: string | null; orcid: string }
  | { kind: 'service' };

export type NewEvent = {
  at: Date;
  subject: {
    type:
      | 'pid'
      | 'account'
      | 'access-token'
      | 'authorization'
      | 'oauth-client'
      | 'membership'
      | 'registrar-account'
      | 'instance';
    id: string;
  };
  action: string;
  actor: EventActor;
  before?: unknown;
  after?: unknown;
  reason?: string | null;
};

export type StoredEvent = {
  id: number;
  at: Date;
  action: string;
  actor: EventActor;
  before: unknown;
  after: unknown;
  reason: string | null;
};

/** Writes the history of a change; call it in the transaction of that change. */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      at: event.at,
      subject_type: event.subject.type,
      subject_id: event.subject.id,
      action: event.action,
      actor: jsonb(event.actor),
      before: event.before === undefined ? null : jsonb(event.before),
      after: event.after === undefined ? null : jsonb(event.after),
      reason: event.reason ?? null,
    })
    .execute();
}

/** The events of one subject, oldest first, after the event with id `afterId`. */
export async function listEvents(
  db: Db,
  subject: NewEvent['subject'],
  page: { afterId: number; limit: number },
): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select id, at, action, actor, before, after, reason from events
    where subject_type = ${subject.type} and subject_id = ${subject.id} and id > ${page.afterId}
    order by id limit ${page.limit}`.execute(db);
  return rows;
}
