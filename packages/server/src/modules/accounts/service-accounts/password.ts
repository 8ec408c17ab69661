import { AppError } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { TOKEN_PREFIX } from '../authenticate.ts';
import { isProgramToken } from '../authorization-server/authenticate-program.ts';
import { createSecret } from '../secret.ts';

export const PASSWORD_LEAST = 12;
/** Far more than any program needs, and little enough to be hashed for a stranger. */
export const PASSWORD_LIMIT = 256;

/** A password that nobody can guess, in letters that forms, shells and URLs leave as they are. */
export function createPassword(): string {
  for (;;) {
    const password = createSecret();
    // On a command line a hyphen begins an option.
    if (/^[A-Za-z0-9]/.test(password) && !looksLikeToken(password)) return password;
  }
}

/** Logging in takes what begins like one of our access tokens for one. */
function looksLikeToken(password: string): boolean {
  return password.startsWith(TOKEN_PREFIX) || isProgramToken(password);
}

/**
 * @throws AppError invalid-input for a password that is too weak to be chosen, or that would be taken for one of our access
 *   tokens
 */
export function requireGoodPassword(password: string, name: string): void {
  const detail = describeProblem(password, name);
  if (detail === null) return;
  throw new AppError('invalid-input', 'This password cannot be used; leave it out to have one made.', {
    problems: [{ pointer: '/password', detail }],
  });
}

function describeProblem(password: string, name: string): string | null {
  if (password.length < PASSWORD_LEAST || password.length > PASSWORD_LIMIT || !isStorableText(password)) {
    return `Use ${PASSWORD_LEAST} to ${PASSWORD_LIMIT} characters.`;
  }
  if (looksLikeToken(password)) return 'It begins like an access token.';
  const [local = name] = name.split('@', 1);
  const letters = password.toLowerCase();
  if (letters.includes(name) || (local.length >= 4 && letters.includes(local))) {
    return 'The name is part of it, which is guessed first.';
  }
  if (new Set(password).size < 5) return 'It has too few different characters.';
  return null;
}
