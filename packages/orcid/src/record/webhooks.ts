import { assertOrcid } from '@mintmark/identifiers';
import type { Answer } from '../answer.ts';
import { deleteAt, type RecordCall } from './call.ts';

/**
 * Webhooks: ORCID posts an empty, unsigned request to the callback when a record changed. ORCID keeps one webhook
 * for an iD and a callback, whoever registered it: give every client a callback of its own that nobody can guess, and
 * take a call as a hint to read the record, never as a fact. The token is the client's own, with /webhook.
 */
export type RecordWebhooks = {
  /** Registers a callback; `created` is false when it was registered already. */
  registerWebhook(orcid: string, callbackUrl: string): Promise<Answer<{ created: boolean }>>;
  /** Removes a callback; one that is gone already is a success. */
  removeWebhook(orcid: string, callbackUrl: string): Promise<Answer<object>>;
};

export function createRecordWebhooks(call: RecordCall): RecordWebhooks {
  return {
    async registerWebhook(orcid, callbackUrl) {
      const url = webhookUrl(call, orcid, callbackUrl);
      const answer = await call.exchange({ method: 'PUT', url, accept: 'application/json' });
      return answer.ok ? { ok: true, created: answer.status === 201 } : answer;
    },
    async removeWebhook(orcid, callbackUrl) {
      const answer = await deleteAt(call, webhookUrl(call, orcid, callbackUrl));
      return !answer.ok && answer.problem.code === 9028 ? { ok: true } : answer;
    },
  };
}

/** Webhooks have no version: they stand beside the record API. */
function webhookUrl(call: RecordCall, orcid: string, callbackUrl: string): string {
  if (!/^https?:\/\//.test(callbackUrl) || !URL.canParse(callbackUrl)) {
    throw new TypeError('The callback of a webhook must be an absolute http or https address.');
  }
  const base = call.base.replace(/\/v\d[\w.]*$/, '');
  return `${base}/${assertOrcid(orcid).canonical}/webhook/${encodeURIComponent(callbackUrl)}`;
}
