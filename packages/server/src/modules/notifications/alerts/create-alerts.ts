import { randomUUID } from 'node:crypto';
import type { Config } from '../../../config.ts';
import type { AppContext } from '../../../context.ts';
import { readMailAddressText } from '../mail/address.ts';
import { composeAlert } from './compose.ts';
import { insertAlert, listAlerts } from './store.ts';

/** Alerts as registration raises them: a row each, mailed by the mail worker. */
export function createAlerts(
  config: Pick<Config, 'contactEmail' | 'mail' | 'publicUrl'>,
): AppContext['alerts'] {
  return {
    parseAddress: readMailAddressText,
    async raise(tx, alert) {
      const address = alert.address ?? config.contactEmail;
      await insertAlert(tx, {
        id: randomUUID(),
        organisationId: alert.organisationId,
        cause: alert.cause,
        day: alert.at.toISOString().slice(0, 10),
        address,
        ...composeAlert(alert, config.publicUrl),
        createdAt: alert.at,
      });
    },
    list: (db, organisationIds, limit) =>
      listAlerts(db, organisationIds, { limit, hasMailServer: config.mail !== null }),
  };
}
