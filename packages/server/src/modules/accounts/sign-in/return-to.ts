const LENGTH_LIMIT = 2000;

/**
 * A path on this service to go to after signing in, or `/` for anything else. Only what every browser reads as a
 * path passes: one slash first (two name another host, a backslash counts as a slash), no control characters
 * (browsers drop tabs and line ends before they read an address). The sign-in itself is no place to return to.
 * @param input what stood in the address, or null
 */
export function readReturnTo(input: string | null): string {
  if (input === null || input.length > LENGTH_LIMIT || !input.isWellFormed()) return '/';
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(input)) return '/';
  const base = 'https://mintmark.invalid';
  if (!URL.canParse(input, base)) return '/';
  const url = new URL(input, base);
  return url.origin !== base || url.pathname.startsWith('/auth/') ? '/' : input;
}
