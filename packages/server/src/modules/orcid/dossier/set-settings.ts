import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { readMailAddressText } from '../../notifications/index.ts';
import { type DossierSettings, dossierFields } from './dossier.ts';
import { putSettings, readSettings } from './store.ts';

export const DEVELOPER_LIMIT = 200;
export const DEMONSTRATION_LIMIT = 2000;

/** How each field is read: null for what it may not be. */
const READERS: Readonly<
  Record<keyof DossierSettings, { read: (text: string) => string | null; detail: string }>
> = {
  developer: { read: readName, detail: `Give a name of ${DEVELOPER_LIMIT} characters at most, in one line.` },
  demonstration: {
    read: readWebAddress,
    detail: 'This is no web address, such as https://demo.example.org.',
  },
  technical: { read: readMailAddressText, detail: 'This is no mail address, such as name@example.org.' },
  administrative: { read: readMailAddressText, detail: 'This is no mail address, such as name@example.org.' },
};

/**
 * Says who developed the system, where it can be tried, and whom ORCID may write to about an organisation's integration;
 * null for what is not said. The history says which of them changed, and no mail address.
 * @throws AppError invalid-input when a field is not what it should be
 */
export async function setSettings(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisationId: string,
  wish: DossierSettings,
): Promise<void> {
  const settings = readWish(wish);
  await transact(ctx.db, async (tx) => {
    const before = await readSettings(tx, organisationId);
    const changed = dossierFields.filter((field) => before[field] !== settings[field]);
    if (changed.length === 0) return;
    const now = ctx.now();
    await putSettings(tx, organisationId, settings, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-dossier', id: organisationId },
      action: 'set-settings',
      actor: toEventActor(actor),
      before: null,
      after: { changed },
    });
  });
}

function readWish(wish: DossierSettings): DossierSettings {
  const problems: InputProblem[] = [];
  const read = (field: keyof DossierSettings): string | null => {
    const text = wish[field]?.trim() ?? '';
    if (text === '') return null;
    const value = READERS[field].read(text);
    if (value === null) problems.push({ pointer: `/${field}`, detail: READERS[field].detail });
    return value;
  };
  const settings = {
    developer: read('developer'),
    demonstration: read('demonstration'),
    technical: read('technical'),
    administrative: read('administrative'),
  };
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Something is not what it should be; see each field.', { problems });
  }
  return settings;
}

function readName(text: string): string | null {
  return text.length <= DEVELOPER_LIMIT && !/\p{C}/u.test(text) ? text : null;
}

function readWebAddress(text: string): string | null {
  if (text.length > DEMONSTRATION_LIMIT || !/^https?:\/\/[^\s"<>\\^`{|}]+$/i.test(text)) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url === null || `${url.username}${url.password}` !== '' ? null : url.href;
}
