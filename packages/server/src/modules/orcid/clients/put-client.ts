import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { ChangedMeanwhile, type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireNamedVersion, type Versions } from '../../../http/etag.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { countWaitingRevocations, type Organisation } from '../../accounts/index.ts';
import { deleteConnectsOfClient } from '../connecting/store.ts';
import { countConnectionsOfClient } from '../connections/store.ts';
import { clientSecretContext, type OrganisationClient } from './client.ts';
import { findRegistry } from './registry.ts';
import {
  deleteClient,
  insertClient,
  lockClient,
  readClient,
  readClientOfOrganisation,
  updateClient,
} from './store.ts';

type PutContext = Pick<AppContext, 'config' | 'db' | 'now' | 'secrets' | 'wakeDeposits'>;

/** Credentials as an administrator gives them. */
export type ClientWish = {
  environment: OrcidEnvironmentName;
  api: 'public' | 'member';
  clientId: string;
  /** Null: the secret stays. */
  clientSecret: string | null;
  /** Null: what ORCID allows its clients of this API. */
  requestsPerSecond: number | null;
  asksForPerson: boolean;
};

/** What ORCID allows in a second, by API. */
export const REQUESTS_PER_SECOND = { public: 12, member: 24 } as const;

/**
 * Gives an organisation its credentials at a registry, or changes them. The secret is sealed and never shown again.
 * @param versions null: there are none yet
 * @throws AppError invalid-input; version-needed, version-mismatch; move-not-allowed for credentials of the environment
 *   variables, and for another client while people are connected with this one
 */
export async function putClient(
  ctx: PutContext,
  actor: Actor,
  organisation: Organisation,
  wish: ClientWish,
  versions: Versions | null,
): Promise<{ client: OrganisationClient; created: boolean }> {
  const put = await transact(ctx.db, async (tx) => {
    const found = await readClientOfOrganisation(tx, organisation.id, wish.environment);
    const before = found === null ? null : await lockClient(tx, found.id);
    if (before !== null) {
      requireNamedVersion({ name: `a client at ${wish.environment}`, version: before.version }, versions);
    }
    refuseWrong(ctx, wish, before);
    const requestsPerSecond =
      wish.requestsPerSecond ?? before?.requestsPerSecond ?? REQUESTS_PER_SECOND[wish.api];
    if (before?.fromEnvironment === true) refuseOfEnvironment(before, { ...wish, requestsPerSecond });
    if (before !== null && before.clientId !== wish.clientId) await refuseWhileConnected(tx, before);
    const id = before?.id ?? randomUUID();
    const now = ctx.now();
    const { clientSecret, ...members } = { ...wish, requestsPerSecond };
    const context = clientSecretContext({ ...members, id, organisationId: organisation.id });
    const seal = (secret: string): string => ctx.secrets.seal(secret, context);
    if (before === null) {
      const isNew = await insertClient(tx, {
        ...members,
        id,
        organisationId: organisation.id,
        fromEnvironment: false,
        sealedSecret: seal(clientSecret ?? ''),
        createdAt: now,
      });
      if (!isNew) throw new ChangedMeanwhile('somebody else has just given the organisation its credentials');
    } else {
      const sealedSecret = clientSecret === null ? null : seal(clientSecret);
      await updateClient(tx, { ...members, id, fromEnvironment: before.fromEnvironment, sealedSecret, now });
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-client', id },
      action: before === null ? 'create' : 'update',
      actor: toEventActor(actor),
      before: before === null ? null : presentForHistory(before),
      after: { ...presentForHistory(members), ...(clientSecret === null ? {} : { secretChanged: true }) },
    });
    const client = await readClient(tx, id);
    if (client === null) throw new Error('credentials vanished in the transaction that wrote them');
    return { client, created: before === null };
  });
  ctx.wakeDeposits();
  return put;
}

/**
 * Takes credentials away that nobody was ever connected with: tokens and history of others hang on theirs.
 * @throws AppError not-found, version-mismatch, move-not-allowed
 */
export async function removeClient(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  client: OrganisationClient,
  versions: Versions,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const before = await lockClient(tx, client.id);
    if (before === null) throw new AppError('not-found', 'The organisation has no such credentials.');
    requireNamedVersion({ name: `a client at ${before.environment}`, version: before.version }, versions);
    if (before.fromEnvironment) throw ofEnvironment();
    const { all } = await countConnectionsOfClient(tx, before.id);
    if (all > 0) {
      throw new AppError(
        'move-not-allowed',
        `${all === 1 ? 'One person has' : `${all} people have`} connected with these credentials, and what was written for them hangs on it. Disconnect people instead, or give the credentials another secret.`,
      );
    }
    await deleteConnectsOfClient(tx, before.id);
    await deleteClient(tx, before.id);
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'orcid-client', id: before.id },
      action: 'delete',
      actor: toEventActor(actor),
      before: presentForHistory(before),
    });
  });
}

function refuseWrong(ctx: PutContext, wish: ClientWish, before: OrganisationClient | null): void {
  const problems: InputProblem[] = [];
  const { environment, api, requestsPerSecond, clientSecret } = wish;
  if (findRegistry(ctx.config, environment) === null) {
    problems.push({ pointer: '/environment', detail: 'This service runs with no stand-in of ORCID.' });
  }
  if (environment === 'production' && !ctx.config.publicUrl.startsWith('https://')) {
    problems.push({
      pointer: '/environment',
      detail: 'ORCID sends people back over https only, and this service has no https address (PUBLIC_URL).',
    });
  }
  if (requestsPerSecond !== null && requestsPerSecond > REQUESTS_PER_SECOND[api]) {
    problems.push({
      pointer: '/requestsPerSecond',
      detail: `ORCID allows clients of its ${api} API ${REQUESTS_PER_SECOND[api]} a second.`,
    });
  }
  if (clientSecret === null && before?.clientId !== wish.clientId) {
    problems.push({ pointer: '/clientSecret', detail: 'A new client needs its secret.' });
  }
  if (wish.asksForPerson && api === 'public') {
    problems.push({ pointer: '/asksForPerson', detail: 'Clients of the public API cannot write.' });
  }
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'The credentials have mistakes.', { problems });
  }
}

function refuseOfEnvironment(before: OrganisationClient, wish: ClientWish): void {
  const isSame =
    before.api === wish.api &&
    before.clientId === wish.clientId &&
    wish.clientSecret === null &&
    before.requestsPerSecond === wish.requestsPerSecond;
  if (!isSame) throw ofEnvironment();
}

function ofEnvironment(): AppError {
  return new AppError(
    'move-not-allowed',
    'These credentials come from the environment variables ORCID_… of this service, and change there alone.',
  );
}

async function refuseWhileConnected(tx: Tx, before: OrganisationClient): Promise<void> {
  const { live } = await countConnectionsOfClient(tx, before.id);
  if (live === 0) return refuseWhileRevoking(tx, before);
  throw new AppError(
    'move-not-allowed',
    `${live === 1 ? 'One person is' : `${live} people are`} connected with the client ${before.clientId}, and a permission does not pass on to another. Disconnect them first, while their tokens can still be revoked.`,
  );
}

/** Only the client that a token was given to can revoke it. One that ORCID refuses cannot any more. */
async function refuseWhileRevoking(tx: Tx, before: OrganisationClient): Promise<void> {
  if (before.refusedDetail !== null) return;
  const { organisationId, environment: orcidEnvironment, clientId } = before;
  const waiting = await countWaitingRevocations(tx, { organisationId, orcidEnvironment, clientId });
  if (waiting === 0) return;
  throw new AppError(
    'move-not-allowed',
    `ORCID has still to revoke ${waiting === 1 ? 'one token' : `${waiting} tokens`} of the client ${clientId}, which no other client can ask for. Wait until that is done.`,
  );
}

/** What the history keeps of credentials; never the secret. */
function presentForHistory(
  client: Pick<
    OrganisationClient,
    'environment' | 'api' | 'clientId' | 'requestsPerSecond' | 'asksForPerson'
  >,
): Record<string, unknown> {
  const { environment, api, clientId, requestsPerSecond, asksForPerson } = client;
  return { environment, api, clientId, requestsPerSecond, asksForPerson };
}
