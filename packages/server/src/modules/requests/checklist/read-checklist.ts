import type { AppContext } from '../../../context.ts';
import type { Db, Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { CheckResult } from '../checks/check.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { FoundRequest } from '../find-request.ts';
import { seesInternal } from '../policy.ts';
import type { PermanentIdRequest } from '../request.ts';
import { readCheckFacts } from './check-facts.ts';
import type { CheckState } from './checklist.ts';
import { inOrder } from './in-order.ts';
import { listChecks, upsertChecks } from './store.ts';

/** In the order of the definitions. Only curators see it. @throws AppError not-allowed */
export async function readChecklist(db: Db, { request, roles }: FoundRequest): Promise<CheckState[]> {
  if (!seesInternal(roles)) {
    throw new AppError('not-allowed', 'The checklist is for curators. What they ask for is under “changes”.');
  }
  return inOrder(await listChecks(db, request.id));
}

/**
 * Runs the automatic checks anew and keeps what they found; ticks and waivers stay. A waiver of an automatic check holds
 * for what was found when it was waived, and ends when something else is.
 */
export async function refreshChecklist(
  tx: Tx,
  ctx: Pick<AppContext, 'config'>,
  request: PermanentIdRequest,
  now: Date,
): Promise<CheckState[]> {
  const before = await listChecks(tx, request.id);
  const results = runChecks(await readCheckFacts(tx, ctx, request, now));
  const after = results.map((result) => renew(before.get(result.name), result, now));
  await upsertChecks(tx, request.id, after);
  return inOrder(new Map(after.map((check) => [check.name, check])));
}

function renew(before: CheckState | undefined, result: CheckResult, now: Date): CheckState {
  const { name, severity, automatic } = result;
  if (!automatic && before !== undefined) return { ...before, severity, automatic };
  const found = { name, severity, automatic, outcome: result.outcome, detail: result.detail, at: now };
  if (before === undefined || before.detail !== result.detail) {
    return { ...found, waivedReason: null, actor: null };
  }
  return { ...found, waivedReason: before.waivedReason, actor: before.actor };
}
