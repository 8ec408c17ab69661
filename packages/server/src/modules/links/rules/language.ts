import { parse, stringify } from 'bcp-47';

const LENGTH_LIMIT = 50;

/**
 * A language tag (RFC 5646) in the case that section 2.1.1 recommends: `es-419`, `zh-Hans`, `und`.
 * @returns null for anything else. Which subtags are registered is not checked, but languages have two or three letters:
 *   none of the longer ones that the grammar allows was ever registered, and `english` is a mistake
 */
export function readLanguage(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LENGTH_LIMIT) return null;
  const tag = parse(trimmed);
  if (tag.language != null && tag.language.length > 3) return null;
  const plain = stringify(tag);
  return plain === '' ? null : setCase(plain);
}

/** Two letters after the first subtag are a region, four a script, unless a singleton stands before them. */
function setCase(tag: string): string {
  const subtags = tag.toLowerCase().split('-');
  const singleton = subtags.findIndex((each) => each.length === 1);
  return subtags
    .map((each, index) => {
      if (index === 0 || (singleton !== -1 && index > singleton)) return each;
      if (/^[a-z]{2}$/.test(each)) return each.toUpperCase();
      return /^[a-z]{4}$/.test(each) ? `${each.charAt(0).toUpperCase()}${each.slice(1)}` : each;
    })
    .join('-');
}
