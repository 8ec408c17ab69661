import type { Db, Tx } from '../../db/index.ts';

/** Why people are told that a registrar needs them. */
export const alertCauses = ['refused', 'account', 'outage', 'hold-back'] as const;
export type AlertCause = (typeof alertCauses)[number];

/** What needs a person, for whoever looks after an organisation's registrations. */
export type Alert = {
  organisationId: string;
  cause: AlertCause;
  at: Date;
  /** Where it is mailed to; null: the service's contact address. */
  address: string | null;
  /** The repository at the registrar. */
  repositoryId: string;
  /** In DSpace's word, such as `register`; null where no single identifier is meant. */
  action: string | null;
  /** What the identifier is the name of, such as `item`; null: nothing that this service describes. */
  holder: { type: string; id: string } | null;
  pid: string | null;
  reason: string;
  /** How many others are in the same trouble, and whether there are even more than counted. */
  others: { count: number; orMore: boolean };
};

/** An alert as it was written down. */
export type KeptAlert = {
  organisationId: string;
  cause: AlertCause;
  /** YYYY-MM-DD in UTC. */
  day: string;
  subject: string;
  body: string;
  createdAt: Date;
  mail: 'sent' | 'waiting' | 'kept';
};

/** Writes alerts down and reads them; once for each organisation, cause and day. */
export type Alerts = {
  /** Reads one mail address; null when it is none that mail can be sent to. */
  parseAddress(text: string): string | null;
  raise(tx: Tx, alert: Alert): Promise<void>;
  /** Newest first. @param organisationIds 'all': of every organisation */
  list(db: Db, organisationIds: 'all' | readonly string[], limit: number): Promise<KeptAlert[]>;
};
