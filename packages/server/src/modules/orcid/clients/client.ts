import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** An organisation's credentials at one registry. The secret is not among them: `clients/open-client.ts` opens it. */
export type OrganisationClient = {
  id: string;
  organisationId: string;
  environment: OrcidEnvironmentName;
  /** Which record API the credentials are for: the public one reads, the member one writes too. */
  api: 'public' | 'member';
  /** ORCID's name of it, such as APP-0000000000000001. */
  clientId: string;
  /** Whether the environment variables gave it; then it changes there alone. */
  fromEnvironment: boolean;
  /** Whether people are asked to let it write links, keywords, other names and identifiers, too. */
  asksForPerson: boolean;
  requestsPerSecond: number;
  /** Why nothing is sent: what ORCID said when it refused the client itself. */
  refusedDetail: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** What the secret of a client is bound to: its row, and whose it is at which registry under which name. */
export type ClientBinding = Pick<OrganisationClient, 'id' | 'organisationId' | 'clientId'> & {
  environment: string;
};

/** The additional data that the secret of a client is sealed with. */
export function clientSecretContext({ id, organisationId, environment, clientId }: ClientBinding): string {
  return ['orcid_clients', 'secret', id, organisationId, environment, clientId].join('|');
}

/** What one question of a connection test found. `not-granted`: ORCID did not give this client that, and it may go without. */
export type ClientCheck = {
  name: 'token-endpoint' | 'credentials' | 'record-api' | 'redirect-address' | 'webhooks' | 'groups';
  outcome: 'passed' | 'failed' | 'not-granted' | 'unknown';
  /** A sentence: what works, or what does not and what to do. */
  detail: string;
};

/** The last connection test of credentials as they are. */
export type ClientTest = { at: Date; checks: ClientCheck[] };
