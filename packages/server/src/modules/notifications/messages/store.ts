import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';

/** A mail to where an organisation's curators get theirs. */
export type NewMessage = {
  id: string;
  organisationId: string;
  /** Null where none is settled: only what is caught. */
  address: string | null;
  subject: string;
  body: string;
  html: string;
  link: string | null;
  /** A name for the occasion: the same one is mailed to an organisation once. */
  once: string;
  createdAt: Date;
};

/** @param message.isCaught kept for administrators to read: there is no mail server */
export async function insertMessage(tx: Tx, message: NewMessage & { isCaught: boolean }): Promise<void> {
  await tx
    .insertInto('messages')
    .values({
      id: message.id,
      organisation_id: message.organisationId,
      address: message.address,
      told_once: message.once,
      subject: message.subject,
      body: message.body,
      html: message.html,
      link: message.link,
      created_at: message.createdAt,
      state: message.isCaught ? 'caught' : 'pending',
      next_attempt_at: message.isCaught ? null : message.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'told_once']).doNothing())
    .execute();
}

/** A message that is due, with the attempt that is about to be made counted. */
export type DueMessage = {
  id: string;
  organisationId: string;
  address: string;
  subject: string;
  body: string;
  html: string;
  link: string | null;
  createdAt: Date;
  attempts: number;
};

/** Claims the message that has waited longest: until the claim ends, nobody else sends it. */
export async function claimMessage(tx: Tx, claim: { now: Date; until: Date }): Promise<DueMessage | null> {
  const { rows } = await sql<DueMessage>`
    update messages set attempts = attempts + 1, next_attempt_at = ${claim.until}
    where id = (
      select id from messages where state = 'pending' and next_attempt_at <= ${claim.now}
      order by next_attempt_at limit 1 for update skip locked)
    returning id, organisation_id as "organisationId", address, subject, body, html, link,
      created_at as "createdAt", attempts`.execute(tx);
  return rows[0] ?? null;
}

/** Writes what became of an attempt; a failure is not written when somebody has claimed the message anew meanwhile. */
export async function settleMessage(
  tx: Tx,
  due: Pick<DueMessage, 'id' | 'attempts'>,
  outcome: { state: 'pending' | 'sent' | 'refused'; nextAt: Date | null; answer: string },
): Promise<void> {
  const isOurs = outcome.state === 'sent' ? sql`true` : sql`attempts = ${due.attempts}`;
  await sql`
    update messages set state = ${outcome.state}, next_attempt_at = ${outcome.nextAt}::timestamptz,
      answer = ${outcome.answer}
    where id = ${due.id} and state = 'pending' and ${isOurs}`.execute(tx);
}

/** A mail that was not sent for want of a mail server. */
export type CaughtMail = {
  id: string;
  /** `notice`: to a person; `message`: to the curators. */
  kind: 'notice' | 'message';
  organisationId: string;
  /** Whom it is for, where it is for one person. */
  accountId: string | null;
  address: string | null;
  subject: string;
  body: string;
  html: string | null;
  link: string | null;
  createdAt: Date;
};

/** Of which organisations mails are read, and since when. */
export type CaughtSelection = { organisationIds: 'all' | readonly string[]; since: Date };

const caughtMails = sql`
  select id, 'message' as kind, organisation_id as "organisationId", null::uuid as "accountId", address, subject, body,
    html, link, created_at as "createdAt" from messages where state = 'caught'
  union all
  select id, 'notice' as kind, organisation_id as "organisationId", account_id as "accountId", null as address,
    title as subject, body, html, link, created_at as "createdAt" from notices where mail_state = 'caught'`;

function seen({ organisationIds, since }: CaughtSelection) {
  const isTheirs =
    organisationIds === 'all'
      ? sql`true`
      : sql`"organisationId" = any(${textArray(organisationIds)}::uuid[])`;
  return sql`${isTheirs} and "createdAt" >= ${since}`;
}

/** Caught mails, newest first, `limit` at most. */
export async function listCaughtMails(
  db: Db,
  selection: CaughtSelection,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<CaughtMail[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`("createdAt", id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<CaughtMail>`
    select * from (${caughtMails}) as caught where ${seen(selection)} and ${after}
    order by "createdAt" desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function findCaughtMail(
  db: Db,
  selection: CaughtSelection,
  id: string,
): Promise<CaughtMail | null> {
  const { rows } = await sql<CaughtMail>`
    select * from (${caughtMails}) as caught where ${seen(selection)} and id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Forgets messages, and what notices look like as mails; the notices themselves stay. */
export async function deleteMessagesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('messages').where('created_at', '<', before).execute();
  await sql`update notices set html = null where html is not null and created_at < ${before}`.execute(tx);
}
