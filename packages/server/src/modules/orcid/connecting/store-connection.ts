import { randomUUID } from 'node:crypto';
import type { OrcidLanguage, SignIn } from '@mintmark/orcid';
import { type Tx, transact } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import {
  ensureAccount,
  forgetMergedRecord,
  isUsable,
  listGrantsOfConnection,
  storeGrant,
  wantGrantsRevoked,
} from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { lockClient } from '../clients/store.ts';
import type { Connection } from '../connections/connection.ts';
import { insertConnection, listConnectionsOfAccount, lockConnectionOf } from '../connections/store.ts';
import { presentForHistory, writeChange } from '../connections/write-change.ts';
import { deleteFormerId } from '../merges/store.ts';
import type { ConnectContext } from './finish-connect.ts';
import type { ConnectReason } from './reasons.ts';
import { coversScope } from './scopes.ts';

/** A permission that ORCID just gave. */
export type NewPermission = {
  client: OrganisationClient;
  signIn: SignIn;
  /** Who is signed in here; null for somebody who followed an invitation, or has never been here. */
  present: PersonActor | null;
  invitationId: string | null;
  language: OrcidLanguage | null;
};

type Stored =
  | { ok: true; connection: Connection }
  | {
      ok: false;
      reason: Extract<ConnectReason, 'other-id' | 'taken' | 'second-id' | 'state' | 'merged-account'>;
    };

/**
 * Stores a permission in one transaction: account, connection, grant and history, or nothing of it. Older tokens of the
 * connection that the new one covers are wanted revoked: ORCID shows an organisation among those that a person trusts
 * until the last of its tokens is gone, so the newest is kept, and no more.
 */
export async function storeConnection(ctx: ConnectContext, permission: NewPermission): Promise<Stored> {
  const { signIn, present } = permission;
  return transact<Stored>(ctx.db, async (tx) => {
    const now = ctx.now();
    const client = await lockClient(tx, permission.client.id);
    // The credentials were replaced while the person was at ORCID: the token is none of theirs.
    if (client === null || client.clientId !== permission.client.clientId) refuse('state');
    if (present?.orcidEnvironment === client.environment && present.orcid !== signIn.orcid) {
      refuse('other-id');
    }
    const before = await lockConnectionOf(tx, client.id, signIn.orcid);
    const accountId = await chooseAccount(tx, ctx, client, permission);
    if (before !== null && before.accountId !== null && before.accountId !== accountId) refuse('taken');
    const others = await listConnectionsOfAccount(tx, accountId);
    const isSecond = others.some(
      (each) => each.orcidClientId === client.id && each.orcid !== signIn.orcid && each.state === 'connected',
    );
    if (isSecond) refuse('second-id');
    const { orcid, name } = signIn;
    const actor: EventActor =
      present === null ? { kind: 'person', accountId, name, orcid } : toEventActor(present);
    const connection = await writeConnection(
      tx,
      ctx,
      { ...permission, client },
      { before, accountId, actor, now },
    );
    // Who signs in with an iD shows that its record is one of its own.
    await deleteFormerId(tx, connection);
    await forgetMergedRecord(tx, { orcidEnvironment: client.environment, orcid });
    const grantId = await storeGrant(tx, ctx, signIn, {
      accountId,
      connectionId: connection.id,
      organisationId: client.organisationId,
      orcidEnvironment: client.environment,
      clientId: client.clientId,
      now,
    });
    const grants = await listGrantsOfConnection(tx, connection.id);
    const covered = grants.filter(
      (each) => each.id !== grantId && isUsable(each) && coversScope(signIn.scope, each.scope),
    );
    await wantGrantsRevoked(
      tx,
      covered.map((each) => each.id),
      now,
    );
    return { ok: true, connection };
  }).catch((error: unknown) => {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  });
}

/** Takes back all of the transaction, the account of somebody new included. */
class Refused extends Error {
  readonly reason: Extract<Stored, { ok: false }>['reason'];

  constructor(reason: Extract<Stored, { ok: false }>['reason']) {
    super(`not connected: ${reason}`);
    this.reason = reason;
  }
}

function refuse(reason: Extract<Stored, { ok: false }>['reason']): never {
  throw new Refused(reason);
}

/**
 * Whose connection it is. Somebody who is not signed in gets the account that a sign-in with this iD would make or find,
 * since ORCID has just proved whose it is, but no session and no membership: they came to give a permission, perhaps from
 * a link in a mail, and did not ask to be signed in.
 */
async function chooseAccount(
  tx: Tx,
  ctx: ConnectContext,
  client: OrganisationClient,
  { present, signIn }: NewPermission,
): Promise<string> {
  if (present !== null) return present.accountId;
  const { orcid, name } = signIn;
  const account = await ensureAccount(tx, ctx, { orcidEnvironment: client.environment, orcid, name });
  return account === null ? refuse('merged-account') : account.id;
}

async function writeConnection(
  tx: Tx,
  ctx: ConnectContext,
  { client, signIn, invitationId, language }: NewPermission,
  {
    before,
    accountId,
    actor,
    now,
  }: { before: Connection | null; accountId: string; actor: EventActor; now: Date },
): Promise<Connection> {
  const set = {
    name: signIn.name,
    accountId,
    state: 'connected',
    // Who can sign in at ORCID has a record that is there.
    recordState: 'active',
    mergedInto: null,
    language: language ?? before?.language ?? null,
    connectedAt: now,
    endedAt: null,
    endedDetail: null,
  } as const;
  const told = { scope: signIn.scope };
  if (before !== null) {
    const invitation = invitationId === null ? {} : { invitationId };
    return writeChange(tx, ctx, before, { action: 'connect', set, actor, now, told, ...invitation });
  }
  const after = await insertConnection(tx, {
    ...set,
    id: randomUUID(),
    organisationId: client.organisationId,
    orcidClientId: client.id,
    environment: client.environment,
    orcid: signIn.orcid,
    preference: 'automatic',
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-connection', id: after.id },
    action: 'connect',
    actor,
    after: { ...presentForHistory(after), ...told },
  });
  await ctx.afterConnectionChange(tx, { before: null, after, actor, invitationId });
  return after;
}
