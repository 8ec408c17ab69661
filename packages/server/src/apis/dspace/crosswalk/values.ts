import type { FieldValue } from '../../../modules/items/index.ts';

/** DSpace's words for how sure an authority is: nobody asked, and accepted. */
export const CONFIDENCE = { unset: -1, accepted: 600 } as const;

/** A value without anything beside it. */
export function plainValue(value: string, lang?: string): FieldValue {
  return { value, language: toDspaceLanguage(lang), authority: null, confidence: CONFIDENCE.unset };
}

/** A value that an authority confirms, or a plain one where there is none. */
export function confirmedValue(
  value: string,
  lang: string | undefined,
  authority: string | null,
): FieldValue {
  const confidence = authority === null ? CONFIDENCE.unset : CONFIDENCE.accepted;
  return { value, language: toDspaceLanguage(lang), authority, confidence };
}

/** DSpace writes en_US where the kernel writes en-US. */
function toDspaceLanguage(lang: string | undefined): string | null {
  return lang === undefined ? null : lang.replaceAll('-', '_');
}

/** The language of a value as the kernel writes it; undefined where it has none. */
export function toKernelLanguage(language: string | null): { lang?: string } {
  return language === null || language.trim() === '' ? {} : { lang: language.replaceAll('_', '-') };
}

/** Text that two values share exactly when they are the same in all four parts. */
export function keyOf({ value, language, authority, confidence }: FieldValue): string {
  return JSON.stringify([value, language, authority, confidence]);
}

/** Whether two lists hold the same values in the same order. */
export function isSameList(one: readonly FieldValue[], other: readonly FieldValue[]): boolean {
  return (
    one.length === other.length &&
    one.every((value, index) => {
      const counterpart = other[index];
      return counterpart !== undefined && keyOf(value) === keyOf(counterpart);
    })
  );
}
