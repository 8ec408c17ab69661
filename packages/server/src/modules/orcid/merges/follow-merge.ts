import type { AppContext } from '../../../context.ts';
import { ChangedMeanwhile, type Tx, transact } from '../../../db/index.ts';
import {
  findAccountId,
  followMergedOrcid,
  listGrantsOfOrcid,
  moveGrants,
  readAuthenticatedOrcids,
  readOrganisationName,
  wantGrantsRevoked,
} from '../../accounts/index.ts';
import { notify } from '../../notifications/index.ts';
import { lockClient } from '../clients/store.ts';
import type { Connection, Preference } from '../connections/connection.ts';
import { lockConnection, readConnection } from '../connections/store.ts';
import { writeChange } from '../connections/write-change.ts';
import { isAnyClaimed } from '../deposits/store.ts';
import { lockEntriesOfConnection, moveEntries } from '../entries/store.ts';
import { readErasureOf } from '../erasures/store.ts';
import { deleteImportedItems } from '../imports/store.ts';
import { moveInvitations } from '../invitations/move-invitations.ts';
import { askForReading } from '../reading/store.ts';
import { noteCatchUp } from '../works/store.ts';
import { findPrimary } from './find-primary.ts';
import { moveDeposits } from './move-deposits.ts';
import { insertFormerId, moveFormerIds } from './store.ts';

export type MergeContext = Pick<
  AppContext,
  'afterConnectionChange' | 'afterOrcidMerged' | 'db' | 'jobs' | 'now'
>;

const SERVICE = { kind: 'service' } as const;
const ENDED_DETAIL =
  'ORCID merged the record into another one, and the permission ended with it. Connect the other one anew.';

/**
 * Lets a connection follow its record, which the registry says was merged into another one. Where the organisation has no
 * connection with the other record, this one takes it; else what belongs to it goes into the other connection and it stays as
 * a tombstone, without its webhook and its differences, which `afterConnectionChange` sees to. Either way ORCID's tokens of the old iD open nothing any more: the person is asked to connect anew.
 * @returns whether anything changed; not while one of its deposits is being sent, or the person is being erased
 */
export async function followMerge(ctx: MergeContext, connectionId: string): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const known = await readConnection(tx, connectionId);
    if (known === null || known.mergedInto === null) return false;
    const client = await lockClient(tx, known.orcidClientId);
    if (client === null) return false;
    const primary = await findPrimary(tx, known);
    const other = primary.ok ? primary.connection : null;
    const locked = await lockBoth(tx, known, other);
    await lockEntriesOfConnection(tx, known.id);
    const ids = [known.id, ...(other === null ? [] : [other.id])];
    if (await isAnyClaimed(tx, ids, ctx.now())) return false;
    for (const id of ids) if (isOpen(await readErasureOf(tx, id))) return false;
    if (!primary.ok) await refuse(tx, ctx, locked.connection, primary.reason);
    else {
      await giveUpGrants(tx, locked.connection, client.clientId, ctx.now());
      if (locked.other === null) await takeOver(tx, ctx, locked.connection, primary.orcid);
      else await fold(tx, ctx, locked.connection, locked.other);
    }
    return true;
  });
}

/** In the order of their ids, as everybody locks several. */
async function lockBoth(tx: Tx, known: Connection, other: Connection | null) {
  const locked = new Map<string, Connection>();
  for (const each of [known, ...(other === null ? [] : [other])].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const current = await lockConnection(tx, each.id);
    if (current?.version !== each.version) throw new ChangedMeanwhile('a connection changed meanwhile');
    locked.set(each.id, current);
  }
  return {
    connection: locked.get(known.id) ?? known,
    other: other === null ? null : (locked.get(other.id) ?? other),
  };
}

function isOpen(erasure: { state: string } | null): boolean {
  return erasure !== null && erasure.state !== 'done';
}

async function refuse(tx: Tx, ctx: MergeContext, connection: Connection, reason: string): Promise<void> {
  await writeChange(tx, ctx, connection, {
    action: 'merge-refused',
    set: { mergedInto: null },
    actor: SERVICE,
    now: ctx.now(),
    reason,
  });
}

async function takeOver(tx: Tx, ctx: MergeContext, connection: Connection, orcid: string): Promise<void> {
  const now = ctx.now();
  const proved = await readAuthenticatedOrcids(tx, connection.environment, [orcid]);
  const accountId = await followAccount(tx, ctx, connection, orcid);
  const wasLive = connection.state === 'connected' || connection.state === 'imported';
  await moveDeposits(tx, connection, connection, now);
  await insertFormerId(tx, { ...connection, connectionId: connection.id, mergedAt: now });
  const after = await writeChange(tx, ctx, connection, {
    action: 'follow-merged-record',
    set: {
      orcid,
      accountId,
      mergedInto: orcid,
      // Its owner has proved the old iD, and not this one, unless they have signed in with it.
      connectedAt: proved.has(orcid) ? connection.connectedAt : null,
      ...(wasLive ? { state: 'expired', endedAt: now, endedDetail: ENDED_DETAIL } : {}),
    },
    actor: SERVICE,
    now,
    told: { from: connection.orcid, into: orcid },
  });
  await moveInvitations(tx, connection, after, now);
  if (wasLive) await tellPerson(tx, after, connection.orcid, now);
}

async function fold(tx: Tx, ctx: MergeContext, connection: Connection, other: Connection): Promise<void> {
  const now = ctx.now();
  const followed = await followAccount(tx, ctx, connection, other.orcid);
  await moveGrants(tx, connection.id, other.id);
  await moveEntries(tx, connection.id, other.id);
  await moveDeposits(tx, connection, other, now);
  await moveFormerIds(tx, connection.id, other.id);
  await moveInvitations(tx, connection, other, now);
  // Put codes of the old record, which nothing is on any more.
  await deleteImportedItems(tx, connection.id);
  await insertFormerId(tx, { ...connection, connectionId: other.id, mergedAt: now });
  // What names the old iD is worked out anew for the other record.
  await noteCatchUp(tx, other.id, now);
  const told = { from: connection.orcid, into: other.orcid };
  await writeChange(tx, ctx, connection, {
    action: 'become-part',
    set: {
      state: 'erased',
      mergedInto: other.orcid,
      accountId: null,
      name: null,
      language: null,
      endedAt: now,
      endedDetail: 'ORCID merged the record into another one, which the organisation is connected with.',
    },
    actor: SERVICE,
    now,
    told,
  });
  await writeChange(tx, ctx, other, {
    action: 'take-in',
    set: {
      preference: stricterOf(connection.preference, other.preference),
      accountId: other.accountId ?? followed,
    },
    actor: SERVICE,
    now,
    told,
  });
  // With what came to it there is something else to compare the other record with.
  await askForReading(tx, other.id, { now, spacingMs: 0, whole: true });
}

/** Whose connection it is: the account of the other iD, unless it was made by somebody with an iD of another registry. */
async function followAccount(
  tx: Tx,
  ctx: MergeContext,
  connection: Connection,
  into: string,
): Promise<string | null> {
  const { environment, orcid, accountId } = connection;
  const own = await findAccountId(tx, environment, orcid);
  const merged = { orcidEnvironment: environment, from: orcid, into, now: ctx.now() };
  const followed = await followMergedOrcid(tx, ctx, merged);
  return accountId === null || accountId === own ? (followed ?? accountId) : accountId;
}

/** Those of signing in with the old iD, too. */
async function giveUpGrants(tx: Tx, connection: Connection, clientId: string, now: Date): Promise<void> {
  const { organisationId, environment: orcidEnvironment, orcid } = connection;
  const grants = await listGrantsOfOrcid(tx, { organisationId, orcidEnvironment, clientId, orcid });
  await wantGrantsRevoked(
    tx,
    grants.map(({ id }) => id),
    now,
  );
}

function stricterOf(one: Preference, other: Preference): Preference {
  const byStrictness: readonly Preference[] = ['never', 'ask', 'automatic'];
  return byStrictness.find((each) => each === one || each === other) ?? one;
}

async function tellPerson(tx: Tx, connection: Connection, from: string, now: Date): Promise<void> {
  if (connection.accountId === null) return;
  const organisation = await readOrganisationName(tx, connection.organisationId);
  await notify(
    tx,
    {
      accountId: connection.accountId,
      kind: 'orcid-record-merged',
      title: 'Connect your ORCID record anew',
      body: `ORCID merged your record ${from} into ${connection.orcid}. The permission that you gave to ${organisation} ended with the old record. Sign in with ${connection.orcid} and connect it; what waits is written to it then.`,
      link: '/app/orcid',
      once: `orcid-record-merged|${connection.id}|${connection.orcid}`,
    },
    now,
  );
}
