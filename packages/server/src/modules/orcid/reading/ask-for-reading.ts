import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { requireOwn } from '../connections/change-connection.ts';
import { readConnection } from '../connections/store.ts';
import { askForReading } from './store.ts';

/** Somebody who asks again and again is answered so often. */
const SPACING_MS = 10_000;

/**
 * Has the record of a person's own connection read soon, and compared whole.
 * @throws AppError not-found; move-not-allowed where there is no permission to read it
 */
export async function checkNow(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeReadings'>,
  person: PersonActor,
  connectionId: string,
): Promise<void> {
  requireOwn(await readConnection(ctx.db, connectionId), person);
  const ask = { now: ctx.now(), spacingMs: SPACING_MS, whole: true };
  const isRead = await transact(ctx.db, (tx) => askForReading(tx, connectionId, ask));
  if (!isRead) {
    throw new AppError(
      'move-not-allowed',
      'Your record is not read at the moment: there is no permission for it, or ORCID says that the record is not active. Connect it again.',
    );
  }
  ctx.wakeReadings();
}
