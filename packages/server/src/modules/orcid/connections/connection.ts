import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/**
 * Whether there is a permission. `revoked`: the person took it back at ORCID; `disconnected`: they took it back here;
 * `imported`: it came from another system, and the person has not signed in here; `erased`: only the tombstone is left.
 */
export const connectionStates = [
  'connected',
  'revoked',
  'disconnected',
  'expired',
  'imported',
  'erased',
] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** What the registry says of the record itself. */
export type RecordState = 'active' | 'locked' | 'deactivated' | 'unclaimed' | 'merged';

/** How a person wants their record kept: written by itself, after asking, or never. */
export const preferences = ['automatic', 'ask', 'never'] as const;
export type Preference = (typeof preferences)[number];

/** A person's permission to one organisation's client. */
export type Connection = {
  id: string;
  seq: number;
  organisationId: string;
  orcidClientId: string;
  environment: OrcidEnvironmentName;
  orcid: string;
  name: string | null;
  accountId: string | null;
  state: ConnectionState;
  recordState: RecordState;
  mergedInto: string | null;
  preference: Preference;
  language: string | null;
  connectedAt: Date | null;
  endedAt: Date | null;
  endedDetail: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};
