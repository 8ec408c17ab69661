import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { mailboxOf, readMailAddressText } from './address.ts';
import { isConfirmationToken } from './confirmation-token.ts';
import {
  type Confirmation,
  countConfirmations,
  deleteMailAddress,
  endConfirmations,
  insertConfirmation,
  lockConfirmation,
  lockConfirmations,
  type MailAddress,
  readConfirmation,
  readMailAddress,
  setMailAddress,
} from './store.ts';

const DAY_MS = 86_400_000;
/** How long the link of a confirmation works. */
const LINK_LIFE_MS = DAY_MS;
/** Confirmations in a day: what one person may ask for, and what one mailbox may get, whoever asks. */
const BY_ACCOUNT = 5;
const TO_MAILBOX = 3;

type AddressContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/**
 * States where a person wants notices mailed to. The address counts once its owner has followed the link that is mailed
 * there; until then an earlier one stays.
 * @throws AppError invalid-input, move-not-allowed where the service sends no mail, too-many-requests
 */
export async function stateMailAddress(
  ctx: AddressContext,
  person: PersonActor,
  text: string,
): Promise<MailAddress> {
  if (ctx.config.mail === null) {
    throw new AppError('move-not-allowed', 'This service sends no mail. Notices are shown at /app/notices.');
  }
  const address = readMailAddressText(text);
  if (address === null) {
    throw new AppError('invalid-input', 'This is not an address that mail can be sent to.', {
      problems: [{ pointer: '/email', detail: 'Give one address such as name@example.org.' }],
    });
  }
  const now = ctx.now();
  return transact(ctx.db, async (tx) => {
    await lockConfirmations(tx);
    if ((await readMailAddress(tx, person.accountId, now)).address === address) {
      await endConfirmations(tx, person.accountId, now);
      return readMailAddress(tx, person.accountId, now);
    }
    const mailbox = mailboxOf(address);
    const since = new Date(now.getTime() - DAY_MS);
    const counted = await countConfirmations(tx, { accountId: person.accountId, mailbox }, since);
    if (counted.byAccount >= BY_ACCOUNT || counted.toMailbox >= TO_MAILBOX) {
      throw new AppError(
        'too-many-requests',
        'Enough of these mails were sent for today; try again tomorrow.',
        {
          headers: { 'retry-after': String(DAY_MS / 1000) },
        },
      );
    }
    await endConfirmations(tx, person.accountId, now);
    await insertConfirmation(tx, {
      id: randomUUID(),
      accountId: person.accountId,
      address,
      mailbox,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LINK_LIFE_MS),
    });
    await recordAddressEvent(tx, person, 'state-mail-address', now);
    return readMailAddress(tx, person.accountId, now);
  });
}

/** What a mailed link holds. */
export type ConfirmationLink = { id: string; token: string };

/** The address that a mailed link would confirm for a person; changes nothing. @throws AppError not-found, as confirmMailAddress */
export async function readConfirmable(
  ctx: AddressContext & Pick<AppContext, 'secrets'>,
  person: PersonActor,
  link: ConfirmationLink,
): Promise<string> {
  const confirmation = isUuid(link.id)
    ? await readConfirmation(ctx.db, person.accountId, link.id, ctx.now())
    : null;
  return requireConfirmation(ctx, confirmation, link.token).address;
}

/**
 * Confirms an address with the token of the mailed link. Only who stated it can: a link that somebody else opens gives
 * nobody mail that they did not ask for.
 * @throws AppError not-found when the link is not of this person, was used, or is too old
 */
export async function confirmMailAddress(
  ctx: AddressContext & Pick<AppContext, 'secrets'>,
  person: PersonActor,
  link: ConfirmationLink,
): Promise<void> {
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    const found = isUuid(link.id) ? await lockConfirmation(tx, person.accountId, link.id, now) : null;
    const { address } = requireConfirmation(ctx, found, link.token);
    await setMailAddress(tx, person.accountId, address, now);
    await endConfirmations(tx, person.accountId, now);
    await recordAddressEvent(tx, person, 'confirm-mail-address', now);
  });
}

function requireConfirmation(
  ctx: Pick<AppContext, 'secrets'>,
  found: Confirmation | null,
  token: string,
): Confirmation {
  if (found !== null && isConfirmationToken(ctx, found, token)) return found;
  throw new AppError(
    'not-found',
    'This link does not work: it was used or replaced by a newer one, is too old, or belongs to another person. State your address again.',
  );
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Forgets the address of a person, confirmed or not. To repeat it changes nothing. */
export async function removeMailAddress(ctx: AddressContext, person: PersonActor): Promise<void> {
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    await endConfirmations(tx, person.accountId, now);
    if (!(await deleteMailAddress(tx, person.accountId))) return;
    await recordAddressEvent(tx, person, 'remove-mail-address', now);
  });
}

/** The history tells that an address was changed, and no address. */
async function recordAddressEvent(tx: Tx, person: PersonActor, action: string, at: Date): Promise<void> {
  const subject = { type: 'account', id: person.accountId } as const;
  await recordEvent(tx, { at, subject, action, actor: toEventActor(person) });
}
