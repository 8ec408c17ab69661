import { RegistryError } from '../errors.ts';
import type { JsonObject } from '../read-item.ts';
import { LANGUAGE_CODES } from '../vocabularies.ts';
import { objectIn, textIn } from './content.ts';

/** Checks a container of titles: a title (9022), and the language of its translation. */
export function checkTitles(titles: JsonObject | null): void {
  if (textIn(titles, 'title') === null) throw new RegistryError(9022);
  const translated = titles === null ? null : objectIn(titles, 'translated-title');
  if (translated === null) return;
  const language = textIn(translated, 'language-code');
  if (textIn(translated, 'value') !== null && language === null) {
    throw new RegistryError(9020, { detail: 'translated-title: language-code is missing' });
  }
  checkLanguage(language);
}

/** Checks a language of ORCID's list, where there is one. */
export function checkLanguage(language: string | null): void {
  if (language !== null && !LANGUAGE_CODES.has(language)) {
    throw new RegistryError(9051, { value: language, enum: 'LanguageCode' });
  }
}
