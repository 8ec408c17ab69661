import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { RefusedError } from './failures.ts';

/** A token, and the service that it is for: it is sent to no other. */
export type Credentials = TokenCredentials | ProgramCredentials;

/** A token that its owner made on the token page. */
export type TokenCredentials = { url: string; token: string };

/** What a person allowed this program; `expiresAt` is the end of the token, as ISO 8601. */
export type ProgramCredentials = TokenCredentials & { refreshToken: string; expiresAt: string };

type Env = Readonly<Record<string, string | undefined>>;

/** Where credentials are kept (XDG Base Directory Specification: a relative path is ignored). */
export function credentialsPath(env: Env): string {
  const configured = env.XDG_CONFIG_HOME;
  const home = env.HOME === undefined || env.HOME === '' ? homedir() : env.HOME;
  const base = configured !== undefined && isAbsolute(configured) ? configured : join(home, '.config');
  return join(base, 'mintmark', 'credentials.json');
}

/**
 * Reads the credentials that are kept.
 * @returns null when there are none
 * @throws RefusedError when others may read the file, or it is not one of ours
 */
export async function readCredentials(path: string): Promise<Credentials | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isErrorWithCode(error, 'ENOENT')) return null;
    throw new RefusedError(`${path} cannot be read: ${describe(error)}`);
  });
  if (file === null) return null;
  try {
    const { mode } = await file.stat();
    // Windows keeps rights in access lists; its mode says nothing about them.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new RefusedError(`Others may read your access token in ${path}. Run: chmod 600 '${path}'`);
    }
    return parseCredentials(path, await file.readFile('utf8'));
  } finally {
    await file.close();
  }
}

function parseCredentials(path: string, text: string): Credentials {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && 'url' in value && 'token' in value) {
    const { url, token } = value;
    if (typeof url === 'string' && typeof token === 'string') {
      const { refreshToken, expiresAt } = value as Record<string, unknown>;
      return typeof refreshToken === 'string' && typeof expiresAt === 'string'
        ? { url, token, refreshToken, expiresAt }
        : { url, token };
    }
  }
  throw new RefusedError(`${path} holds no credentials. Delete it, then run: mintmark login`);
}

/**
 * Keeps credentials, readable by their owner only. The file is replaced in one step: another command at the same
 * moment reads the old ones or the new ones.
 */
export async function writeCredentials(path: string, credentials: Credentials): Promise<void> {
  const directory = dirname(path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const draft = join(directory, `.credentials-${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Deletes the credentials; it is no mistake when there are none. */
export async function deleteCredentials(path: string): Promise<void> {
  await rm(path, { force: true });
}

function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
