import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** Where notices of a person are mailed to, and which newer address waits for its confirmation. */
export type MailAddress = {
  address: string | null;
  unconfirmed: string | null;
  /** What the mail server answered, where it did not take the latest mail to the newer of the two; credentials and addresses left out. */
  problem: string | null;
};

export async function readMailAddress(db: Db, accountId: string, now: Date): Promise<MailAddress> {
  const { rows } = await sql<MailAddress>`
    with waiting as (
      select address, mail_state, mail_answer from mail_confirmations
      where account_id = ${accountId} and expires_at > ${now}
      order by created_at desc, id limit 1),
    confirmed as (select address, confirmed_at from mail_addresses where account_id = ${accountId}),
    latest as (
      select mail_state, mail_answer from notices
      where account_id = ${accountId} and mail_answer is not null
        and created_at >= (select confirmed_at from confirmed)
      order by created_at desc, id desc limit 1)
    select
      (select address from confirmed) as address,
      (select address from waiting) as unconfirmed,
      case when exists (select from waiting)
        then (select mail_answer from waiting where mail_state in ('pending', 'refused'))
        else (select mail_answer from latest where mail_state in ('pending', 'refused'))
      end as problem`.execute(db);
  return rows[0] ?? { address: null, unconfirmed: null, problem: null };
}

/** Lets one address be stated at a time, until the transaction ends: what was mailed so far is counted over all. */
export async function lockConfirmations(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('mail confirmations', 0))`.execute(tx);
}

/** How many confirmations one person asked for, and how many went to one mailbox, since a moment. */
export async function countConfirmations(
  db: Db,
  of: { accountId: string; mailbox: string },
  since: Date,
): Promise<{ byAccount: number; toMailbox: number }> {
  const { rows } = await sql<{ byAccount: number; toMailbox: number }>`
    select
      (select count(*)::integer from mail_confirmations where account_id = ${of.accountId} and created_at > ${since})
        as "byAccount",
      (select count(*)::integer from mail_confirmations where mailbox = ${of.mailbox} and created_at > ${since})
        as "toMailbox"`.execute(db);
  return rows[0] ?? { byAccount: 0, toMailbox: 0 };
}

export type Confirmation = { id: string; accountId: string; address: string };

export async function insertConfirmation(
  tx: Tx,
  confirmation: Confirmation & { mailbox: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('mail_confirmations')
    .values({
      id: confirmation.id,
      account_id: confirmation.accountId,
      address: confirmation.address,
      mailbox: confirmation.mailbox,
      created_at: confirmation.createdAt,
      expires_at: confirmation.expiresAt,
      mail_state: 'pending',
      next_mail_at: confirmation.createdAt,
    })
    .execute();
}

/** A confirmation of a person that can still be used. */
export async function readConfirmation(
  db: Db,
  accountId: string,
  id: string,
  now: Date,
): Promise<Confirmation | null> {
  const row = await db
    .selectFrom('mail_confirmations')
    .select(['id', 'account_id as accountId', 'address'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

/** The same, locked. */
export async function lockConfirmation(
  tx: Tx,
  accountId: string,
  id: string,
  now: Date,
): Promise<Confirmation | null> {
  const row = await tx
    .selectFrom('mail_confirmations')
    .select(['id', 'account_id as accountId', 'address'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Ends all confirmations of a person that can still be used; those not mailed yet never are. */
export async function endConfirmations(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`
    update mail_confirmations set expires_at = ${now}, next_mail_at = null,
      mail_state = case when mail_state = 'pending' then 'none' else mail_state end
    where account_id = ${accountId} and expires_at > ${now}`.execute(tx);
}

/** Makes an address the one that a person's notices are mailed to; whether it is told to others is asked anew. */
export async function setMailAddress(tx: Tx, accountId: string, address: string, now: Date): Promise<void> {
  await tx
    .insertInto('mail_addresses')
    .values({ account_id: accountId, address, confirmed_at: now })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet({ address, confirmed_at: now, takes_replies: false }),
    )
    .execute();
}

/** Whether answers to mails about what a person did may come to their address. */
export async function readTakesReplies(db: Db, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom('mail_addresses')
    .select('takes_replies as takesReplies')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.takesReplies ?? false;
}

/** @returns what it was before; null where the person has no address */
export async function setTakesReplies(
  tx: Tx,
  accountId: string,
  takesReplies: boolean,
): Promise<boolean | null> {
  const row = await tx
    .selectFrom('mail_addresses')
    .select('takes_replies as before')
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  await tx
    .updateTable('mail_addresses')
    .set({ takes_replies: takesReplies })
    .where('account_id', '=', accountId)
    .execute();
  return row.before;
}

/** Forgets the address of a person; what was not mailed yet never is. @returns whether there was one */
export async function deleteMailAddress(tx: Tx, accountId: string): Promise<boolean> {
  const result = await tx.deleteFrom('mail_addresses').where('account_id', '=', accountId).executeTakeFirst();
  await sql`
    update notices set mail_state = 'none', next_mail_at = null
    where account_id = ${accountId} and mail_state = 'pending'`.execute(tx);
  return Number(result.numDeletedRows) === 1;
}

/** Forgets confirmations that no limit counts any more. */
export async function deleteConfirmationsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('mail_confirmations').where('created_at', '<', before).execute();
}

type Claim = { now: Date; until: Date };

/** A mail that is due, with the attempt that is about to be made counted. */
export type DueMail = { id: string; accountId: string; address: string; createdAt: Date; attempts: number };
export type DueConfirmation = DueMail & { expiresAt: Date };
export type DueNotice = DueMail & {
  title: string;
  body: string;
  html: string | null;
  link: string | null;
  /** The address of who acted, where they allow answers to it. */
  replyTo: string | null;
};

/**
 * Claims the notice that has waited longest for its mail: until the claim ends, nobody else sends it. Attempts are
 * counted when they are claimed, so that a mail which ends the process is not tried for ever.
 */
export async function claimNotice(tx: Tx, claim: Claim): Promise<DueNotice | null> {
  const { rows } = await sql<DueNotice>`
    update notices set mail_attempts = mail_attempts + 1, next_mail_at = ${claim.until}
    from mail_addresses
    where mail_addresses.account_id = notices.account_id and notices.id = (
      select id from notices
      where mail_state = 'pending' and next_mail_at <= ${claim.now}
        and account_id in (select account_id from mail_addresses)
      order by next_mail_at limit 1 for update skip locked)
    returning notices.id, notices.account_id as "accountId", mail_addresses.address, notices.created_at as "createdAt",
      mail_attempts as attempts, title, body, html, link,
      (select actor.address from mail_addresses as actor
        where actor.account_id = notices.reply_to_account_id and actor.takes_replies) as "replyTo"`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The same for confirmations. */
export async function claimConfirmation(tx: Tx, claim: Claim): Promise<DueConfirmation | null> {
  const { rows } = await sql<DueConfirmation>`
    update mail_confirmations set mail_attempts = mail_attempts + 1, next_mail_at = ${claim.until}
    where id = (
      select id from mail_confirmations
      where mail_state = 'pending' and next_mail_at <= ${claim.now} and expires_at > ${claim.now}
      order by next_mail_at limit 1 for update skip locked)
    returning id, account_id as "accountId", address, created_at as "createdAt", expires_at as "expiresAt",
      mail_attempts as attempts`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Writes what became of an attempt, unless the mail is not wanted any more. A failure is not written when somebody has
 * claimed the mail anew meanwhile: theirs counts.
 */
export async function settleMail(
  tx: Tx,
  kind: 'notice' | 'confirmation',
  due: Pick<DueMail, 'id' | 'attempts'>,
  outcome: { state: 'pending' | 'sent' | 'refused'; nextAt: Date | null; answer: string },
): Promise<void> {
  const table = sql.table(kind === 'notice' ? 'notices' : 'mail_confirmations');
  const isOurs = outcome.state === 'sent' ? sql`true` : sql`mail_attempts = ${due.attempts}`;
  await sql`
    update ${table} set mail_state = ${outcome.state}, next_mail_at = ${outcome.nextAt}::timestamptz,
      mail_answer = ${outcome.answer}
    where id = ${due.id} and mail_state = 'pending' and ${isOurs}`.execute(tx);
}
