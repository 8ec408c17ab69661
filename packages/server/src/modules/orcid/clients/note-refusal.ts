import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import type { OrganisationClient } from './client.ts';
import { setClientRefusal } from './store.ts';

/**
 * Notes that a registry refuses an organisation's client itself, such as for a wrong secret: nothing more is sent with it
 * until its credentials change or a test of them succeeds. Where they have changed since the call, its answer says nothing of
 * those that are there now.
 * @param refusal.client as it was when the call was made
 * @param refusal.detail what the registry said, free of secrets
 */
export async function noteClientRefusal(
  tx: Tx,
  refusal: { client: Pick<OrganisationClient, 'id' | 'version'>; detail: string; now: Date },
): Promise<void> {
  const { client, detail, now } = refusal;
  if (!(await setClientRefusal(tx, client, { detail, now }))) return;
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-client', id: client.id },
    action: 'refused',
    actor: { kind: 'service' },
    reason: detail,
  });
}
