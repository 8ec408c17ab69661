import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { AccountColumn } from './db/account-columns.ts';
import type { BatchReader } from './db/batch-reader.ts';
import type { DbHandle, Engine } from './db/index.ts';
import type { Pages } from './http/pages.ts';
import type { Jobs } from './jobs/index.ts';
import type { Metrics } from './metrics.ts';
import type { AfterOrcidMerged, GuessLimiter, PasswordHasher, TokenOwner } from './modules/accounts/index.ts';
import type { AfterAttributes } from './modules/data/index.ts';
import type { AfterItemChange } from './modules/items/index.ts';
import type { MintQueue } from './modules/minting/index.ts';
import type { AfterConnectionChange, FindOrcidProfile, PrepareDeposit } from './modules/orcid/index.ts';
import type { AfterRegistration, Alerts } from './modules/registration/index.ts';
import type { BeforeStep } from './modules/requests/index.ts';
import type { CheckSchemeChange } from './modules/schemes/index.ts';
import type { NoidSequences } from './noid-sequences.ts';
import type { Secrets } from './secrets.ts';
import type { ObjectStorage } from './storage/index.ts';
import type { Turnstile } from './turnstile.ts';

/** What the service is made of. Modules declare the part that they use: `Pick<AppContext, 'db' | 'now'>`. */
export type AppContext = {
  config: Config;
  engine: Engine;
  db: DbHandle;
  jobs: Jobs;
  storage: ObjectStorage;
  secrets: Secrets;
  pages: Pages;
  noidSequences: NoidSequences;
  mintQueue: MintQueue;
  findTokenOwner: BatchReader<TokenOwner>;
  passwordHasher: PasswordHasher;
  /** Lets one file with tokens after the other be encrypted or opened. */
  ageTurnstile: Turnstile;
  /** Counts wrong passwords. */
  guesses: GuessLimiter;
  metrics: Metrics;
  log: Logger;
  /** The time; an argument, so that tests need not wait. */
  now: () => Date;
  /** Waits; an argument for the same reason. */
  pause: (ms: number) => Promise<void>;
  /** Wakes the registration worker of this process; harmless when there is none. */
  wakeRegistration: () => void;
  /** The same for the worker of batches. */
  wakeBatches: () => void;
  /** The same for the worker of requests' pipelines. */
  wakeRequests: () => void;
  /** The same for the worker that writes to ORCID records. */
  wakeDeposits: () => void;
  /** The same for the worker of entries and their batches. */
  wakeEntries: () => void;
  /** The same for the worker that looks after connections of ORCID records. */
  wakeConnections: () => void;
  /** The same for the worker that reads ORCID records. */
  wakeReadings: () => void;
  /** Called around each step of a request's pipeline; what it throws is as if the process had died there. */
  beforeStep?: BeforeStep;
  /** What follows from a change of the attributes of a folder or file. */
  afterAttributes: AfterAttributes;
  /** What follows from the answer of a registrar. */
  afterRegistration: AfterRegistration;
  /** What follows from a change of somebody's connection of their ORCID record. */
  afterConnectionChange: AfterConnectionChange;
  /** What follows where an account goes on under another iD. */
  afterOrcidMerged: AfterOrcidMerged;
  /** What becomes of whatever names an account, where it is merged into another one. */
  accountColumns: readonly AccountColumn[];
  /** What follows from a change of an item. */
  afterItemChange: AfterItemChange;
  /** What has to be there before something is written to an ORCID record. */
  prepareDeposit: PrepareDeposit;
  /** What somebody's own ORCID record says, to fill in forms for them. */
  findOrcidProfile: FindOrcidProfile;
  /** Tells the people who look after registrations what needs them. */
  alerts: Alerts;
  /** What speaks against a change of a scheme. */
  checkSchemeChange: CheckSchemeChange;
};
