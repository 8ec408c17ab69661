import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import {
  findOrganisation,
  isUsable,
  listGrantsOfConnection,
  type Organisation,
} from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { readClientOfOrganisation } from '../clients/store.ts';
import type { Connection } from '../connections/connection.ts';
import { listConnectionsOfAccount } from '../connections/store.ts';
import { mayAsk, splitScope, uniteScopes, usualScope } from './scopes.ts';

/** What an organisation offers a person who comes to connect their record. */
export type ConnectOffer = {
  organisation: Organisation;
  client: OrganisationClient;
  /** All that is asked: what the organisation asks of everybody, what the person allowed already, and what is needed now. */
  scope: string;
  /** What the person has with the organisation so far; null for a stranger. */
  connection: Connection | null;
  /** What the person allows at the moment. */
  allowed: string;
};

/**
 * What somebody is asked who connects their record with an organisation. ORCID knows no adding to a permission: who is
 * asked for more is asked for all of it, and the new token takes the place of the old one.
 * @param wish.needed a scope that something needs beyond the usual; what the client may not ask is left out
 * @throws AppError not-found when the organisation has no credentials: nothing else is told of it
 */
export async function readOffer(
  db: Db,
  slug: string,
  wish: { present: PersonActor | null; needed: string },
): Promise<ConnectOffer> {
  const organisation = await findOrganisation(db, slug);
  const client = organisation === null ? null : await readClientOfOrganisation(db, organisation.id);
  if (organisation === null || client === null) {
    throw new AppError('not-found', 'No organisation here connects ORCID records at this address.');
  }
  const { present } = wish;
  const own = present === null ? [] : await listConnectionsOfAccount(db, present.accountId);
  const connection = own.find((each) => each.orcidClientId === client.id && each.state !== 'erased') ?? null;
  const grants = connection === null ? [] : await listGrantsOfConnection(db, connection.id);
  const allowed = uniteScopes(...grants.filter(isUsable).map((grant) => grant.scope));
  const further = splitScope(`${allowed} ${wish.needed}`).filter((name) => mayAsk(client, name));
  return { organisation, client, connection, allowed, scope: uniteScopes(usualScope(client), ...further) };
}
