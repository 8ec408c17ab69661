import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** One token response of ORCID in the ledger. The tokens are sealed: `open-grant.ts` opens them. */
export type Grant = {
  id: string;
  /** Null where nobody of this service is behind it yet. */
  accountId: string | null;
  /** Null: a sign-in, which nothing is written with. */
  connectionId: string | null;
  organisationId: string;
  orcidEnvironment: OrcidEnvironmentName;
  clientId: string;
  orcid: string;
  scope: string;
  sealedAccessToken: string;
  sealedRefreshToken: string | null;
  issuedAt: Date;
  expiresAt: Date | null;
  /** Somebody wants it revoked; `revokedAt` says that ORCID did it. */
  revokeWantedAt: Date | null;
  revokedAt: Date | null;
  revokeAttempts: number;
  /** Why ORCID has not revoked it yet. */
  revokeDetail: string | null;
  /** It could not be renewed, and is let be until then. */
  renewAfter: Date | null;
  /** The registry does not take it any more. */
  refusedAt: Date | null;
  refusedDetail: string | null;
};

/** Whether a grant may be used, its expiry aside: a refresh token may bring a new one. */
export function isUsable(grant: Grant): boolean {
  return grant.revokeWantedAt === null && grant.revokedAt === null && grant.refusedAt === null;
}

export function hasExpired(grant: Pick<Grant, 'expiresAt'>, now: Date): boolean {
  return grant.expiresAt !== null && grant.expiresAt <= now;
}
