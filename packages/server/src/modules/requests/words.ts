import { AppError } from '../../errors.ts';
import { isStorableText } from '../../http/body.ts';

/** The longest comment, reason, wish or answer, in characters. */
export const WORDS_LIMIT = 10_000;

/** What somebody said, without blanks around it; null: nothing. @throws AppError invalid-input */
export function readWords(text: string | null | undefined, pointer: string): string | null {
  const words = (text ?? '').trim();
  if (words === '') return null;
  if (words.length > WORDS_LIMIT) {
    throw refuse(pointer, `Say it in at most ${WORDS_LIMIT} characters.`);
  }
  if (!isStorableText(words)) throw refuse(pointer, 'It has characters that cannot be stored.');
  return words;
}

/** The same where something must be said. @throws AppError invalid-input */
export function requireWords(text: string | null | undefined, pointer: string, ask: string): string {
  const words = readWords(text, pointer);
  if (words === null) throw refuse(pointer, ask);
  return words;
}

function refuse(pointer: string, detail: string): AppError {
  return new AppError('invalid-input', detail, { problems: [{ pointer, detail }] });
}
