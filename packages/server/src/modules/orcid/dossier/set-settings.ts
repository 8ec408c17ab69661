import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { readMailAddressText } from '../../notifications/index.ts';
import type { DossierContacts } from './dossier.ts';
import { putContacts, readContacts } from './store.ts';

/**
 * Says whom ORCID may write to about an organisation's integration; null for the contact of the service.
 * The history says that it was changed, and no address.
 * @throws AppError invalid-input when one is no mail address
 */
export async function setContacts(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisationId: string,
  wish: DossierContacts,
): Promise<void> {
  const problems: InputProblem[] = [];
  const read = (field: keyof DossierContacts): string | null => {
    const text = wish[field]?.trim() ?? '';
    const address = readMailAddressText(text);
    if (text !== '' && address === null) {
      problems.push({ pointer: `/${field}`, detail: 'This is no mail address, such as name@example.org.' });
    }
    return address;
  };
  const contacts = { technical: read('technical'), administrative: read('administrative') };
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'A contact is no mail address.', { problems });
  }
  await transact(ctx.db, async (tx) => {
    const before = await readContacts(tx, organisationId);
    const changed = (['technical', 'administrative'] as const).filter(
      (field) => before[field] !== contacts[field],
    );
    if (changed.length === 0) return;
    const now = ctx.now();
    await putContacts(tx, organisationId, contacts, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-dossier', id: organisationId },
      action: 'set-contacts',
      actor: toEventActor(actor),
      before: null,
      after: { changed },
    });
  });
}
