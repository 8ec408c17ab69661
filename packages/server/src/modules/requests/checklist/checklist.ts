import type { EventActor } from '../../../events.ts';

/** One point of the checklist of a request. */
export type CheckState = {
  name: string;
  severity: 'error' | 'warning' | 'suggestion';
  /** Found by the service, else ticked by a curator. */
  automatic: boolean;
  outcome: 'open' | 'passed' | 'failed';
  detail: string | null;
  waivedReason: string | null;
  /** Who ticked or waived it; null: the service. */
  actor: EventActor | null;
  at: Date;
};

/** What stands in the way of an approval. */
export function isBlocking(check: CheckState): boolean {
  return check.severity === 'error' && check.outcome !== 'passed' && check.waivedReason === null;
}
