import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../../db/index.ts';
import type { PidType } from '../../../pids/index.ts';
import type { RequestState } from './moves.ts';

/** A wish for a shoulder, and what became of it. */
export type ShoulderRequest = {
  id: string;
  organisationId: string;
  requesterId: string;
  type: PidType;
  prefix: string | null;
  shoulder: string | null;
  template: string | null;
  purpose: string;
  state: RequestState;
  /** Why it was refused. */
  reason: string | null;
  /** The shoulder that it was granted. */
  shoulderId: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  createdAt: Date;
};

const columns: RawBuilder<unknown> = sql`
  id, organisation_id as "organisationId", requester_id as "requesterId", type, prefix, shoulder, template, purpose,
  state, reason, shoulder_id as "shoulderId", decided_by as "decidedBy", decided_at as "decidedAt",
  created_at as "createdAt"`;

/** Whose requests a list shows: everyone's, or a person's own and those of the organisations that they administer. */
export type RequestAudience = 'all' | { requesterId: string | null; organisationIds: readonly string[] };

/** Requests, newest first, `limit` at most. */
export async function listRequests(
  db: Db,
  audience: RequestAudience,
  page: { state: RequestState | null; limit: number; after: { createdAt: string; id: string } | null },
): Promise<ShoulderRequest[]> {
  const mine =
    audience === 'all'
      ? sql`true`
      : sql`(requester_id = ${audience.requesterId} or organisation_id = any(${audience.organisationIds}::uuid[]))`;
  const state = page.state === null ? sql`true` : sql`state = ${page.state}`;
  const after =
    page.after === null
      ? sql`true`
      : sql`(created_at, id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<ShoulderRequest>`
    select ${columns} from shoulder_requests where ${mine} and ${state} and ${after}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function readRequest(db: Db, id: string): Promise<ShoulderRequest | null> {
  const { rows } = await sql<ShoulderRequest>`
    select ${columns} from shoulder_requests where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockRequest(tx: Tx, id: string): Promise<ShoulderRequest | null> {
  const { rows } = await sql<ShoulderRequest>`
    select ${columns} from shoulder_requests where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** How many requests of a person wait for an answer. */
export async function countOpenRequests(db: Db, requesterId: string): Promise<number> {
  const row = await db
    .selectFrom('shoulder_requests')
    .select((each) => each.fn.countAll<string>().as('count'))
    .where('requester_id', '=', requesterId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertRequest(tx: Tx, request: ShoulderRequest): Promise<void> {
  await tx
    .insertInto('shoulder_requests')
    .values({
      id: request.id,
      organisation_id: request.organisationId,
      requester_id: request.requesterId,
      type: request.type,
      prefix: request.prefix,
      shoulder: request.shoulder,
      template: request.template,
      purpose: request.purpose,
      state: request.state,
      created_at: request.createdAt,
    })
    .execute();
}

/** Writes what became of a request. */
export async function settleRequest(tx: Tx, request: ShoulderRequest): Promise<void> {
  await tx
    .updateTable('shoulder_requests')
    .set({
      state: request.state,
      reason: request.reason,
      shoulder_id: request.shoulderId,
      decided_by: request.decidedBy,
      decided_at: request.decidedAt,
    })
    .where('id', '=', request.id)
    .execute();
}
