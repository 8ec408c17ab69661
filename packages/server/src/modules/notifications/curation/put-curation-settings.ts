import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireNamedVersion, type Versions } from '../../../http/etag.ts';
import { readMailAddressText } from '../mail/address.ts';
import { type CurationSettings, lockCurationSettings, upsertCurationSettings } from './store.ts';

/**
 * Settles where an organisation's curators get mails about requests; from now on. Whether the actor may is settled before.
 * @param wish.address null: no such mails
 * @throws AppError invalid-input, version-needed once something was settled, version-mismatch
 */
export function putCurationSettings(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  wish: { organisationId: string; address: string | null },
  versions: Versions | null,
): Promise<CurationSettings> {
  return transact(ctx.db, async (tx) => {
    const { organisationId } = wish;
    const before = await lockCurationSettings(tx, organisationId);
    if (before.version > 0 || versions !== null) {
      requireNamedVersion({ name: 'a version of these settings', version: before.version }, versions);
    }
    const address = wish.address === null ? null : readMailAddressText(wish.address);
    if (wish.address !== null && address === null) {
      throw new AppError('invalid-input', 'This is not an address that mail can be sent to.', {
        problems: [{ pointer: '/address', detail: 'Give one address such as name@example.org.' }],
      });
    }
    if (before.version > 0 && before.address === address) return before;
    const after = { address, version: before.version + 1 };
    await upsertCurationSettings(tx, organisationId, after, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'curation-settings', id: organisationId },
      action: 'update',
      actor: toEventActor(actor),
      before,
      after,
    });
    return after;
  });
}
