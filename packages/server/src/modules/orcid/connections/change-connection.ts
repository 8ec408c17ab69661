import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { Connection, Preference } from './connection.ts';
import { lockConnection } from './store.ts';
import { writeChange } from './write-change.ts';

/**
 * Changes how a person wants their record kept, and in which language ORCID speaks to them. Only they may.
 * @param versions null: whichever is there
 * @throws AppError not-found, version-mismatch
 */
export async function changeConnection(
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'now'>,
  person: PersonActor,
  id: string,
  change: { preference?: Preference; language?: string | null },
  versions: Versions | null,
): Promise<Connection> {
  return transact(ctx.db, async (tx) => {
    const before = requireOwn(await lockConnection(tx, id), person);
    requireVersion(before.version, versions);
    const { preference = before.preference, language = before.language } = change;
    if (preference === before.preference && language === before.language) return before;
    return writeChange(tx, ctx, before, {
      action: preference === before.preference ? 'change-language' : 'change-preference',
      set: { preference, language },
      actor: toEventActor(person),
      now: ctx.now(),
    });
  });
}

/** @throws AppError not-found for a connection of somebody else, as for none */
export function requireOwn(connection: Connection | null, person: PersonActor): Connection {
  if (connection === null || connection.accountId !== person.accountId || connection.state === 'erased') {
    throw new AppError('not-found', 'You have no such connection.');
  }
  return connection;
}
