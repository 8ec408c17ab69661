import { sql } from 'kysely';
import type { Db, Tx } from './db/index.ts';

/**
 * Who did something: the operator's token, a person, a machine with an organisation's key or a service account, or the
 * service itself.
 */
export type EventActor =
  | { kind: 'operator' }
  | { kind: 'person'; accountId: string; name: string | null; orcid: string }
  | { kind: 'organisation-key'; keyId: string; name: string; organisationId: string }
  | { kind: 'service-account'; serviceAccountId: string; name: string; organisationId: string }
  | { kind: 'service' };

export type NewEvent = {
  at: Date;
  subject: {
    type:
      | 'pid'
      | 'block'
      | 'batch'
      | 'shoulder'
      | 'shoulder-request'
      | 'account'
      | 'access-token'
      | 'organisation-key'
      | 'access-role'
      | 'authorization'
      | 'oauth-client'
      | 'membership'
      | 'registrar-account'
      | 'scheme'
      | 'vocabulary'
      | 'anchor'
      | 'handler'
      | 'item'
      | 'collection'
      | 'community'
      | 'work'
      | 'doi-filter'
      | 'item-settings'
      | 'service-account'
      | 'folder'
      | 'file'
      | 'data-quota'
      | 'group'
      | 'request'
      | 'curation-settings'
      | 'request-settings'
      | 'orcid-client'
      | 'orcid-connection'
      | 'orcid-deposit'
      | 'orcid-difference'
      | 'orcid-entry'
      | 'orcid-batch'
      | 'orcid-group'
      | 'orcid-invitation'
      | 'orcid-export'
      | 'orcid-import'
      | 'orcid-erasure'
      | 'orcid-log'
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

/** Who did something, as every API shows it. */
export function presentEventActor(actor: EventActor): {
  kind: EventActor['kind'];
  name: string | null;
  orcid: string | null;
} {
  switch (actor.kind) {
    case 'person':
      return { kind: actor.kind, name: actor.name, orcid: actor.orcid };
    case 'organisation-key':
    case 'service-account':
      return { kind: actor.kind, name: actor.name, orcid: null };
    case 'operator':
    case 'service':
      return { kind: actor.kind, name: null, orcid: null };
    default:
      return actor satisfies never;
  }
}

/** Writes the history of a change; call it in the transaction of that change. */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  await recordEvents(tx, [event]);
}

/** The same for several changes, in one statement and in their order. */
export async function recordEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    at: event.at,
    subject_type: event.subject.type,
    subject_id: event.subject.id,
    action: event.action,
    actor: event.actor,
    before: event.before,
    after: event.after,
    reason: event.reason,
  }));
  await sql`
    insert into events (at, subject_type, subject_id, action, actor, before, after, reason)
    select at, subject_type, subject_id, action, actor, before, after, reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      at timestamptz, subject_type text, subject_id text, action text, actor jsonb, before jsonb, after jsonb, reason text)`.execute(
    tx,
  );
}

/**
 * The events of one subject, oldest first, after the event with id `afterId`.
 * @param subject.blockId the block whose events are part of the subject's history, or null
 */
export async function listEvents(
  db: Db,
  subject: NewEvent['subject'] & { blockId?: string | null },
  page: { afterId: number; limit: number },
): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select id, at, action, actor, before, after, reason from (
      select * from events where subject_type = ${subject.type} and subject_id = ${subject.id}
      union all
      select * from events where subject_type = 'block' and subject_id = ${subject.blockId ?? null}
    ) as history
    where id > ${page.afterId}
    order by id limit ${page.limit}`.execute(db);
  return rows;
}
