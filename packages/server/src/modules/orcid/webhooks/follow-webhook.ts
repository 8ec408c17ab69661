import { randomBytes } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { hashSecret } from '../../accounts/index.ts';
import { readClient } from '../clients/store.ts';
import type { ConnectionChange } from '../connections/change.ts';
import { isLive } from '../reading/follow-reading.ts';
import { dropWebhook, wantWebhook } from './store.ts';
import { WEBHOOK_PATH, webhookContext } from './webhook.ts';

/**
 * Lets the webhook of a connection follow it: wanted while there is a permission and the client has the member API, and taken
 * back when the permission ends. In the transaction that changed the connection. The path is 256 random bits for this one
 * connection: ORCID keeps webhooks by iD and address, whoever registered them.
 */
export async function followWebhook(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'secrets'>,
  { after }: ConnectionChange,
): Promise<void> {
  const now = after.updatedAt;
  const client = await readClient(tx, after.orcidClientId);
  if (!isLive(after) || client?.api !== 'member') return dropWebhook(tx, after.id, now);
  const path = randomBytes(32).toString('base64url');
  const address = `${ctx.config.publicUrl}${WEBHOOK_PATH}/${path}`;
  await wantWebhook(tx, {
    connectionId: after.id,
    orcidClientId: after.orcidClientId,
    pathHash: hashSecret(path),
    sealed: ctx.secrets.seal(address, webhookContext(after.id)),
    now,
  });
}
