import { type RawBuilder, sql } from 'kysely';
import { type Db, textArray } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { RequestState, RequestType } from '../request.ts';

/** Which requests a curator looks at. */
export type QueueSelection = {
  organisationIds: 'all' | readonly string[];
  /** Empty: whatever the state. */
  states: readonly RequestState[];
  /** An account; null: those that nobody has; left out: whoever has them. */
  assigneeId?: string | null;
  /** Part of a folder's name, a requester's name or iD, or an identifier; empty: any. */
  text: string;
};

/** A request as the queue shows it. */
export type QueueRow = {
  id: string;
  seq: string;
  organisationId: string;
  type: RequestType;
  name: string;
  state: RequestState;
  label: string;
  requestedBy: EventActor;
  assigneeId: string | null;
  permanentId: string | null;
  createdAt: Date;
  /** Since when it is in its state. */
  since: Date;
  /** Open wishes for changes, whatever the round. */
  openChanges: number;
};

function chosen({ organisationIds, states, assigneeId, text }: QueueSelection): RawBuilder<unknown> {
  const conditions = [
    organisationIds === 'all'
      ? sql`true`
      : sql`requests.organisation_id = any(${textArray(organisationIds)}::uuid[])`,
    states.length === 0 ? sql`true` : sql`requests.state = any(${textArray(states)})`,
    assigneeId === undefined ? sql`true` : sql`requests.assignee_id is not distinct from ${assigneeId}::uuid`,
    text === ''
      ? sql`true`
      : sql`exists (
          select from unnest(array[requests.original_name, requests.permanent_id, requests.requested_by->>'name',
            requests.requested_by->>'orcid']) as word
          where strpos(lower(word), lower(${text})) > 0)`,
  ];
  return sql.join(conditions, sql` and `);
}

/** Requests, oldest first, after the one with `seq`; `limit` at most. */
export async function listQueueRows(
  db: Db,
  selection: QueueSelection,
  page: { after: string; limit: number },
): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select requests.id, requests.seq::text as seq, requests.organisation_id as "organisationId", requests.type,
      requests.original_name as name, requests.state, requests.label, requests.requested_by as "requestedBy",
      requests.assignee_id as "assigneeId", requests.permanent_id as "permanentId", requests.created_at as "createdAt",
      coalesce((
        select min(history.at) from request_history as history
        where history.request_id = requests.id and history.id > coalesce((
          select max(other.id) from request_history as other
          where other.request_id = requests.id and other.state <> requests.state), 0)), requests.updated_at) as since,
      (select count(*)::integer from request_changes
        where request_changes.request_id = requests.id and request_changes.state = 'open') as "openChanges"
    from requests where ${chosen(selection)} and requests.seq > ${page.after}::bigint
    order by requests.seq limit ${page.limit}`.execute(db);
  return rows;
}

/** How many there are in each state. */
export async function countByState(
  db: Db,
  selection: QueueSelection,
): Promise<Partial<Record<RequestState, number>>> {
  const { rows } = await sql<{ state: RequestState; count: number }>`
    select state, count(*)::integer as count from requests where ${chosen(selection)} group by state`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
