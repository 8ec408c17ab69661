import type { Selectable } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { CheckState } from './checklist.ts';

function toCheckState(row: Selectable<Tables['request_checks']>): CheckState {
  return {
    name: row.name,
    // Written by this module alone, here and below.
    severity: row.severity as CheckState['severity'],
    automatic: row.automatic,
    outcome: row.outcome as CheckState['outcome'],
    detail: row.detail,
    waivedReason: row.waived_reason,
    actor: row.actor as EventActor | null,
    at: row.at,
  };
}

/** By their names. */
export async function listChecks(db: Db, requestId: string): Promise<Map<string, CheckState>> {
  const rows = await db
    .selectFrom('request_checks')
    .selectAll()
    .where('request_id', '=', requestId)
    .execute();
  return new Map(rows.map((row) => [row.name, toCheckState(row)]));
}

export async function upsertChecks(tx: Tx, requestId: string, checks: readonly CheckState[]): Promise<void> {
  if (checks.length === 0) return;
  await tx
    .insertInto('request_checks')
    .values(
      checks.map((check) => ({
        request_id: requestId,
        name: check.name,
        severity: check.severity,
        automatic: check.automatic,
        outcome: check.outcome,
        detail: check.detail,
        waived_reason: check.waivedReason,
        actor: check.actor === null ? null : jsonb<unknown>(check.actor),
        at: check.at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['request_id', 'name']).doUpdateSet((row) => ({
        severity: row.ref('excluded.severity'),
        automatic: row.ref('excluded.automatic'),
        outcome: row.ref('excluded.outcome'),
        detail: row.ref('excluded.detail'),
        waived_reason: row.ref('excluded.waived_reason'),
        actor: row.ref('excluded.actor'),
        at: row.ref('excluded.at'),
      })),
    )
    .execute();
}
