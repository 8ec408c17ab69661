import type { OrcidState } from './state.ts';

/** A callback for one record. The registry knows it by iD and address, whoever registered it. */
export type Webhook = {
  orcid: string;
  uri: string;
  clientId: string;
  /** When the record last changed and the callback has not been told; null: nothing to tell. */
  changedAt: Date | null;
  failures: number;
  /** When it may be tried again after a failure. */
  retryAt: Date | null;
};

/** One call that a run made, or left out because the client is blacklisted in it. */
export type Delivery = {
  orcid: string;
  uri: string;
  clientId: string;
  /** Null where nobody answered or nobody was asked. */
  status: number | null;
  outcome: 'delivered' | 'failed' | 'given-up' | 'blacklisted';
};

const FIRST_RETRY_MS = 5 * 60 * 1000;
const MOST_FAILURES = 6;
const CALL_LIMIT_MS = 10_000;

export function webhookKey(orcid: string, uri: string): string {
  return `${orcid} ${uri}`;
}

/** Marks every webhook of a record as having something to tell. */
export function queueWebhooks(state: OrcidState, orcid: string): void {
  for (const webhook of state.webhooks.values()) {
    if (webhook.orcid === orcid) webhook.changedAt = state.now();
  }
}

/**
 * Makes one run over everything that waits, as ORCID's does every five minutes or so: a POST without body to each
 * callback that is due. Any 2xx is enough; a 429 leaves out the rest of that client's callbacks in this run; whatever
 * else counts as a failure and doubles the wait, until the callback is given up.
 */
export async function deliverWebhooks(state: OrcidState): Promise<Delivery[]> {
  const blacklist = new Set<string>();
  const deliveries: Delivery[] = [];
  for (const webhook of [...state.webhooks.values()]) {
    if (!isDue(webhook, state.now())) continue;
    const { orcid, uri, clientId, changedAt } = webhook;
    if (blacklist.has(clientId)) {
      deliveries.push({ orcid, uri, clientId, status: null, outcome: 'blacklisted' });
      continue;
    }
    const status = await call(uri);
    if (status === 429) blacklist.add(clientId);
    deliveries.push({ orcid, uri, clientId, status, outcome: note(state, webhook, changedAt, status) });
  }
  return deliveries;
}

function isDue(webhook: Webhook, now: Date): boolean {
  if (webhook.changedAt === null || webhook.failures >= MOST_FAILURES) return false;
  return webhook.retryAt === null || webhook.retryAt <= now;
}

function note(
  state: OrcidState,
  webhook: Webhook,
  toldOf: Date | null,
  status: number | null,
): Delivery['outcome'] {
  if (status !== null && status >= 200 && status < 300) {
    // What changed while the call was under way is told in the next run.
    if (webhook.changedAt === toldOf) webhook.changedAt = null;
    webhook.failures = 0;
    webhook.retryAt = null;
    return 'delivered';
  }
  if (status === 429) return 'blacklisted';
  webhook.failures += 1;
  webhook.retryAt = new Date(state.now().getTime() + FIRST_RETRY_MS * 2 ** (webhook.failures - 1));
  return webhook.failures >= MOST_FAILURES ? 'given-up' : 'failed';
}

async function call(uri: string): Promise<number | null> {
  try {
    const response = await fetch(uri, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
