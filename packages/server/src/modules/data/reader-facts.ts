import { isOperator, type Membership } from '../../http/actor.ts';
import type { Reader } from './data-context.ts';

/** What decides which permissions count for somebody. */
export type ReaderFacts = {
  /** Null: nobody in particular; what everyone may do, and members if it has memberships. */
  accountId: string | null;
  memberships: readonly Pick<Membership, 'organisationId' | 'role'>[];
  operator: boolean;
  /** Whether the credential may be used for changes. */
  mayWrite: boolean;
};

export const ANYONE: ReaderFacts = { accountId: null, memberships: [], operator: false, mayWrite: false };

/** A credential without `data:read` lets see what everyone sees, one without `data:write` change nothing. */
export function readFacts(reader: Reader): ReaderFacts {
  if (reader === null) return ANYONE;
  if (reader.kind === 'operator') return { accountId: null, memberships: [], operator: true, mayWrite: true };
  if (!reader.scopes.has('data:read')) return ANYONE;
  return {
    accountId: reader.kind === 'person' ? reader.accountId : null,
    memberships: reader.memberships,
    operator: isOperator(reader),
    mayWrite: reader.scopes.has('data:write'),
  };
}
