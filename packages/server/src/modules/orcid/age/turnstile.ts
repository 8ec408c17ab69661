import { createTurnstile, type Turnstile } from '../../../turnstile.ts';

/** Files are in memory while they are encrypted or decrypted, and a passphrase takes 64 MiB and more besides. */
const AT_ONCE = 1;
const WAITING_LIMIT = 4;

/** Lets one file after the other be encrypted or decrypted. */
export function createAgeTurnstile(): Turnstile {
  return createTurnstile({
    atOnce: AT_ONCE,
    waiting: WAITING_LIMIT,
    refusal:
      'Other files with tokens are being encrypted or opened at this moment; try again in a few seconds.',
    retryAfterSeconds: 10,
  });
}
