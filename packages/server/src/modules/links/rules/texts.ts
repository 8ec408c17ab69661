import { isStorableText } from '../../../http/body.ts';

/** Whether a text is one line that can be shown anywhere: no control characters, no line separators. */
export function isPlainLine(text: string): boolean {
  return isStorableText(text) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

/** The same with line breaks and tabs. */
export function isPlainText(text: string): boolean {
  return isPlainLine(text.replaceAll(/[\r\n\t]/g, ' '));
}
