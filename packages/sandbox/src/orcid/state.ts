import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Group } from './groups.ts';
import type { PermissionNotice } from './notifications.ts';
import type { Person } from './people.ts';
import type { RegistryRecord } from './registry.ts';
import type { Webhook } from './webhooks.ts';

export type ClientKind = 'public' | 'member';

/** An API client registered at the stand-in. `kind` decides which scopes it may ask for; default `member`. */
export type OrcidClient = {
  id: string;
  secret: string;
  redirectUris: string[];
  /** Shown to the person who is asked; default: the client id. */
  name?: string;
  kind?: ClientKind;
  /** Whether ORCID has locked the client; default: no. */
  locked?: boolean;
};

/** A checked request at /oauth/authorize that waits for the person's decision. */
export type AuthorizationRequest = {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state: string | null;
  nonce: string | null;
  codeChallenge: string | null;
};

export type Session = { orcid: string; signedInAt: Date; expiresAt: Date };

export type AuthorizationCode = {
  code: string;
  request: AuthorizationRequest;
  orcid: string;
  signedInAt: Date;
  expiresAt: Date;
  used: boolean;
};

/** Why a token no longer works. */
type Disabled = 'revoked' | 'refreshed' | 'code-reused' | 'grant-revoked';

/** An access token with its refresh token: they live and die together. */
export type IssuedToken = {
  accessToken: string;
  refreshToken: string;
  clientId: string;
  /** Null for a token that a client got for itself. */
  orcid: string | null;
  scopes: string[];
  /** The code it came from, also through refreshing; null for a token that a client got for itself. */
  code: string | null;
  issuedAt: Date;
  expiresAt: Date;
  disabled: Disabled | null;
};

/** Everything one stand-in knows, in memory. */
export type OrcidState = {
  /** Base of every address that the stand-in states, without trailing slash; known once it listens. */
  issuer: string;
  now: () => Date;
  clients: Map<string, OrcidClient>;
  people: Map<string, Person>;
  /** Requests that wait for a decision, by the one-time token of the page's form. */
  requests: Map<string, { request: AuthorizationRequest; expiresAt: Date }>;
  sessions: Map<string, Session>;
  codes: Map<string, AuthorizationCode>;
  /** By access token, in the order of issue. */
  tokens: Map<string, IssuedToken>;
  /** By iD; absent while nothing was ever written. */
  records: Map<string, RegistryRecord>;
  /** Peer-review groups and notices, by put code. */
  groups: Map<number, Group>;
  notices: Map<number, PermissionNotice>;
  /** By iD and address. */
  webhooks: Map<string, Webhook>;
  /** Of items, groups and notices alike. */
  nextPutCode: number;
  /** Told the iD whenever something changes on a record. */
  changeListeners: Set<(orcid: string) => void>;
};

const REQUEST_LIFE_MS = 30 * 60 * 1000;
const SESSION_LIFE_MS = 24 * 60 * 60 * 1000;
/** ORCID says only that a code works once and is to be exchanged at once; RFC 6749 section 4.1.2 allows ten minutes. */
const CODE_LIFE_MS = 5 * 60 * 1000;
/** About twenty years, as ORCID's tokens live. */
const TOKEN_LIFE_SECONDS = 631_138_518;

const CODE_LENGTH = 6;
const CODE_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Keeps a checked request for the sign-in page and returns the one-time token that the page's form carries. */
export function keepRequest(state: OrcidState, request: AuthorizationRequest): string {
  const formToken = randomBytes(32).toString('base64url');
  state.requests.set(formToken, { request, expiresAt: after(state, REQUEST_LIFE_MS) });
  return formToken;
}

/** Takes the request that a form token stands for, once. Null when the token is unknown, used or too old. */
export function takeRequest(state: OrcidState, formToken: string): AuthorizationRequest | null {
  const kept = state.requests.get(formToken);
  state.requests.delete(formToken);
  return kept !== undefined && kept.expiresAt > state.now() ? kept.request : null;
}

/** Opens a browser session and returns its cookie value. */
export function openSession(state: OrcidState, orcid: string): { id: string; session: Session } {
  const id = randomBytes(32).toString('base64url');
  const session = { orcid, signedInAt: state.now(), expiresAt: after(state, SESSION_LIFE_MS) };
  state.sessions.set(id, session);
  return { id, session };
}

/** Returns the live session of a cookie value, or null. */
export function findSession(state: OrcidState, id: string | null): Session | null {
  const session = id === null ? undefined : state.sessions.get(id);
  return session !== undefined && session.expiresAt > state.now() ? session : null;
}

/** Issues a code of six letters and digits that was never issued before. */
export function issueCode(state: OrcidState, request: AuthorizationRequest, session: Session): string {
  let code: string;
  do {
    code = Array.from({ length: CODE_LENGTH }, () =>
      CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length)),
    ).join('');
  } while (state.codes.has(code));
  state.codes.set(code, {
    code,
    request,
    orcid: session.orcid,
    signedInAt: session.signedInAt,
    expiresAt: after(state, CODE_LIFE_MS),
    used: false,
  });
  return code;
}

/** Issues an access and a refresh token. `expiresInSeconds` default: about twenty years. */
export function issueToken(
  state: OrcidState,
  grant: Pick<IssuedToken, 'clientId' | 'orcid' | 'scopes' | 'code'> & { expiresAt?: Date },
): IssuedToken {
  const token: IssuedToken = {
    accessToken: randomUUID(),
    refreshToken: randomUUID(),
    clientId: grant.clientId,
    orcid: grant.orcid,
    scopes: grant.scopes,
    code: grant.code,
    issuedAt: state.now(),
    expiresAt: grant.expiresAt ?? after(state, TOKEN_LIFE_SECONDS * 1000),
    disabled: null,
  };
  state.tokens.set(token.accessToken, token);
  return token;
}

/** Finds the live token of an access token, or null. */
export function findLiveToken(state: OrcidState, accessToken: string): IssuedToken | null {
  const token = state.tokens.get(accessToken);
  return token !== undefined && token.disabled === null && token.expiresAt > state.now() ? token : null;
}

/** Disables every live token that matches and returns how many there were. */
export function disableTokens(
  state: OrcidState,
  reason: Disabled,
  matches: (token: IssuedToken) => boolean,
): number {
  const live = [...state.tokens.values()].filter((token) => token.disabled === null && matches(token));
  for (const token of live) token.disabled = reason;
  return live.length;
}

function after(state: OrcidState, lifeMs: number): Date {
  return new Date(state.now().getTime() + lifeMs);
}
