import { timingSafeEqual } from 'node:crypto';
import { finishSignIn, isClientRefusal } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { discardToken, hashSecret } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { connectRedirectUri } from '../clients/registry.ts';
import { readClient } from '../clients/store.ts';
import type { Connection } from '../connections/connection.ts';
import { connectContext } from './connect-context.ts';
import type { ConnectReason } from './reasons.ts';
import { coversScope } from './scopes.ts';
import type { KeptConnect } from './start-connect.ts';
import { type ConnectRow, deleteConnect } from './store.ts';
import { storeConnection } from './store-connection.ts';

export type ConnectContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'jobs' | 'log' | 'now' | 'secrets' | 'wakeConnections'
>;

/** What the browser brought back from ORCID: the query of the callback, with whose browser it is. */
export type ConnectCallback = {
  query: URLSearchParams;
  browserSecret: string | null;
  /** Who is signed in in this browser at the moment. */
  present: PersonActor | null;
};

/** What the connection under way was about; null where the callback belongs to none. */
type About = { client: OrganisationClient; returnTo: string; invitationId: string | null; scope: string };

export type FinishedConnect =
  | { kind: 'connected'; about: About; connection: Connection }
  | { kind: 'denied'; about: About | null }
  | { kind: 'failed'; about: About | null; reason: ConnectReason; error: string | null };

/**
 * Ends a connection at the callback: take its row, check browser and person, exchange the code at once, check whose it is
 * and what it is for, store everything. Whatever is refused is logged and leaves nothing behind, at ORCID either.
 */
export async function completeConnect(
  ctx: ConnectContext,
  callback: ConnectCallback,
): Promise<FinishedConnect> {
  const taken = await takeConnect(ctx, callback);
  if (taken.kind !== 'taken') return logged(ctx, taken);
  const { about, row, state, kept } = taken;
  const orcidClient = await openOrcidClient(ctx, about.client, {
    secrets: [...callback.query.getAll('code'), state, kept.nonce, kept.codeVerifier],
  });
  // At once and outside any transaction: the code lives shortly, and ORCID may take its time.
  const url = `${connectRedirectUri(ctx.config)}?${callback.query}`;
  const result = await finishSignIn(orcidClient, url, { state, ...kept });
  if (!result.ok) {
    if (result.reason === 'denied') return logged(ctx, { kind: 'denied', about });
    if (isClientRefusal(result.error)) await noteRefusal(ctx, about.client, result.detail);
    const { reason, error, detail } = result;
    const accessToken = result.givenToken();
    if (accessToken !== null) await discard(ctx, about.client, accessToken);
    return logged(ctx, { kind: 'failed', about, reason, error }, detail);
  }
  const refuse = async (reason: ConnectReason): Promise<FinishedConnect> => {
    await discard(ctx, about.client, result.accessToken);
    return logged(ctx, { kind: 'failed', about, reason, error: null });
  };
  if (!coversScope(row.scope, result.scope)) return refuse('scope');
  const stored = await storeConnection(ctx, {
    client: about.client,
    signIn: result,
    present: callback.present,
    invitationId: row.invitationId,
    language: kept.language,
  });
  return stored.ok ? { kind: 'connected', about, connection: stored.connection } : refuse(stored.reason);
}

type Taken = { kind: 'taken'; about: About; row: ConnectRow; state: string; kept: KeptConnect };

/**
 * Takes the connection under way that the callback belongs to. It is gone with that, whatever comes of it: a state is good
 * for one callback, and one that turned up in another browser has leaked. An error without a state names none: ORCID's
 * errors in the fragment come so. It is shown, and changes nothing.
 */
async function takeConnect(ctx: ConnectContext, callback: ConnectCallback): Promise<Taken | FinishedConnect> {
  const fail = (reason: ConnectReason, about: About | null = null): FinishedConnect => ({
    kind: 'failed',
    about,
    reason,
    error: null,
  });
  const states = callback.query.getAll('state');
  const [state] = states;
  if (state === undefined) {
    return callback.query.has('error') ? readBareError(callback.query) : fail('state');
  }
  if (states.length > 1) return fail('state');
  const stateHash = hashSecret(state);
  const row = await transact(ctx.db, (tx) => deleteConnect(tx, stateHash));
  const client = row === null ? null : await readClient(ctx.db, row.clientId);
  if (row === null || client === null) return fail('state');
  const { browserSecret, present } = callback;
  if (browserSecret === null || !timingSafeEqual(hashSecret(browserSecret), row.browserHash)) {
    return fail('other-browser');
  }
  const about = { client, returnTo: row.returnTo, invitationId: row.invitationId, scope: row.scope };
  if (row.expiresAt <= ctx.now()) return fail('expired', about);
  if ((present?.accountId ?? null) !== row.accountId) return fail('other-person', about);
  const kept = JSON.parse(ctx.secrets.open(row.sealed, connectContext(stateHash))) as KeptConnect;
  // The secrets of a connection at one registry must never reach another one.
  if (kept.environment !== client.environment) return fail('state', about);
  return { kind: 'taken', about, row, state, kept };
}

function readBareError(query: URLSearchParams): FinishedConnect {
  const error = query.get('error') ?? '';
  if (error === 'access_denied') return { kind: 'denied', about: null };
  // Anyone can write an error into this address: only what looks like a code is repeated.
  const known = /^[a-z_]{1,40}$/.test(error) ? error : null;
  return { kind: 'failed', about: null, reason: 'refused', error: known };
}

/** A token that is not kept is revoked: by the worker, which asks ORCID until it has done so. */
async function discard(ctx: ConnectContext, client: OrganisationClient, accessToken: string): Promise<void> {
  const { organisationId, environment: orcidEnvironment, clientId } = client;
  await transact(ctx.db, (tx) =>
    discardToken(tx, ctx, { organisationId, orcidEnvironment, clientId }, accessToken),
  );
  ctx.wakeConnections();
}

async function noteRefusal(ctx: ConnectContext, client: OrganisationClient, detail: string): Promise<void> {
  await transact(ctx.db, (tx) => noteClientRefusal(tx, { client, detail, now: ctx.now() }));
}

function logged(ctx: ConnectContext, finished: FinishedConnect, detail?: string): FinishedConnect {
  if (finished.kind === 'failed') {
    const { reason, error, about } = finished;
    const organisationId = about?.client.organisationId ?? null;
    ctx.log.warn({ reason, error, detail, organisationId }, 'a record was not connected');
  }
  return finished;
}
