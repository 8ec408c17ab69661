import { createRecordApi, type OrcidClient, requestClientToken, revokeToken } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { createPaced, createPacedTokens, type PaceContext, type PacedTokens } from '../pace/call-in-turn.ts';
import type { ClientCheck, ClientTest, OrganisationClient } from './client.ts';
import { noteClientRefusal } from './note-refusal.ts';
import { openOrcidClient } from './open-client.ts';
import { setClientTest } from './store.ts';

/** ORCID's own example of a record; whether it is there does not matter, only that the API answers. */
const EXAMPLE_ORCID = '0000-0002-1825-0097';

type TestContext = Pick<
  AppContext,
  'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets' | 'wakeConnections' | 'wakeDeposits'
>;

/** What a test found, and whether the registry takes the client; null: it could not be asked. */
type Found = { checks: ClientCheck[]; isTaken: boolean | null; refusal: string | null };

/**
 * Asks a registry, question by question, what works with an organisation's credentials, and keeps the answers. Nothing is
 * written there. Where the registry takes the client, a former refusal of it is over.
 */
export async function testClient(
  ctx: TestContext,
  actor: Actor,
  client: OrganisationClient,
): Promise<ClientTest> {
  const orcidClient = await openOrcidClient(ctx, client);
  const { checks, isTaken, refusal } = await ask(ctx, orcidClient, client);
  const test: ClientTest = { at: ctx.now(), checks };
  await transact(ctx.db, async (tx) => {
    await setClientTest(tx, client, { ...test, isTaken });
    if (refusal !== null) await noteClientRefusal(tx, { client, detail: refusal, now: test.at });
    await recordEvent(tx, {
      at: test.at,
      subject: { type: 'orcid-client', id: client.id },
      action: 'test',
      actor: toEventActor(actor),
      after: Object.fromEntries(checks.map((check) => [check.name, check.outcome])),
    });
  });
  ctx.wakeConnections();
  ctx.wakeDeposits();
  return test;
}

async function ask(ctx: PaceContext, orcidClient: OrcidClient, client: OrganisationClient): Promise<Found> {
  const redirect = await checkRedirectAddress(orcidClient);
  const paced = createPacedTokens(ctx, client);
  const token = await paced(() => requestClientToken(orcidClient, '/read-public'));
  if (!token.ok) {
    const isReached = token.reason !== 'unreachable';
    const checks: ClientCheck[] = [
      {
        name: 'token-endpoint',
        outcome: isReached ? 'passed' : 'failed',
        detail: isReached ? 'ORCID answers.' : `${token.detail}. Try again in a minute.`,
      },
      {
        name: 'credentials',
        outcome: isReached ? 'failed' : 'unknown',
        detail: isReached
          ? `ORCID does not take client id and secret: ${token.detail}. Copy both again from ORCID's developer tools, or from ORCID's mail.`
          : 'ORCID could not be asked.',
      },
      redirect,
    ];
    return { checks, isTaken: isReached ? false : null, refusal: isReached ? token.detail : null };
  }
  const checks: ClientCheck[] = [
    { name: 'token-endpoint', outcome: 'passed', detail: 'ORCID answers.' },
    { name: 'credentials', outcome: 'passed', detail: 'ORCID takes client id and secret.' },
    await checkRecordApi(ctx, orcidClient, client, token.accessToken),
    redirect,
  ];
  await paced(() => revokeToken(orcidClient, token.accessToken));
  if (client.api === 'member') {
    checks.push(
      await checkOwnScope(orcidClient, paced, {
        name: 'webhooks',
        scope: '/webhook',
        what: 'be told of changes of records',
      }),
      await checkOwnScope(orcidClient, paced, {
        name: 'groups',
        scope: '/group-id-record/update',
        what: 'make groups of peer reviews',
      }),
    );
  }
  return { checks, isTaken: true, refusal: null };
}

async function checkRecordApi(
  ctx: PaceContext,
  orcidClient: OrcidClient,
  client: OrganisationClient,
  accessToken: string,
): Promise<ClientCheck> {
  const { api } = client;
  const recordApi = createRecordApi(orcidClient, { api, accessToken });
  const answer = await createPaced(ctx, client)(() => recordApi.readPerson(EXAMPLE_ORCID));
  const kind = answer.ok ? 'gone' : answer.problem.kind;
  if (kind === 'later') {
    return {
      name: 'record-api',
      outcome: 'failed',
      detail: `The ${api} API does not answer. Try again in a minute.`,
    };
  }
  // That the example record is missing, locked or merged is an answer, too.
  if (['gone', 'locked', 'deactivated', 'unclaimed', 'moved'].includes(kind)) {
    return { name: 'record-api', outcome: 'passed', detail: `The ${api} API takes the client.` };
  }
  return {
    name: 'record-api',
    outcome: 'failed',
    detail:
      api === 'member'
        ? 'The member API does not take this client. Are the credentials for the public API?'
        : 'The public API does not take this client.',
  };
}

/** Asked without showing anybody a page: a client and redirect address that ORCID knows are answered with a redirect there. */
async function checkRedirectAddress(orcidClient: OrcidClient): Promise<ClientCheck> {
  const { environment, clientId, redirectUri } = orcidClient;
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    prompt: 'none',
  });
  const name = 'redirect-address';
  try {
    const response = await orcidClient.fetch(`${environment.issuer}/oauth/authorize?${query}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(orcidClient.timeoutMs),
    });
    if (response.headers.get('location')?.startsWith(redirectUri)) {
      return { name, outcome: 'passed', detail: `ORCID sends people back to ${redirectUri}.` };
    }
    if (response.status >= 400 && response.status < 500) {
      return {
        name,
        outcome: 'failed',
        detail: `ORCID does not send people back to ${redirectUri}. Register exactly this address with the client at ORCID.`,
      };
    }
  } catch {
    return { name, outcome: 'unknown', detail: 'ORCID could not be asked.' };
  }
  return {
    name,
    outcome: 'unknown',
    detail: `ORCID did not say whether it sends people back to ${redirectUri}. Connect your own record to see.`,
  };
}

async function checkOwnScope(
  orcidClient: OrcidClient,
  paced: PacedTokens,
  { name, scope, what }: { name: 'webhooks' | 'groups'; scope: string; what: string },
): Promise<ClientCheck> {
  const token = await paced(() => requestClientToken(orcidClient, scope));
  if (token.ok) {
    await paced(() => revokeToken(orcidClient, token.accessToken));
    return { name, outcome: 'passed', detail: `The client may ${what} (${scope}).` };
  }
  if (token.reason === 'unreachable')
    return { name, outcome: 'unknown', detail: 'ORCID could not be asked.' };
  return {
    name,
    outcome: 'not-granted',
    detail: `The client may not ${what} (${scope}); ask ORCID for it if you need it.`,
  };
}
