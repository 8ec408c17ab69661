import type { OrcidLanguage } from '@mintmark/orcid';

/** The languages of ORCID's pages, each by its own name. */
export const languages: readonly { code: OrcidLanguage; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'ar', name: 'العربية' },
  { code: 'cs', name: 'Čeština' },
  { code: 'de', name: 'Deutsch' },
  { code: 'es', name: 'Español' },
  { code: 'fr', name: 'Français' },
  { code: 'it', name: 'Italiano' },
  { code: 'ja', name: '日本語' },
  { code: 'ko', name: '한국어' },
  { code: 'pl', name: 'Polski' },
  { code: 'pt', name: 'Português' },
  { code: 'ru', name: 'Русский' },
  { code: 'tr', name: 'Türkçe' },
  { code: 'zh_CN', name: '简体中文' },
  { code: 'zh_TW', name: '繁體中文' },
];

/** A language of ORCID's pages, or null for anything else. */
export function readLanguage(text: string): OrcidLanguage | null {
  return languages.find(({ code }) => code === text)?.code ?? null;
}
