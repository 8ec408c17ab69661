import type { InputProblem } from '../../errors.ts';
import type { RegistrationStatus } from './queue/status.ts';
import type { Wanted } from './wanted.ts';

export type RegistrationState = 'none' | 'pending' | 'acknowledged' | 'refused';

/** What came of the last attempt, in words for people. */
export type LastAnswer = {
  at: string;
  /** Null when no answer came, or nothing was sent. */
  status: number | null;
  detail: string;
  errors: readonly InputProblem[];
};

export type Registration = {
  pid: string;
  registrarAccountId: string;
  wanted: Wanted;
  wantedHash: string;
  state: Exclude<RegistrationState, 'none'>;
  attempts: number;
  nextAttemptAt: Date | null;
  /** Null also while an attempt is under way or its answer was lost. */
  acknowledgedHash: string | null;
  acknowledgedAt: Date | null;
  lastAnswer: LastAnswer | null;
  /** When the first request left that may have brought it to the registrar; null while nothing of ours is there. */
  sentAt: Date | null;
  /** Until when one process has it to itself. */
  claimedUntil: Date | null;
  /** In DSpace's words. */
  status: RegistrationStatus;
};

export type RegistrarAccount = {
  id: string;
  organisationId: string;
  registrar: 'datacite';
  url: string;
  repositoryId: string;
  /** Sealed; see `registrarPasswordContext`. */
  sealedPassword: string;
  /** The rate in force. */
  requestsPerFiveMinutes: number;
  /** The rate where no administrator set another. */
  configuredRequestsPerFiveMinutes: number;
  /** Attempts under way at a time in each process, 1 to 32. */
  concurrency: number;
  /** Set while an administrator lets nothing be sent. */
  pause: { since: Date; reason: string } | null;
  /** Set while the registrar is taken to be out of order. */
  outage: { since: Date; detail: string; nextHeartbeatAt: Date | null } | null;
  /** Null: the contact address of the service. */
  alertAddress: string | null;
};

/** Binds a sealed password to its row. */
export function registrarPasswordContext(accountId: string): string {
  return `registrar_accounts.password|${accountId}`;
}
