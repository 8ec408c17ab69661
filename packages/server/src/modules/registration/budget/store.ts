import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';

/** A token bucket in the database: one row for all processes that use the same credential. */
export type Budget = { name: string; perFiveMinutes: number; now: Date };

const WINDOW_MS = 300_000;
/**
 * What may be sent at once after a rest. The rest flows evenly, so that no five minutes anywhere see more than the
 * configured number: that is how DataCite counts.
 */
const BURST_SHARE = 0.1;
const SLOWEST_PACE = 1 / 64;
/** From standing still to the full rate. */
const RECOVERY_MS = 3_600_000;

type Level = { tokens: number; pace: number };

/**
 * Locks a budget until the transaction ends.
 * @returns how many requests it holds at the moment, refilled evenly since it was last used; none while it is blocked,
 *   and less than none when attempts took more than they had reckoned with; `availableAt`: when it holds one again
 */
export async function lockBudget(
  tx: Tx,
  budget: Budget,
): Promise<Level & { blocked: boolean; availableAt: Date }> {
  const { name, perFiveMinutes, now } = budget;
  const burst = Math.max(1, perFiveMinutes * BURST_SHARE);
  const read = tx
    .selectFrom('rate_budgets')
    .select(['tokens', 'pace', 'refilled_at', 'blocked_until'])
    .where('name', '=', name)
    .forUpdate();
  let row = await read.executeTakeFirst();
  if (row === undefined) {
    await sql`
      insert into rate_budgets (name, tokens, refilled_at) values (${name}, ${burst}, ${now})
      on conflict (name) do nothing`.execute(tx);
    row = await read.executeTakeFirstOrThrow();
  }
  const elapsedMs = Math.max(0, now.getTime() - row.refilled_at.getTime());
  const pace = Math.min(1, row.pace + elapsedMs / RECOVERY_MS);
  const flowing = perFiveMinutes * (1 - BURST_SHARE) * row.pace;
  const tokens = Math.min(burst, row.tokens + (elapsedMs * flowing) / WINDOW_MS);
  const waitMs = Math.max(0, ((1 - tokens) * WINDOW_MS) / (perFiveMinutes * (1 - BURST_SHARE) * pace));
  return {
    tokens,
    pace,
    blocked: row.blocked_until !== null && row.blocked_until > now,
    availableAt: new Date(Math.max(now.getTime() + Math.ceil(waitMs), row.blocked_until?.getTime() ?? 0)),
  };
}

/** Writes what is left of a budget that this transaction has locked. */
export async function setBudget(tx: Tx, budget: Budget, level: Level): Promise<void> {
  await tx
    .updateTable('rate_budgets')
    .set({ tokens: level.tokens, pace: level.pace, refilled_at: budget.now })
    .where('name', '=', budget.name)
    .execute();
}

/** Takes requests out of a budget that were made beyond those reckoned with, or gives back those not needed. */
export async function settleBudget(tx: Tx, name: string, extra: number): Promise<void> {
  if (extra === 0) return;
  await sql`update rate_budgets set tokens = tokens - ${extra} where name = ${name}`.execute(tx);
}

/**
 * The outside system asked for less: nothing is sent until a moment, and half as much from then on, which recovers by
 * itself within the hour. Refusals of requests that were on their way when the pace was halved do not halve it again.
 * @param begunAt when the refused attempt began
 */
export async function slowBudget(
  tx: Tx,
  name: string,
  request: { begunAt: Date; until: Date; now: Date },
): Promise<void> {
  await sql`
    update rate_budgets set
      blocked_until = greatest(blocked_until, ${request.until}::timestamptz),
      pace = case when slowed_at >= ${request.begunAt} then pace else greatest(pace / 2, ${SLOWEST_PACE}) end,
      slowed_at = case when slowed_at >= ${request.begunAt} then slowed_at else ${request.now}::timestamptz end
    where name = ${name}`.execute(tx);
}
