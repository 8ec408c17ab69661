import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Db, Tables, Tx } from '../../../db/index.ts';
import { jsonb, textArray } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Invitation, InvitationLanguage, InvitationState } from './invitation.ts';

type Row = Selectable<Tables['orcid_invitations']>;

function toInvitation(row: Row): Invitation {
  return {
    id: row.id,
    seq: String(row.seq),
    organisationId: row.organisation_id,
    name: row.name,
    address: row.address,
    language: row.language as InvitationLanguage,
    hintedOrcid: row.hinted_orcid,
    itemIds: row.item_ids,
    state: row.state as InvitationState,
    detail: row.detail,
    mails: row.mails,
    lastMailAt: row.last_mail_at,
    nextMailAt: row.next_mail_at,
    attempts: row.attempts,
    caught: row.caught,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    connectionId: row.connection_id,
    orcid: row.orcid,
    invitedBy: row.invited_by as EventActor,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/**
 * Addresses whose owners accepted an invitation, in small letters, each with the connection that came of it; to be joined
 * with what an organisation says about an address. They match letter by letter: elsewhere than in counting mails, dots and
 * what follows a plus may tell two people apart.
 */
export const acceptedAddresses: RawBuilder<unknown> = sql`(
  select organisation_id, lower(address) as email, connection_id, seq from orcid_invitations
  where state = 'accepted' and connection_id is not null)`;

/** One at a time for each organisation: whoever counts and looks for doubles must not be overtaken. */
export async function lockInviting(tx: Tx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('orcid invitations|' || ${organisationId}::text, 0))`.execute(
    tx,
  );
}

export async function countInvitationsSince(db: Db, organisationId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('orcid_invitations')
    .select((each) => each.fn.countAll<string>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertInvitation(
  tx: Tx,
  invitation: Pick<
    Invitation,
    | 'id'
    | 'organisationId'
    | 'name'
    | 'address'
    | 'language'
    | 'hintedOrcid'
    | 'itemIds'
    | 'invitedBy'
    | 'expiresAt'
  > & { mailboxHash: Buffer; now: Date },
): Promise<Invitation> {
  const row = await tx
    .insertInto('orcid_invitations')
    .values({
      id: invitation.id,
      organisation_id: invitation.organisationId,
      name: invitation.name,
      address: invitation.address,
      mailbox_hash: invitation.mailboxHash,
      language: invitation.language,
      hinted_orcid: invitation.hintedOrcid,
      item_ids: sql`${textArray(invitation.itemIds)}::uuid[]`,
      state: 'queued',
      next_mail_at: invitation.now,
      expires_at: invitation.expiresAt,
      invited_by: jsonb(invitation.invitedBy),
      created_at: invitation.now,
      updated_at: invitation.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toInvitation(row);
}

export type InvitationChange = Partial<
  Pick<
    Invitation,
    | 'state'
    | 'detail'
    | 'hintedOrcid'
    | 'itemIds'
    | 'mails'
    | 'lastMailAt'
    | 'nextMailAt'
    | 'attempts'
    | 'caught'
    | 'endedAt'
    | 'connectionId'
    | 'orcid'
  >
>;

/** Writes a change of an invitation that this transaction has locked. */
export async function updateInvitation(
  tx: Tx,
  before: Invitation,
  change: InvitationChange,
  now: Date,
): Promise<Invitation> {
  const after: Invitation = { ...before, ...change, version: before.version + 1, updatedAt: now };
  await tx
    .updateTable('orcid_invitations')
    .set({
      state: after.state,
      detail: after.detail,
      hinted_orcid: after.hintedOrcid,
      item_ids: sql`${textArray(after.itemIds)}::uuid[]`,
      mails: after.mails,
      last_mail_at: after.lastMailAt,
      next_mail_at: after.nextMailAt,
      attempts: after.attempts,
      caught: after.caught,
      ended_at: after.endedAt,
      connection_id: after.connectionId,
      orcid: after.orcid,
      version: after.version,
      updated_at: now,
    })
    .where('id', '=', before.id)
    .execute();
  return after;
}

export async function readInvitation(db: Db, id: string): Promise<Invitation | null> {
  const row = await db.selectFrom('orcid_invitations').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

export async function lockInvitation(tx: Tx, id: string): Promise<Invitation | null> {
  const row = await tx
    .selectFrom('orcid_invitations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

/** The hashes of the link's secrets; none before the first mail. */
export async function readLinkHashes(db: Db, id: string): Promise<(Buffer | null)[]> {
  const row = await db
    .selectFrom('orcid_invitations')
    .select(['token_hash', 'earlier_token_hash'])
    .where('id', '=', id)
    .executeTakeFirst();
  const hashes = row === undefined ? [] : [row.token_hash, row.earlier_token_hash];
  return hashes.map((hash) => (hash === null ? null : Buffer.from(hash)));
}

/** Keeps the hash of the secret that is about to be mailed, and the one before where it is another. */
export async function setLinkHash(tx: Tx, id: string, hash: Buffer): Promise<void> {
  await sql`
    update orcid_invitations set
      earlier_token_hash = case when token_hash = ${hash} then earlier_token_hash else token_hash end,
      token_hash = ${hash}
    where id = ${id}`.execute(tx);
}

/** The invitation of a mailbox that waits for an answer, locked. */
export async function lockOpenInvitation(
  tx: Tx,
  organisationId: string,
  mailboxHash: Buffer,
): Promise<Invitation | null> {
  const row = await tx
    .selectFrom('orcid_invitations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('mailbox_hash', '=', mailboxHash)
    .where('state', 'in', ['queued', 'sent'])
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

/** Invitations that a connection answers: the one that was followed, and those that hint at the iD; locked, in their order. */
export async function lockAnsweredInvitations(
  tx: Tx,
  of: { organisationId: string; invitationId: string | null; orcid: string },
): Promise<Invitation[]> {
  const rows = await tx
    .selectFrom('orcid_invitations')
    .selectAll()
    .where('organisation_id', '=', of.organisationId)
    .where('state', 'in', ['queued', 'sent'])
    .where((row) =>
      row.or([
        row('hinted_orcid', '=', of.orcid),
        ...(of.invitationId === null ? [] : [row('id', '=', of.invitationId)]),
      ]),
    )
    .orderBy('seq')
    .forUpdate()
    .execute();
  return rows.map(toInvitation);
}

/** Lets accepted invitations lead to the connection that the one they led to went into. */
export async function moveAcceptedInvitations(
  tx: Tx,
  fromConnectionId: string,
  toConnectionId: string,
): Promise<void> {
  if (fromConnectionId === toConnectionId) return;
  await tx
    .updateTable('orcid_invitations')
    .set({ connection_id: toConnectionId })
    .where('connection_id', '=', fromConnectionId)
    .execute();
}

/** An organisation's invitations, newest first, from below `after` on. */
export async function listInvitations(
  db: Db,
  of: { organisationId: string; states: readonly InvitationState[]; connectionId?: string },
  page: { limit: number; after: string | null },
): Promise<Invitation[]> {
  let query = db
    .selectFrom('orcid_invitations')
    .selectAll()
    .where('organisation_id', '=', of.organisationId)
    .orderBy('seq', 'desc')
    .limit(page.limit);
  if (of.connectionId !== undefined) query = query.where('connection_id', '=', of.connectionId);
  if (of.states.length > 0) query = query.where('state', 'in', of.states);
  if (page.after !== null) query = query.where('seq', '<', Number(page.after));
  return (await query.execute()).map(toInvitation);
}

/** Claims the invitation whose mail has waited longest: until the claim ends, nobody else sends it. */
export async function claimInvitation(tx: Tx, claim: { now: Date; until: Date }): Promise<Invitation | null> {
  const { rows } = await sql<Row>`
    update orcid_invitations set attempts = attempts + 1, next_mail_at = ${claim.until}
    where id = (
      select id from orcid_invitations
      where state in ('queued', 'sent') and next_mail_at <= ${claim.now} and expires_at > ${claim.now}
      order by next_mail_at, seq limit 1 for update skip locked)
    returning *`.execute(tx);
  return rows[0] === undefined ? null : toInvitation(rows[0]);
}

/** Some that have run out unanswered, locked. */
export async function lockExpired(tx: Tx, now: Date, limit: number): Promise<Invitation[]> {
  const rows = await tx
    .selectFrom('orcid_invitations')
    .selectAll()
    .where('state', 'in', ['queued', 'sent'])
    .where('expires_at', '<=', now)
    .orderBy('seq')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(toInvitation);
}

export async function deleteInvitationsEndedBefore(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('orcid_invitations').where('ended_at', '<', before).execute();
}

export async function isUnsubscribed(db: Db, organisationId: string, mailboxHash: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('orcid_unsubscribed')
    .select('at')
    .where('organisation_id', '=', organisationId)
    .where('mailbox_hash', '=', mailboxHash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertUnsubscribed(
  tx: Tx,
  row: { organisationId: string; mailboxHash: Buffer; now: Date },
): Promise<void> {
  await tx
    .insertInto('orcid_unsubscribed')
    .values({ organisation_id: row.organisationId, mailbox_hash: row.mailboxHash, at: row.now })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'mailbox_hash']).doNothing())
    .execute();
}
