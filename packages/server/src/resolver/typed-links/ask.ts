import { type Parameter, type Result, refuse } from './address.ts';
import { type LanguageWish, readLanguageWish } from './languages.ts';
import { type LinkTypeWish, readLinkType } from './link-type.ts';
import { type MediaWish, readMediaWish, wantsLinkset } from './media.ts';

/** What a request wants to know of an identifier. */
export type Ask = {
  linkType: LinkTypeWish;
  /** Null: nothing was said. */
  languages: LanguageWish | null;
  /** In lower case, or null. */
  context: string | null;
  media: MediaWish | null;
  /** The compressed form of the address instead of an answer. */
  compress: boolean;
};

type Headers = { accept?: string | undefined; 'accept-language'?: string | undefined };

/** The parameters that are read here. Other ones are data attributes, or belong to the target. */
export const KEYWORDS: ReadonlySet<string> = new Set(['linktype', 'language', 'context', 'compress']);

/** Reads the wish of a request from its query and headers; `language=` comes before `Accept-Language`. */
export function readAsk(parameters: readonly Parameter[], headers: Headers): Result<Ask> {
  const given = new Map<string, string>();
  for (const { name, value } of parameters) {
    const keyword = name.toLowerCase();
    if (!KEYWORDS.has(keyword)) continue;
    if (given.has(keyword))
      return refuse(`/query/${name}`, 'repeated', `“${name}” stands in the query twice.`);
    given.set(keyword, value);
  }
  const linkType = readLinkType(given.get('linktype') ?? '');
  const language = given.get('language') || headers['accept-language'];
  const { accept } = headers;
  return {
    ok: true,
    value: {
      linkType: linkType.kind === 'default' && wantsLinkset(accept) ? { kind: 'linkset' } : linkType,
      languages: language === undefined || language === '' ? null : readLanguageWish(language),
      context: given.get('context')?.toLowerCase() || null,
      media: accept === undefined || accept === '' || accept === '*/*' ? null : readMediaWish(accept),
      compress: given.get('compress')?.toLowerCase() === 'true',
    },
  };
}
