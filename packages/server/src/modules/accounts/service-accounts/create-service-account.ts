import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, type MembershipRole, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../organisations/store.ts';
import { createPassword, requireGoodPassword } from './password.ts';
import { insertServiceAccount, type ServiceAccount } from './store.ts';

export const NAME_LIMIT = 254;
export const TITLE_LIMIT = 200;
/** Mail addresses, and plain names; in lower case, as they are kept. */
export const NAME_PATTERN = /^[a-z0-9][a-z0-9._%+@-]*$/;

export type ServiceAccountContext = Pick<AppContext, 'db' | 'now' | 'passwordHasher'>;

/** @param password null: one is made */
export type ServiceAccountWish = {
  name: string;
  title: string | null;
  role: MembershipRole;
  password: string | null;
};

/**
 * Makes an account that a program logs in with. Its password is returned this once, where it was made here, and only its
 * hash is kept. Whether the actor may is settled before.
 * @throws AppError invalid-input; already-exists when the name is taken: names are one space for all organisations, since
 *   logging in names none
 */
export async function createServiceAccount(
  ctx: ServiceAccountContext,
  actor: Actor,
  organisation: Organisation,
  wish: ServiceAccountWish,
): Promise<{ account: ServiceAccount; password: string | null }> {
  const name = readName(wish.name);
  if (wish.password !== null) requireGoodPassword(wish.password, name);
  const password = wish.password ?? createPassword();
  const passwordHash = await ctx.passwordHasher.hash(password);
  const now = ctx.now();
  const account: ServiceAccount = {
    id: randomUUID(),
    organisationId: organisation.id,
    name,
    title: wish.title,
    role: wish.role,
    version: 1,
    createdAt: now,
    updatedAt: now,
    lastUsedAt: null,
    revokedAt: null,
  };
  await transact(ctx.db, async (tx) => {
    if (!(await insertServiceAccount(tx, { ...account, passwordHash }))) {
      throw new AppError(
        'already-exists',
        'This name is taken; choose another, such as a mail address of yours.',
        {
          problems: [{ pointer: '/name', detail: 'A service account has this name.' }],
        },
      );
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'service-account', id: account.id },
      action: 'create',
      actor: toEventActor(actor),
      after: { organisation: organisation.id, name, title: account.title, role: account.role },
    });
  });
  return { account, password: wish.password === null ? password : null };
}

/** @throws AppError invalid-input */
function readName(text: string): string {
  const name = text.trim().toLowerCase();
  if (name.length <= NAME_LIMIT && NAME_PATTERN.test(name)) return name;
  throw new AppError('invalid-input', 'This name cannot be used.', {
    problems: [
      {
        pointer: '/name',
        detail: `Use a mail address, or up to ${NAME_LIMIT} letters a to z, digits, and . _ % + @ -, with a letter or digit first.`,
      },
    ],
  });
}
