import type { Db } from '../../../db/index.ts';
import { type OauthClientType, readOauthClient } from './store.ts';

/** A program that may ask people for authorization. */
export type KnownClient = {
  id: string;
  name: string;
  type: OauthClientType;
  /** Addresses on https, or loopback ones, which stand for any port (RFC 8252 section 7.3). */
  redirectUris: readonly string[];
  secretHash: Buffer | null;
};

/** Our own command line client; being there at every service, it needs no row. */
const commandLine: KnownClient = {
  id: 'mintmark-cli',
  name: 'Mintmark command line',
  type: 'public',
  redirectUris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
  secretHash: null,
};

/** What an id of a client may look like; anything else is asked of nobody. */
const CLIENT_ID = /^[A-Za-z0-9._-]{1,100}$/;

/** The client with this id, as text from outside; null when there is none. */
export async function findClient(db: Db, id: string): Promise<KnownClient | null> {
  if (id === commandLine.id) return commandLine;
  return CLIENT_ID.test(id) ? readOauthClient(db, id) : null;
}

/** What a client is called. @param name its name, where it has a row */
export function nameClient(id: string, name: string | null): string {
  return name ?? (id === commandLine.id ? commandLine.name : id);
}
