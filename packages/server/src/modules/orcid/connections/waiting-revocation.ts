import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { transact } from '../../../db/index.ts';
import {
  deleteDiscardedToken,
  markGrantRefused,
  markGrantRevoked,
  openDiscardedToken,
  openGrant,
  postponeDiscardedToken,
  postponeRevocation,
  type TokenClient,
  takeDueDiscardedToken,
  takeDueRevocation,
} from '../../accounts/index.ts';

/** A token that ORCID is to revoke, of the ledger or kept by nobody, taken for one attempt. */
export type WaitingRevocation = {
  /** What the log of the service calls it. */
  name: { grantId: string } | { discardedTokenId: string };
  /** Null: it is not written down whose it is. */
  orcid: string | null;
  attempts: number;
  /** @throws Error when it cannot be opened, as without its key */
  open(): string;
  /** ORCID has revoked it. */
  settle(tx: Tx, now: Date): Promise<void>;
  postpone(tx: Tx, until: { nextAt: Date; detail: string }): Promise<void>;
  /** Nobody can have it revoked any more. */
  giveUp(tx: Tx, given: { now: Date; detail: string }): Promise<void>;
};

/** Takes the next token of a client that is due; null: there is none. */
export async function takeWaitingRevocation(
  ctx: Pick<AppContext, 'db' | 'secrets'>,
  attempt: { client: TokenClient; now: Date; leaseUntil: Date },
): Promise<WaitingRevocation | null> {
  const grant = await transact(ctx.db, (tx) => takeDueRevocation(tx, attempt));
  if (grant !== null) {
    return {
      name: { grantId: grant.id },
      orcid: grant.orcid,
      attempts: grant.revokeAttempts,
      open: () => openGrant(ctx, grant).accessToken,
      settle: (tx, now) => markGrantRevoked(tx, grant.id, now),
      postpone: (tx, until) => postponeRevocation(tx, grant.id, until),
      giveUp: async (tx, { now, detail }) => {
        await markGrantRefused(tx, grant.id, { detail, now });
        await postponeRevocation(tx, grant.id, { nextAt: null, detail });
      },
    };
  }
  const token = await transact(ctx.db, (tx) => takeDueDiscardedToken(tx, attempt));
  if (token === null) return null;
  return {
    name: { discardedTokenId: token.id },
    orcid: null,
    attempts: token.revokeAttempts,
    open: () => openDiscardedToken(ctx, token),
    settle: (tx) => deleteDiscardedToken(tx, token.id),
    postpone: (tx, until) => postponeDiscardedToken(tx, token.id, until),
    giveUp: (tx) => deleteDiscardedToken(tx, token.id),
  };
}
