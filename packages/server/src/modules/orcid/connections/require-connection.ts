import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Organisation } from '../../accounts/index.ts';
import type { Connection } from './connection.ts';
import { readConnection } from './store.ts';

/** @throws AppError not-found for a connection of another organisation, as for none */
export async function requireConnection(db: Db, organisation: Organisation, id: string): Promise<Connection> {
  const connection = await readConnection(db, id);
  if (connection === null || connection.organisationId !== organisation.id) {
    throw new AppError('not-found', 'The organisation has no such connection.');
  }
  return connection;
}
