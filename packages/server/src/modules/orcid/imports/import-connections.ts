import { randomUUID } from 'node:crypto';
import { parseOrcid } from '@mintmark/identifiers';
import { itemKinds } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { findKnownTokens, type Organisation, storeGrant } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { listClientsOfOrganisation, lockClient } from '../clients/store.ts';
import { insertConnection, lockConnectionOf } from '../connections/store.ts';
import { presentForHistory } from '../connections/write-change.ts';
import { isErased } from '../erasures/tombstones/tombstone.ts';
import { findByFormerId, insertFormerId } from '../merges/store.ts';
import { type ImportedItem, insertImportedItems } from './store.ts';

/** Connections of one transaction: a crash loses no more than these, and the file can be sent again. */
const CHUNK = 500;

type ImportContext = Pick<AppContext, 'afterConnectionChange' | 'db' | 'log' | 'now' | 'secrets'>;

/** One connection of a file, as exports write it; what else it says is left out. */
export type GivenConnection = {
  orcid: string;
  former_orcids?: string[];
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
    /** Counts where `expires_in` is missing. */
    expires_at?: string | null;
    revoked_at?: string | null;
  }[];
  put_codes?: { section: string; put_code: number; local_id?: string | null }[];
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
  for (let start = 0; start < given.length; start += CHUNK) {
    const chunk = given.slice(start, start + CHUNK);
    const firsts = new Set<GivenConnection>();
    for (const each of chunk) {
      const key = `${each.environment}|${each.client_id}|${each.orcid}`;
      if (!seen.has(key)) firsts.add(each);
      seen.add(key);
    }
    const done = await transact(ctx.db, async (tx) => {
      const ofChunk: ImportOutcome[] = [];
      for (const each of chunk) {
        ofChunk.push(
          firsts.has(each)
            ? await importOne(tx, ctx, actor, { organisation, clients, isTrial }, each)
            : say(each, 'conflict', 'It is in the file twice.'),
        );
      }
      return ofChunk;
    });
    outcomes.push(...done);
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
  tx: Tx,
  ctx: ImportContext,
  actor: Actor,
  into: { organisation: Organisation; clients: readonly OrganisationClient[]; isTrial: boolean },
  given: GivenConnection,
): Promise<ImportOutcome> {
  const parsed = parseOrcid(given.orcid);
  if (!parsed.ok) return say(given, 'refused', parsed.problem.message);
  const orcid = parsed.value.canonical;
  const former = readFormer(given, orcid);
  if (former === null) return say(given, 'refused', 'One of its former iDs is none.');
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
  const now = ctx.now();
  const locked = await lockClient(tx, client.id);
  if (locked?.clientId !== client.clientId) return say(given, 'refused', 'The credentials have changed.');
  const { environment } = client;
  const people = [orcid, ...former].map((each) => ({ environment, orcid: each }));
  const wasErased = await isErased(tx, ctx, into.organisation.id, people);
  if (wasErased === true) {
    return say(given, 'conflict', 'The person was erased here. They can connect their record themselves.');
  }
  if (wasErased === null) {
    return say(
      given,
      'refused',
      'Whether the person was erased here cannot be told: that is sealed with a key that this service does not have. Ask its operator to state it as SECRET_KEY_PREVIOUS.',
    );
  }
  if ((await lockConnectionOf(tx, client.id, orcid)) !== null) return say(given, 'exists', null);
  const organisationId = into.organisation.id;
  for (const each of former) {
    const leadsElsewhere = await findByFormerId(tx, { organisationId, environment, orcid: each });
    if (leadsElsewhere !== null || (await lockConnectionOf(tx, client.id, each)) !== null) {
      return say(given, 'conflict', `Its former iD ${each} belongs to another connection here.`);
    }
  }
  const tokenMacs = grants.flatMap(({ access_token }) => ctx.secrets.macs(access_token));
  if (await findKnownTokens(tx, tokenMacs)) {
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
    const { access_token, refresh_token = null, token_type = 'bearer', scope } = grant;
    const tokens = {
      accessToken: access_token,
      refreshToken: refresh_token,
      scope,
      name: given.name ?? null,
      orcid,
      expiresInSeconds: readLife(grant),
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
  await insertImportedItems(tx, after.id, readItems(given));
  for (const each of former) {
    await insertFormerId(tx, {
      organisationId,
      environment,
      orcid: each,
      connectionId: after.id,
      mergedAt: now,
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
}

/** The iDs that were merged into the one of a connection; null: one of them is none. */
function readFormer({ former_orcids = [] }: GivenConnection, orcid: string): string[] | null {
  const former = new Set<string>();
  for (const text of former_orcids) {
    const parsed = parseOrcid(text);
    if (!parsed.ok) return null;
    if (parsed.value.canonical !== orcid) former.add(parsed.value.canonical);
  }
  return [...former];
}

/** Seconds from when a token was given to when it runs out; null: nobody says. */
function readLife(grant: GivenConnection['grants'][number]): number | null {
  const { expires_in = null, expires_at = null, issued_at } = grant;
  if (expires_in !== null || expires_at === null) return expires_in;
  return Math.max(0, Math.round((Date.parse(expires_at) - Date.parse(issued_at)) / 1000));
}

/** What the other system had put on the record; a section that is none of ORCID's is left out. */
function readItems({ put_codes = [] }: GivenConnection): ImportedItem[] {
  return put_codes.flatMap(({ section, put_code, local_id = null }) => {
    const kind = itemKinds.find((each) => each === section);
    return kind === undefined ? [] : [{ kind, putCode: put_code, localId: local_id }];
  });
}
