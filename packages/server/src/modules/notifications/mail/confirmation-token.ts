import { timingSafeEqual } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import type { Confirmation } from './store.ts';

/** What a mailed link proves: whoever holds it reads the mail of the address. Computed, so that nothing keeps it. */
export function createConfirmationToken(
  ctx: Pick<AppContext, 'secrets'>,
  confirmation: Confirmation,
): string {
  return ctx.secrets.mac(describe(confirmation)).toString('base64url');
}

function describe({ id, accountId, address }: Confirmation): string {
  return `mail confirmation|${id}|${accountId}|${address}`;
}

export function isConfirmationToken(
  ctx: Pick<AppContext, 'secrets'>,
  confirmation: Confirmation,
  token: string,
): boolean {
  const given = Buffer.from(token, 'base64url');
  return ctx.secrets
    .macs(describe(confirmation))
    .some((expected) => given.length === expected.length && timingSafeEqual(given, expected));
}
