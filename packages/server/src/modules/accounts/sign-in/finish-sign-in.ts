import { randomUUID, timingSafeEqual } from 'node:crypto';
import { finishSignIn, revokeToken, type SignIn } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { SESSION_LIFE_MS } from '../cookies.ts';
import { discardToken } from '../grants/revocations/discard-token.ts';
import { storeGrant } from '../grants/store-grant.ts';
import { keepSessionIdToken } from '../id-tokens/session-id-token.ts';
import { endSessionIdTokens, moveSessionIdTokens } from '../id-tokens/store.ts';
import { joinOrganisation, readFirstOrganisation } from '../organisations/store.ts';
import { createSecret, hashSecret } from '../secret.ts';
import { insertSession, revokeSession } from '../store.ts';
import { ensureAccount } from './ensure-account.ts';
import { createSignInClient, redirectUri } from './orcid-client.ts';
import type { FailureReason } from './reasons.ts';
import { sealContext } from './seal-context.ts';
import type { KeptSecrets } from './start-sign-in.ts';
import { deleteSignIn, type SignInRow } from './store.ts';

type SignInContext = Pick<AppContext, 'config' | 'db' | 'jobs' | 'log' | 'now' | 'secrets'>;

/** What the browser brought back from ORCID: the query of the callback, with whose browser it is. */
export type Callback = {
  query: URLSearchParams;
  browserSecret: string | null;
  /** Who is signed in in this browser at the moment. */
  present: PersonActor | null;
};

export type Finished =
  | {
      kind: 'signed-in';
      sessionSecret: string;
      returnTo: string;
      /** Whether this is the person's first sign-in here. */
      firstTime: boolean;
      /** Whether someone else was signed in in this browser before. */
      replacedOther: boolean;
    }
  | { kind: 'denied'; returnTo: string }
  | { kind: 'failed'; reason: FailureReason; error: string | null; returnTo: string };

/** Ends a sign-in at the callback: take its row, check the browser, exchange the code, store everything. */
export async function completeSignIn(ctx: SignInContext, callback: Callback): Promise<Finished> {
  const taken = await takeSignIn(ctx, callback);
  if (taken.kind !== 'taken') return taken;
  const { returnTo } = taken.row;
  const client = createSignInClient(ctx, [
    ...callback.query.getAll('code'),
    taken.state,
    taken.kept.nonce,
    taken.kept.codeVerifier,
  ]);
  // At once and outside any transaction: the code lives shortly, and ORCID may take its time.
  const url = `${redirectUri(ctx.config)}?${callback.query}`;
  const result = await finishSignIn(client, url, { state: taken.state, ...taken.kept });
  if (!result.ok) {
    if (result.reason === 'denied') return { kind: 'denied', returnTo };
    const accessToken = result.givenToken();
    if (accessToken !== null) await discard(ctx, accessToken);
    ctx.log.warn({ reason: result.reason, error: result.error, detail: result.detail }, 'a sign-in failed');
    return { kind: 'failed', reason: result.reason, error: result.error, returnTo };
  }
  const stored = await storeSignIn(ctx, result, callback.present);
  if (stored === null) {
    // A token that is not stored must not live on at ORCID.
    const revoked = await revokeToken(client, result.accessToken);
    if (!revoked.ok) ctx.log.warn({ detail: revoked.detail }, 'a token that was not stored was not revoked');
    return { kind: 'failed', reason: 'merged-account', error: null, returnTo };
  }
  return { kind: 'signed-in', ...stored, returnTo };
}

/** A token that is not kept is revoked: by the worker, which asks ORCID until it has done so. */
async function discard(ctx: SignInContext, accessToken: string): Promise<void> {
  const { environment: orcidEnvironment, clientId } = ctx.config.orcid;
  await transact(ctx.db, async (tx) => {
    const { id: organisationId } = await readFirstOrganisation(tx);
    await discardToken(tx, ctx, { organisationId, orcidEnvironment, clientId }, accessToken);
  });
}

type Taken = { kind: 'taken'; state: string; row: SignInRow; kept: KeptSecrets };

/**
 * Takes the sign-in that the callback belongs to. It is gone with that, whatever comes of it: a state is good for
 * one callback, and one that turned up in another browser has leaked.
 * An error without a state names no sign-in: ORCID's errors in the fragment come so. It is shown, and changes nothing.
 */
async function takeSignIn(ctx: SignInContext, callback: Callback): Promise<Taken | Finished> {
  const fail = (reason: FailureReason): Finished => ({ kind: 'failed', reason, error: null, returnTo: '/' });
  const states = callback.query.getAll('state');
  const [state] = states;
  if (state === undefined) {
    return callback.query.has('error') ? readBareError(callback.query) : fail('state');
  }
  if (states.length > 1) return fail('state');
  const stateHash = hashSecret(state);
  const row = await transact(ctx.db, (tx) => deleteSignIn(tx, stateHash));
  if (row === null) return fail('state');
  if (
    callback.browserSecret === null ||
    !timingSafeEqual(hashSecret(callback.browserSecret), row.browserHash)
  ) {
    return fail('other-browser');
  }
  // The secrets of a sign-in at one registry must never reach another one.
  if (row.orcidEnvironment !== ctx.config.orcid.environment) return fail('state');
  if (row.expiresAt <= ctx.now()) return { ...fail('expired'), returnTo: row.returnTo };
  const kept = JSON.parse(ctx.secrets.open(row.sealed, sealContext(stateHash))) as KeptSecrets;
  return { kind: 'taken', state, row, kept };
}

function readBareError(query: URLSearchParams): Finished {
  const error = query.get('error') ?? '';
  if (error === 'access_denied') return { kind: 'denied', returnTo: '/' };
  // Anyone can write an error into this address: only what looks like a code is repeated.
  const known = /^[a-z_]{1,40}$/.test(error) ? error : null;
  return { kind: 'failed', reason: 'refused', error: known, returnTo: '/' };
}

/** Writes account, grant, membership and session in one transaction: a sign-in has happened wholly or not at all, as with an account that was merged away (null). */
async function storeSignIn(ctx: SignInContext, signIn: SignIn, present: PersonActor | null) {
  const sessionSecret = createSecret();
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const { environment } = ctx.config.orcid;
    const { orcid, name } = signIn;
    const account = await ensureAccount(tx, ctx, { orcidEnvironment: environment, orcid, name });
    if (account === null) return null;
    const organisation = await readFirstOrganisation(tx);
    await storeGrant(tx, ctx, signIn, {
      accountId: account.id,
      organisationId: organisation.id,
      orcidEnvironment: environment,
      clientId: ctx.config.orcid.clientId,
      now,
    });
    const actor = { kind: 'person', accountId: account.id, name, orcid } as const;
    if (ctx.config.signUp === 'open') {
      const key = { organisationId: organisation.id, orcidEnvironment: environment, orcid };
      if (await joinOrganisation(tx, key, now)) {
        await recordEvent(tx, {
          at: now,
          subject: { type: 'membership', id: `${organisation.id}|${environment}|${orcid}` },
          action: 'join',
          actor,
          after: { role: 'member' },
        });
      }
    }
    const sessionId = await openSession(tx, {
      accountId: account.id,
      secret: sessionSecret,
      replaces: present,
      now,
    });
    await keepSessionIdToken(tx, ctx, sessionId, signIn);
    const replacedOther = present !== null && present.accountId !== account.id;
    await recordEvent(tx, {
      at: now,
      subject: { type: 'account', id: account.id },
      action: 'sign-in',
      actor,
      after: {
        firstTime: account.created,
        orcidEnvironment: environment,
        scope: signIn.scope,
        replacedOther,
      },
    });
    return { sessionSecret, firstTime: account.created, replacedOther };
  });
}

/**
 * Every sign-in makes a new session and ends the browser's old one, so that a planted cookie never gains rights.
 * @returns the id of the session
 */
async function openSession(
  tx: Tx,
  session: { accountId: string; secret: string; replaces: PersonActor | null; now: Date },
): Promise<string> {
  const { accountId, secret, replaces, now } = session;
  const id = randomUUID();
  const old = replaces?.via.kind === 'session' ? replaces.via.sessionId : null;
  if (old !== null) await revokeSession(tx, old, now);
  await insertSession(tx, {
    id,
    accountId,
    secretHash: hashSecret(secret),
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFE_MS),
  });
  // A person who signs in again keeps what their programs use; when they sign out, all of it ends.
  if (old !== null && replaces?.accountId === accountId) await moveSessionIdTokens(tx, old, id);
  else if (old !== null) await endSessionIdTokens(tx, old);
  return id;
}
