/** Consonants only: no words come out, and nothing looks like a digit. */
const USER_CODE = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;

/**
 * Reads a user code as people type it: in any case, with or without hyphen or spaces (RFC 8628 section 6.1).
 * @returns its eight letters, or null when it cannot be one
 */
export function readUserCode(typed: string): string | null {
  if (typed.length > 40) return null;
  const letters = typed.toUpperCase().replace(/[\s\p{Pd}._]/gu, '');
  return USER_CODE.test(letters) ? letters : null;
}

/** A user code as it is shown on the device. */
export function formatUserCode(letters: string): string {
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
