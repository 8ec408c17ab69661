import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, type Scope, toEventActor } from '../../../http/actor.ts';
import { lifetimesSeconds } from '../authorization-server/lifetimes.ts';
import type { KnownClient } from '../oauth-clients/clients.ts';
import { insertAuthorization } from './store.ts';

/** Writes that a person allows a program these scopes. @returns the id of the authorization */
export async function allowClient(
  tx: Tx,
  person: PersonActor,
  client: KnownClient,
  scopes: readonly Scope[],
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + lifetimesSeconds.authorization * 1000);
  await insertAuthorization(tx, {
    id,
    accountId: person.accountId,
    clientId: client.id,
    scopes,
    createdAt: now,
    expiresAt,
  });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'authorization', id },
    action: 'allow',
    actor: toEventActor(person),
    after: { client: client.id, clientName: client.name, scopes, expiresAt: expiresAt.toISOString() },
  });
  return id;
}
