import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { setClientRefusal } from './store.ts';

/**
 * Notes that a registry refuses an organisation's client itself, such as for a wrong secret: nothing more is sent with it
 * until its credentials change or a test of them succeeds.
 * @param refusal.detail what the registry said, free of secrets
 */
export async function noteClientRefusal(
  tx: Tx,
  refusal: { id: string; detail: string; now: Date },
): Promise<void> {
  const { id, detail, now } = refusal;
  if (!(await setClientRefusal(tx, id, { detail, now }))) return;
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-client', id },
    action: 'refused',
    actor: { kind: 'service' },
    reason: detail,
  });
}
