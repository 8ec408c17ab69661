import { timingSafeEqual } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import type { Confirmation } from './store.ts';

/** What a mailed link proves: whoever holds it reads the mail of the address. Computed, so that nothing keeps it. */
export function createConfirmationToken(
  ctx: Pick<AppContext, 'secrets'>,
  { id, accountId, address }: Confirmation,
): string {
  return ctx.secrets.mac(`mail confirmation|${id}|${accountId}|${address}`).toString('base64url');
}

export function isConfirmationToken(
  ctx: Pick<AppContext, 'secrets'>,
  confirmation: Confirmation,
  token: string,
): boolean {
  const given = Buffer.from(token, 'base64url');
  const expected = Buffer.from(createConfirmationToken(ctx, confirmation), 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
