import type { OrcidEnvironmentName } from './orcid-environment.ts';

export type Role = 'http' | 'worker' | 'resolver';

/** Everything that the environment decides, checked and complete. */
export type Config = {
  roles: ReadonlySet<Role>;
  host: string;
  port: number;
  /** Origin without a trailing slash, such as `https://pid.example.org`. */
  publicUrl: string;
  /** False: nobody said so, and it is just where this process listens. */
  publicUrlGiven: boolean;
  /** Null: the embedded database. */
  databaseUrl: string | null;
  /** Null: nothing is kept on disk (tests). */
  dataDir: string | null;
  objectStorage: ObjectStorageConfig | null;
  /** Where schemes stand in object storage: `{identifierPath}/{namespace}.json`; no slash at either end. */
  identifierPath: string;
  orcid: OrcidConfig;
  datacite: DataciteConfig;
  /** Whether anyone who signs in becomes a member of the first organisation. */
  signUp: 'open' | 'closed';
  /** 32 bytes that encrypt stored tokens and sign cookies. */
  secretKey: Buffer;
  /** Keys that were in use before: they open what they sealed, until it is sealed anew. */
  previousSecretKeys: readonly Buffer[];
  adminToken: string | null;
  /** What one person, or one address without a person, may ask of the API. */
  requestsPerMinute: number;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Contact shown to registrars and on error pages. */
  contactEmail: string | null;
  /** Prefix of the local Handles of the first organisation; null: it has none. */
  handlePrefix: string | null;
  /** Null: notices are told in the service only. */
  mail: MailConfig | null;
  /** Whether links may lead to private networks. */
  allowPrivateTargets: boolean;
  /** The DSpace UI in front of this service, without a trailing slash; without one it is `publicUrl`. */
  dspaceUiUrl: string;
};

export type MailConfig = {
  /** The mail server, `smtp://` or `smtps://`, with its credentials. */
  smtpUrl: string;
  /** The address that mails come from. */
  from: string;
};

export type ObjectStorageConfig = {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  bucket: string;
  region: string;
  pathStyle: boolean;
};

export type OrcidConfig = {
  environment: OrcidEnvironmentName;
  /** Which record API the credentials are for. */
  api: 'public' | 'member';
  requestsPerSecond: number;
  /** Between two readings of a record of which nobody says that it changed. */
  pollingHours: number;
  clientId: string;
  clientSecret: string;
  /** Where the stand-in listens; only with `environment: 'stand-in'`. */
  standInUrl: string | null;
};

export type DataciteConfig = {
  url: string;
  repositoryId: string;
  password: string;
  prefix: string;
  requestsPerFiveMinutes: number;
  /** How long one request may take. */
  timeoutMs: number;
  standIn: boolean;
};
