import {
  type AuthorizationServer,
  createClient,
  type MintmarkClient,
  MintmarkError,
  OauthError,
  readAuthorizationServer,
  refreshTokens,
  revokeToken,
  type TokenSet,
} from '@mintmark/client';
import {
  type Credentials,
  deleteCredentials,
  type ProgramCredentials,
  readCredentials,
  writeCredentials,
} from './credentials.ts';
import { withLock } from './lock.ts';

/** What this program is called at every Mintmark service. */
export const CLIENT_ID = 'mintmark-cli';

/** A token is renewed when less than this is left of it, so that it does not end on its way. */
const RENEW_BEFORE_MS = 60_000;

/** What is kept of an authorization. */
export function toCredentials(url: string, tokens: TokenSet, now = Date.now()): ProgramCredentials {
  return {
    url,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    expiresAt: new Date(now + tokens.expiresInSeconds * 1000).toISOString(),
  };
}

/** A client that renews its token before it ends, and when the service says that it has ended. */
export function createRenewingClient(
  path: string,
  kept: ProgramCredentials,
  options: { timeoutMs?: number } = {},
): MintmarkClient {
  let present = kept;
  let renewing: Promise<ProgramCredentials> | null = null;
  const renew = async (): Promise<void> => {
    renewing ??= renewCredentials(path, present);
    try {
      present = await renewing;
    } finally {
      renewing = null;
    }
  };
  const send = (request: Request): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.set('authorization', `Bearer ${present.token}`);
    return fetch(new Request(request, { headers }));
  };
  return createClient({
    ...options,
    url: kept.url,
    token: kept.token,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (Date.parse(present.expiresAt) - Date.now() < RENEW_BEFORE_MS) await renew();
      const response = await send(request.clone());
      if (response.status !== 401) return response;
      await renew();
      return send(request);
    },
  });
}

/**
 * Uses the refresh token, once: of several commands at the same moment the first renews, and the others read what it
 * kept.
 * @throws MintmarkError
 */
async function renewCredentials(path: string, present: ProgramCredentials): Promise<ProgramCredentials> {
  return withLock(lockPath(path), async () => {
    const kept = await readCredentials(path);
    if (kept === null || !isProgram(kept) || kept.url !== present.url) throw signedOut(present.url);
    if (kept.token !== present.token) return kept;
    const server = await readAuthorizationServer(kept.url);
    try {
      const tokens = await refreshTokens(server, { clientId: CLIENT_ID, refreshToken: kept.refreshToken });
      const renewed = toCredentials(kept.url, tokens);
      await writeCredentials(path, renewed);
      return renewed;
    } catch (error) {
      if (error instanceof OauthError) throw signedOut(present.url);
      throw error;
    }
  });
}

/**
 * Keeps what a person has signed in with. What was kept before is ended at its service where that can be done, so that
 * signing in again and again leaves no heap of authorizations behind.
 */
export async function keepCredentials(path: string, credentials: Credentials): Promise<void> {
  const before = await withLock(lockPath(path), async () => {
    const kept = await readCredentials(path).catch(() => null);
    await writeCredentials(path, credentials);
    return kept;
  });
  if (before === null || !isProgram(before)) return;
  try {
    const server = await readAuthorizationServer(before.url);
    await revokeToken(server, { clientId: CLIENT_ID, token: before.refreshToken });
  } catch (error) {
    if (!(error instanceof MintmarkError)) throw error;
  }
}

/** Ends the authorization at the service and deletes what is kept of it. @throws MintmarkError unreachable */
export async function endProgramSession(path: string, { url }: ProgramCredentials): Promise<void> {
  await withLock(lockPath(path), async () => {
    // As it is now: another command may have renewed it while this one waited.
    const kept = await readCredentials(path);
    if (kept === null || !isProgram(kept) || kept.url !== url) return;
    const server: AuthorizationServer = await readAuthorizationServer(url);
    await revokeToken(server, { clientId: CLIENT_ID, token: kept.refreshToken });
    await deleteCredentials(path);
  });
}

export function isProgram(credentials: Credentials): credentials is ProgramCredentials {
  return 'refreshToken' in credentials;
}

function lockPath(path: string): string {
  return `${path}.lock`;
}

function signedOut(url: string): MintmarkError {
  return new MintmarkError('refused', {
    status: 401,
    title: 'You are not signed in any more',
    detail: `What you allowed at ${url} has ended.`,
  });
}
