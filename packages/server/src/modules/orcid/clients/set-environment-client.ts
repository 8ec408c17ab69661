import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { ChangedMeanwhile, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { clientSecretContext, type OrganisationClient } from './client.ts';
import { endConnectionsOfFormerClient } from './end-former.ts';
import {
  insertClient,
  lockClient,
  readClientOfOrganisation,
  readSealedSecret,
  updateClient,
} from './store.ts';

type SetContext = Pick<AppContext, 'afterConnectionChange' | 'config' | 'db' | 'now' | 'secrets'>;

/**
 * Makes or mends the first organisation's credentials, as the environment variables give them. Repeating it with the same
 * values changes nothing.
 */
export async function setEnvironmentClient(ctx: SetContext, organisationId: string): Promise<void> {
  const { environment, api, clientId, clientSecret, requestsPerSecond } = ctx.config.orcid;
  const wish = { api, clientId, fromEnvironment: true, requestsPerSecond };
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const found = await readClientOfOrganisation(tx, organisationId, environment);
    const before = found === null ? null : await lockClient(tx, found.id);
    const id = before?.id ?? randomUUID();
    const context = clientSecretContext({ id, organisationId, environment, clientId });
    const sealedSecret = ctx.secrets.seal(clientSecret, context);
    if (before === null) {
      const isNew = await insertClient(tx, {
        ...wish,
        asksForPerson: false,
        id,
        organisationId,
        environment,
        sealedSecret,
        createdAt: now,
      });
      if (!isNew) throw new ChangedMeanwhile('another process has just started with the same credentials');
    } else {
      const isSame =
        before.fromEnvironment &&
        before.api === api &&
        before.clientId === clientId &&
        before.requestsPerSecond === requestsPerSecond &&
        opens(ctx, before, await readSealedSecret(tx, id)) === clientSecret;
      if (isSame) return;
      await updateClient(tx, { ...wish, asksForPerson: before.asksForPerson, id, sealedSecret, now });
      if (before.clientId !== clientId) await endConnectionsOfFormerClient(tx, ctx, before, now);
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-client', id },
      action: before === null ? 'create' : 'update',
      actor: { kind: 'service' },
      after: { environment, api, clientId, requestsPerSecond },
    });
  });
}

/** Null when the secret was sealed with a SECRET_KEY that is no longer used. */
function opens(ctx: SetContext, client: OrganisationClient, sealed: string | null): string | null {
  try {
    return sealed === null ? null : ctx.secrets.open(sealed, clientSecretContext(client));
  } catch {
    return null;
  }
}
