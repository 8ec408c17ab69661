import { randomUUID } from 'node:crypto';
import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { findKnownTokens, type Organisation, storeGrant } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { listClientsOfOrganisation, lockClient } from '../clients/store.ts';
import { insertConnection, lockConnectionOf } from '../connections/store.ts';
import { presentForHistory } from '../connections/write-change.ts';
import { describeTombstone } from '../erasures/erase-person.ts';
import { isErased } from '../erasures/store.ts';

type ImportContext = Pick<AppContext, 'afterConnectionChange' | 'db' | 'now' | 'secrets'>;

/** One connection of a file, as exports write it; what else it says is left out. */
export type GivenConnection = {
  orcid: string;
  name?: string | null;
  environment: string;
  client_id: string;
  grants: {
    access_token?: string;
    refresh_token?: string | null;
    token_type?: string;
    scope: string;
    issued_at: string;
    expires_in?: number | null;
    revoked_at?: string | null;
  }[];
};

/**
 * What became of one. `exists`: it is connected here already, and stays as it is. `conflict`: taking it over would contradict
 * what is here. `refused`: it cannot be used.
 */
export type ImportOutcome = {
  orcid: string;
  outcome: 'imported' | 'exists' | 'conflict' | 'refused';
  detail: string | null;
};

/**
 * Takes over connections from another system that used the same credentials. They may be written with, but an imported iD
 * counts as authenticated only once its owner has signed in here.
 * @param isTrial says what would become of each, and changes nothing
 */
export async function importConnections(
  ctx: ImportContext,
  actor: Actor,
  organisation: Organisation,
  given: readonly GivenConnection[],
  isTrial: boolean,
): Promise<ImportOutcome[]> {
  const clients = await listClientsOfOrganisation(ctx.db, organisation.id);
  const outcomes: ImportOutcome[] = [];
  const seen = new Set<string>();
  for (const each of given) {
    const key = `${each.environment}|${each.client_id}|${each.orcid}`;
    const outcome = seen.has(key)
      ? say(each, 'conflict', 'It is in the file twice.')
      : await importOne(ctx, actor, { organisation, clients, isTrial }, each);
    seen.add(key);
    outcomes.push(outcome);
  }
  return outcomes;
}

function say(
  { orcid }: GivenConnection,
  outcome: ImportOutcome['outcome'],
  detail: string | null,
): ImportOutcome {
  return { orcid, outcome, detail };
}

async function importOne(
  ctx: ImportContext,
  actor: Actor,
  into: { organisation: Organisation; clients: readonly OrganisationClient[]; isTrial: boolean },
  given: GivenConnection,
): Promise<ImportOutcome> {
  const parsed = parseOrcid(given.orcid);
  if (!parsed.ok) return say(given, 'refused', parsed.problem.message);
  const orcid = parsed.value.canonical;
  const client = into.clients.find(
    ({ clientId, environment }) => clientId === given.client_id && environment === given.environment,
  );
  if (client === undefined) {
    return say(
      given,
      'refused',
      `The organisation has no credentials ${given.client_id} at this registry; tokens work with the credentials that they were given to alone.`,
    );
  }
  const grants = given.grants.flatMap((grant) =>
    grant.access_token === undefined || (grant.revoked_at ?? null) !== null
      ? []
      : [{ ...grant, access_token: grant.access_token }],
  );
  if (grants.length === 0) return say(given, 'refused', 'It has no token that is not revoked.');
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const locked = await lockClient(tx, client.id);
    if (locked?.clientId !== client.clientId) return say(given, 'refused', 'The credentials have changed.');
    const person = { environment: client.environment, orcid };
    if (await isErased(tx, into.organisation.id, ctx.secrets.macs(describeTombstone(person)))) {
      return say(given, 'conflict', 'The person was erased here. They can connect their record themselves.');
    }
    if ((await lockConnectionOf(tx, client.id, orcid)) !== null) return say(given, 'exists', null);
    const macs = grants.flatMap(({ access_token }) => ctx.secrets.macs(access_token));
    if (await findKnownTokens(tx, macs)) {
      return say(given, 'conflict', 'One of its tokens belongs to another connection here.');
    }
    if (into.isTrial) return say(given, 'imported', null);
    const actorOfEvent = toEventActor(actor);
    const after = await insertConnection(tx, {
      id: randomUUID(),
      organisationId: into.organisation.id,
      orcidClientId: client.id,
      environment: client.environment,
      orcid,
      name: given.name ?? null,
      accountId: null,
      state: 'imported',
      recordState: 'active',
      mergedInto: null,
      preference: 'automatic',
      language: null,
      connectedAt: null,
      endedAt: null,
      endedDetail: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    for (const grant of grants) {
      const { access_token, refresh_token = null, token_type = 'bearer', scope, expires_in = null } = grant;
      const tokens = {
        accessToken: access_token,
        refreshToken: refresh_token,
        scope,
        name: given.name ?? null,
        orcid,
        expiresInSeconds: expires_in,
        tokenResponse: { token_type },
      };
      await storeGrant(tx, ctx, tokens, {
        accountId: null,
        connectionId: after.id,
        organisationId: into.organisation.id,
        orcidEnvironment: client.environment,
        clientId: client.clientId,
        now: new Date(grant.issued_at),
      });
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-connection', id: after.id },
      action: 'import',
      actor: actorOfEvent,
      after: presentForHistory(after),
    });
    await ctx.afterConnectionChange(tx, { before: null, after, actor: actorOfEvent, invitationId: null });
    return say(given, 'imported', null);
  });
}
