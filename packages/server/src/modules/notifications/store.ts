import { sql } from 'kysely';
import type { Db, Tx } from '../../db/index.ts';
import type { PersonActor } from '../../http/actor.ts';
import type { NewNotice, NoticeMail } from './notify.ts';

/** Writes a notice, unless the same occasion was told to the same person before; mailed if they have an address. */
export async function insertNotice(
  tx: Tx,
  notice: Omit<NewNotice, 'once' | 'mail'> & {
    id: string;
    once: string | null;
    mail: NoticeMail | null;
    createdAt: Date;
  },
): Promise<void> {
  // The lock lets nobody remove the address before this notice is seen by those who do: one that waits for a mail always
  // has an address.
  const isCaught = notice.mail?.isCaught ?? false;
  const isMailed = sql`not ${isCaught}::boolean and exists (select from address)`;
  await sql`
    with address as materialized
      (select account_id from mail_addresses where account_id = ${notice.accountId} for key share)
    insert into notices
      (id, account_id, kind, title, body, link, told_once, created_at, mail_state, next_mail_at, organisation_id, html,
      reply_to_account_id)
    select ${notice.id}::uuid, ${notice.accountId}::uuid, ${notice.kind}, ${notice.title}, ${notice.body},
      ${notice.link}::text, ${notice.once}::text, ${notice.createdAt}::timestamptz,
      case when ${isCaught}::boolean then 'caught' when ${isMailed} then 'pending' else 'none' end,
      case when ${isMailed} then ${notice.createdAt}::timestamptz end,
      ${notice.mail?.organisationId ?? null}::uuid, ${notice.mail?.html ?? null}::text,
      ${notice.mail?.replyToAccountId ?? null}::uuid
    on conflict do nothing`.execute(tx);
}

/** A notice as its person sees it. */
export type Notice = {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  createdAt: Date;
  readAt: Date | null;
  mail: 'none' | 'pending' | 'sent' | 'refused' | 'caught';
};

/** Whose notices: those of requests tell names, paths and comments of data, which not every token may see. */
type NoticeOwner = { accountId: string; seesRequests: boolean };

export function ownerOf({ accountId, scopes }: Pick<PersonActor, 'accountId' | 'scopes'>): NoticeOwner {
  return { accountId, seesRequests: scopes.has('data:read') };
}

function ownedBy({ accountId, seesRequests }: NoticeOwner) {
  return sql`account_id = ${accountId} and (${seesRequests}::boolean or kind not like 'request-%')`;
}

/** Notices of a person, newest first, `limit` at most. */
export async function listNotices(
  db: Db,
  owner: NoticeOwner,
  page: { unreadOnly: boolean; limit: number; after: { createdAt: string; id: string } | null },
): Promise<Notice[]> {
  const unread = page.unreadOnly ? sql`read_at is null` : sql`true`;
  const after =
    page.after === null
      ? sql`true`
      : sql`(created_at, id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<Notice>`
    select id, kind, title, body, link, created_at as "createdAt", read_at as "readAt",
      mail_state as mail from notices
    where ${ownedBy(owner)} and ${unread} and ${after}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** How many notices a person has not read. */
export async function countUnread(db: Db, owner: NoticeOwner): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from notices where ${ownedBy(owner)} and read_at is null`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Marks a notice of a person as read; one that was read keeps its time. @returns null when they have no such notice */
export async function markRead(tx: Tx, owner: NoticeOwner, id: string, now: Date): Promise<Notice | null> {
  const { rows } = await sql<Notice>`
    update notices set read_at = coalesce(read_at, ${now}) where ${ownedBy(owner)} and id = ${id}
    returning id, kind, title, body, link, created_at as "createdAt", read_at as "readAt",
      mail_state as mail`.execute(tx);
  return rows[0] ?? null;
}

/** @returns how many were unread */
export async function markAllRead(tx: Tx, owner: NoticeOwner, now: Date): Promise<number> {
  const result = await sql`
    update notices set read_at = ${now} where ${ownedBy(owner)} and read_at is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}
