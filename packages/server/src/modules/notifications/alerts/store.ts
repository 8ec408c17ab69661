import { sql } from 'kysely';
import type { AppContext } from '../../../context.ts';
import { type Db, type Tx, textArray } from '../../../db/index.ts';

type KeptAlert = Awaited<ReturnType<AppContext['alerts']['list']>>[number];

/**
 * Writes an alert, unless its organisation was told of the same cause that day. One that was not mailed yet is written
 * anew, so that it counts everything that has come together by then.
 */
export async function insertAlert(
  tx: Tx,
  alert: Omit<KeptAlert, 'mail'> & { id: string; address: string | null },
): Promise<void> {
  const nextAttemptAt = alert.address === null ? null : alert.createdAt;
  await sql`
    insert into alerts
      (id, organisation_id, cause, day, address, subject, body, created_at, next_attempt_at)
    values (${alert.id}, ${alert.organisationId}, ${alert.cause}, ${alert.day}, ${alert.address ?? ''},
      ${alert.subject}, ${alert.body}, ${alert.createdAt}, ${nextAttemptAt})
    on conflict (organisation_id, cause, day) do update set subject = excluded.subject, body = excluded.body
    where alerts.sent_at is null and alerts.attempts = 0`.execute(tx);
}

/** Alerts of organisations, newest first. */
export async function listAlerts(
  db: Db,
  organisationIds: 'all' | readonly string[],
  options: { limit: number; hasMailServer: boolean },
): Promise<KeptAlert[]> {
  const isTheirs =
    organisationIds === 'all' ? sql`true` : sql`organisation_id = any(${textArray(organisationIds)}::uuid[])`;
  const { rows } = await sql<KeptAlert>`
    select organisation_id as "organisationId", cause, day::text as day, subject, body, created_at as "createdAt",
      case when sent_at is not null then 'sent'
        when next_attempt_at is not null and ${options.hasMailServer}::boolean then 'waiting'
        else 'kept' end as mail
    from alerts where ${isTheirs}
    order by created_at desc, id limit ${options.limit}`.execute(db);
  return rows;
}

/** An alert whose mail is due, with the attempt that is about to be made counted. */
export type DueAlert = {
  id: string;
  organisationId: string;
  cause: KeptAlert['cause'];
  address: string;
  subject: string;
  body: string;
  createdAt: Date;
  attempts: number;
};

/**
 * Claims the alert that has waited longest for its mail: until the claim ends, nobody else sends it.
 * @param cause only alerts of this one; null: any
 */
export async function claimAlert(
  tx: Tx,
  claim: { now: Date; until: Date; cause: KeptAlert['cause'] | null },
): Promise<DueAlert | null> {
  const ofCause = claim.cause === null ? sql`true` : sql`cause = ${claim.cause}`;
  const { rows } = await sql<DueAlert>`
    update alerts set attempts = attempts + 1, next_attempt_at = ${claim.until}
    where id = (
      select id from alerts where sent_at is null and next_attempt_at <= ${claim.now} and ${ofCause}
      order by next_attempt_at limit 1 for update skip locked)
    returning id, organisation_id as "organisationId", cause, address, subject, body, created_at as "createdAt",
      attempts`.execute(tx);
  return rows[0] ?? null;
}

/** Writes what became of an attempt; a failure is not written when somebody has claimed the alert anew meanwhile. */
export async function settleAlert(
  tx: Tx,
  due: Pick<DueAlert, 'id' | 'attempts'>,
  outcome: { sentAt: Date | null; nextAt: Date | null },
): Promise<void> {
  const isOurs = outcome.sentAt === null ? sql`attempts = ${due.attempts}` : sql`true`;
  await sql`
    update alerts set sent_at = ${outcome.sentAt}::timestamptz, next_attempt_at = ${outcome.nextAt}::timestamptz
    where id = ${due.id} and sent_at is null and ${isOurs}`.execute(tx);
}

/** Forgets alerts that nobody needs any more. */
export async function deleteAlertsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('alerts').where('created_at', '<', before).execute();
}
