import { createClient, type MintmarkClient } from '@mintmark/client';
import type { Surroundings } from './command.ts';
import { credentialsPath, readCredentials } from './credentials.ts';
import { RefusedError, UsageError } from './failures.ts';
import { createRenewingClient, isProgram } from './program-session.ts';

/** Where `npm start` listens. */
export const DEFAULT_URL = 'http://localhost:3000';

/**
 * A client with the token of the environment, or else the one that is kept.
 * @param options.timeoutMs how long one request may take, where that is unusually long
 * @throws RefusedError when nobody is signed in
 * @throws UsageError when an address or a token in the environment is none
 */
export async function connect(
  { env }: Pick<Surroundings, 'env'>,
  options: { timeoutMs?: number } = {},
): Promise<MintmarkClient> {
  const url = readSetting(env.MINTMARK_URL);
  const token = readSetting(env.MINTMARK_TOKEN);
  if (token !== null && url !== null) return createClientFor(url, token, options);
  const path = credentialsPath(env);
  const kept = await readCredentials(path);
  if (token !== null) return createClientFor(kept?.url ?? DEFAULT_URL, token, options);
  if (kept === null) throw new RefusedError('You are not signed in. Run: mintmark login');
  if (url !== null && readAddress(url) !== readAddress(kept.url)) {
    throw new RefusedError(
      `MINTMARK_URL is ${url}, but you are signed in at ${kept.url}. Set MINTMARK_TOKEN as well, or run: mintmark login`,
    );
  }
  return isProgram(kept)
    ? createRenewingClient(path, kept, options)
    : createClientFor(kept.url, kept.token, options);
}

/** @throws UsageError when address or token is none */
export function createClientFor(
  url: string,
  token: string,
  options: { timeoutMs?: number } = {},
): MintmarkClient {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError('This is no access token: it has spaces or characters that no token has.');
  }
  return createClient({ url: readAddress(url), token, ...options });
}

/** The address of a service as typed, without trailing slash. @throws UsageError when it is none */
export function readAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`"${text}" is no address of a service; give one like https://pids.example.org.`);
  }
  if (url.href !== `${url.origin}/`) {
    throw new UsageError(`Give the address of the service alone: ${url.origin}`);
  }
  return url.origin;
}

export function readSetting(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value.trim();
}
