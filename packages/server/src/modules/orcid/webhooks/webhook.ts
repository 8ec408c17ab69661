/** That ORCID should call us when a record changes, against what it acknowledged. */
export type Webhook = {
  connectionId: string;
  orcidClientId: string;
  /** The address with its secret path, sealed. */
  sealed: string;
  wanted: boolean;
  registeredAt: Date | null;
  attempts: number;
};

/** The additional data that an address is sealed with: its row and column. */
export function webhookContext(connectionId: string): string {
  return `orcid_webhooks.sealed|${connectionId}`;
}

/** Where ORCID calls; the path that follows cannot be guessed. */
export const WEBHOOK_PATH = '/orcid/webhooks';
