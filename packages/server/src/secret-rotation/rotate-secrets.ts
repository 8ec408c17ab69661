import type { AppContext } from '../context.ts';
import { transact } from '../db/index.ts';
import type { SealedColumn, SealedValue } from '../db/sealed-columns.ts';
import { recordEvent } from '../events.ts';
import { type Actor, toEventActor } from '../http/actor.ts';
import { sealedColumns } from './sealed-columns.ts';

type RotationContext = Pick<AppContext, 'db' | 'log' | 'now' | 'secrets'>;

/** Values of one transaction: what a crash repeats. */
const CHUNK = 100;

export type Rotation = {
  resealed: number;
  /** What no known key opens: it stays as it is. */
  unopened: { name: string; values: number }[];
  /** Whether every column was gone through; otherwise repeat it. */
  done: boolean;
};

/**
 * Seals with the present key what others have sealed, up to `limit` values. Each value says itself which key it is under,
 * so whatever was interrupted is simply begun again; one that is changed meanwhile is left to whoever changed it.
 */
export async function rotateSecrets(ctx: RotationContext, actor: Actor, limit: number): Promise<Rotation> {
  let resealed = 0;
  const unopened: Rotation['unopened'] = [];
  for (const column of sealedColumns) {
    let closed = 0;
    for (let after: readonly string[] | null = null; ; ) {
      const page: SealedValue[] = await column.listSealed(ctx.db, {
        otherThan: ctx.secrets.keyId,
        after,
        limit: Math.min(CHUNK, limit - resealed),
      });
      const counts = await resealAll(ctx, actor, column, page);
      resealed += counts.resealed;
      closed += counts.unopened;
      after = page.at(-1)?.key ?? null;
      if (after === null) break;
      if (resealed >= limit) return { resealed, unopened, done: false };
    }
    if (closed > 0) unopened.push({ name: column.name, values: closed });
  }
  return { resealed, unopened, done: true };
}

async function resealAll(
  ctx: RotationContext,
  actor: Actor,
  column: SealedColumn,
  values: readonly SealedValue[],
): Promise<{ resealed: number; unopened: number }> {
  const opened = values.flatMap((value) => {
    const plain = openOrNull(ctx, column, value);
    return plain === null ? [] : [{ value, plain }];
  });
  const resealed = await transact(ctx.db, async (tx) => {
    let count = 0;
    for (const { value, plain } of opened) {
      const sealed = ctx.secrets.seal(plain, column.contextFor(value));
      const isReplaced = await column.replaceSealed(tx, value, { sealed, mac: ctx.secrets.mac(plain) });
      if (isReplaced) count += 1;
    }
    if (count > 0) {
      await recordEvent(tx, {
        at: ctx.now(),
        subject: { type: 'instance', id: 'instance' },
        action: 'rotate-secrets',
        actor: toEventActor(actor),
        after: { column: column.name, keyId: ctx.secrets.keyId, values: count },
      });
    }
    return count;
  });
  return { resealed, unopened: values.length - opened.length };
}

/** Null: none of the keys known here has sealed it, or it was moved from another row. */
function openOrNull(ctx: RotationContext, column: SealedColumn, value: SealedValue): string | null {
  try {
    return ctx.secrets.open(value.sealed, column.contextOf(value));
  } catch {
    ctx.log.error({ column: column.name, row: value.key }, 'a sealed value cannot be opened');
    return null;
  }
}
