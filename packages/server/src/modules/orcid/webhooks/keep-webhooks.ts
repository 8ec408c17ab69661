import {
  createRecordApi,
  isClientRefusal,
  type OrcidClient,
  type OrcidProblem,
  requestClientToken,
  revokeToken,
} from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { readClient } from '../clients/store.ts';
import { readConnection } from '../connections/store.ts';
import { sayProblem } from '../explain-problem.ts';
import { listFormerIds } from '../merges/store.ts';
import { createPaced, createPacedTokens, type Paced } from '../pace/call-in-turn.ts';
import {
  listDueClients,
  markRegistered,
  markRemoved,
  putOffWebhook,
  putOffWebhooksOfClient,
  takeDueWebhook,
} from './store.ts';
import { type Webhook, webhookContext } from './webhook.ts';

type KeepContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets'>;

const PAUSE_MS = 30_000;
const MINUTE_MS = 60_000;
const LONGEST_DELAY_MS = 24 * 60 * MINUTE_MS;
/** Webhooks are a part of ORCID's premium membership: a client that has none is asked about again once a week. */
const NOT_ALLOWED_MS = 7 * 24 * 60 * MINUTE_MS;
/** Webhooks that one token of the client is used for. */
const AT_ONCE = 100;

/** Registers webhooks that are wanted and removes those that are not, until none is due. @returns how many were tried */
export async function keepWebhooks(ctx: KeepContext, isStopped = () => false): Promise<number> {
  let count = 0;
  for (const clientId of await listDueClients(ctx.db, ctx.now())) {
    if (isStopped()) break;
    const client = await readClient(ctx.db, clientId);
    if (client === null) continue;
    count += await keepOfClient(ctx, client, isStopped).catch((error: unknown) => {
      // Such as a secret whose key is not known: the other organisations go on.
      ctx.log.error(
        { err: error, orcidClientId: client.id },
        'webhooks of a client could not be looked after',
      );
      return 0;
    });
  }
  return count;
}

/** The same until it is stopped. @param isHeldBack whether nothing may be sent at the moment, as from a copy of the database */
export function startWebhookWorker(ctx: KeepContext, isHeldBack: () => Promise<boolean>): WorkLoops {
  return startWorkLoops({
    concurrency: 1,
    pauseMs: PAUSE_MS,
    next: async (isStopped) => !(await isHeldBack()) && (await keepWebhooks(ctx, isStopped)) > 0,
    whenFailed: (error) =>
      ctx.log.error({ err: error }, 'webhooks of ORCID records could not be looked after'),
  });
}

async function keepOfClient(
  ctx: KeepContext,
  client: OrganisationClient,
  isStopped: () => boolean,
): Promise<number> {
  const asked = await openOrcidClient(ctx, client);
  const pacedTokens = createPacedTokens(ctx, client);
  const token = await pacedTokens(() => requestClientToken(asked, '/webhook'));
  if (!token.ok) {
    const now = ctx.now();
    const isRefused = token.reason !== 'unreachable';
    // A client that may not have webhooks is in good order; one that is unknown is not.
    const isClientRefused = isClientRefusal(token.error);
    await transact(ctx.db, async (tx) => {
      const nextAt = new Date(now.getTime() + (isRefused ? NOT_ALLOWED_MS : 10 * MINUTE_MS));
      const detail = isRefused
        ? 'ORCID does not let this client be told of changes; records are read from time to time instead.'
        : 'ORCID could not be asked.';
      await putOffWebhooksOfClient(tx, client.id, { now, nextAt, detail });
      if (isClientRefused) await noteClientRefusal(tx, { client, detail: token.detail, now });
    });
    return 1;
  }
  const { accessToken } = token;
  const paced = createPaced(ctx, client);
  let count = 0;
  while (count < AT_ONCE && !isStopped()) {
    const now = ctx.now();
    const nextAt = new Date(now.getTime() + 15 * MINUTE_MS);
    const webhook = await transact(ctx.db, (tx) => takeDueWebhook(tx, client.id, { now, nextAt }));
    if (webhook === null) break;
    count += 1;
    if (!(await keepWebhook(ctx, { client, webhook, accessToken, paced }))) break;
  }
  await pacedTokens(() => revokeToken(asked, accessToken));
  return count;
}

/** @returns whether there is any use in going on with the next one at once */
async function keepWebhook(
  ctx: KeepContext,
  open: { client: OrganisationClient; webhook: Webhook; accessToken: string; paced: Paced },
): Promise<boolean> {
  const { client, webhook, accessToken, paced } = open;
  const { connectionId, wanted } = webhook;
  const connection = await readConnection(ctx.db, connectionId);
  if (connection === null) return true;
  const { orcid } = connection;
  const address = ctx.secrets.open(webhook.sealed, webhookContext(connectionId));
  const orcidClient: OrcidClient = await openOrcidClient(ctx, client, {
    orcid,
    // The address lets whoever knows it ask for readings: the log has no need of it.
    secrets: [accessToken, address, encodeURIComponent(address), address.slice(address.lastIndexOf('/') + 1)],
  });
  const api = createRecordApi(orcidClient, { api: client.api, accessToken });
  // ORCID may know it by an iD that the record had before it was merged into another one.
  const former = wanted ? [] : ((await listFormerIds(ctx.db, [connectionId])).get(connectionId) ?? []);
  let answer = await paced<object>(() =>
    wanted ? api.registerWebhook(orcid, address) : api.removeWebhook(orcid, address),
  );
  for (const each of former) {
    if (!answer.ok && !isFinal(answer.problem)) break;
    answer = await paced<object>(() => api.removeWebhook(each, address));
  }
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    if (answer.ok) {
      await (wanted ? markRegistered(tx, connectionId, now) : markRemoved(tx, connectionId, now));
    } else if (!wanted && isFinal(answer.problem)) {
      await markRemoved(tx, connectionId, now);
    } else {
      const nextAt = new Date(now.getTime() + delayOf(webhook, answer.problem));
      const detail = sayProblem(answer.problem);
      await putOffWebhook(tx, connectionId, { nextAt, detail });
      if (answer.problem.kind === 'client-refused') await noteClientRefusal(tx, { client, detail, now });
    }
  });
  return answer.ok || (answer.problem.kind !== 'later' && answer.problem.kind !== 'client-refused');
}

/** ORCID will not take it back for us, however often it is asked; whom it calls then is told nothing. */
function isFinal({ kind }: OrcidProblem): boolean {
  return kind === 'not-source' || kind === 'gone' || kind === 'invalid' || kind === 'moved';
}

function delayOf({ attempts }: Webhook, { kind, retryAfterMs }: OrcidProblem): number {
  if (kind !== 'later') return LONGEST_DELAY_MS;
  const doubled = Math.min(LONGEST_DELAY_MS, MINUTE_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.max(doubled, Math.min(retryAfterMs ?? 0, LONGEST_DELAY_MS));
}
