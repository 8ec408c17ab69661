import { checkDefinitions } from '../checks/definitions.ts';
import type { CheckState } from './checklist.ts';

/** Checks in the order in which a curator works through them; what is no longer defined is left out. */
export function inOrder(checks: ReadonlyMap<string, CheckState>): CheckState[] {
  return checkDefinitions.flatMap(({ name }) => checks.get(name) ?? []);
}
