import type { Anchor } from '../../anchors/anchor.ts';
import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import type { HandlerDocument } from '../../anchors/link-document.ts';
import type { BatchReader } from '../../db/batch-reader.ts';
import { toSafeLocation } from '../../http/pid-addresses.ts';
import { formatPath } from './uris.ts';

/** GS1 keys whose company prefix follows one other digit; in all others it comes first (General Specifications, section 1.4.4). */
const AFTER_ONE_DIGIT = new Set(['00', '01', '8003', '8006']);
/** No range begins with more characters. */
const BEGINNING_LIMIT = 100;
/** General Specifications, section 1.4.4. */
const COMPANY_PREFIX_LENGTH = 12;

/** The handler of the narrowest range that an identifier is in, or null. */
export async function findHandlerOf(
  read: BatchReader<HandlerDocument>,
  { profile }: CompiledScheme,
  anchor: Anchor,
): Promise<HandlerDocument | null> {
  const found = await Promise.all(listRanges(anchor, profile === 'gs1').map(read));
  return found.find((each) => each !== null) ?? null;
}

/** The same identifier at the resolver that answers for it, uncompressed, with the query as it came; null if unsafe. */
export function addressAtHandler(
  handler: HandlerDocument,
  anchor: Anchor,
  query: string | null,
): string | null {
  const path = formatPath(anchor);
  return toSafeLocation(`${handler.target.replace(/\/$/, '')}/${path}${query === null ? '' : `?${query}`}`);
}

/** Ranges of the kind of key come before company prefixes, each with the longest beginning first. */
function listRanges({ namespace, key }: Anchor, isGs1: boolean): string[] {
  const ofKey = listBeginnings(key.value).map(
    (each) => `${namespace}/${key.ai}/^${encodeURIComponent(each)}`,
  );
  if (!isGs1) return ofKey.reverse();
  const company = AFTER_ONE_DIGIT.has(key.ai) ? key.value.slice(1) : key.value;
  const ofCompany = listBeginnings(company)
    .slice(0, COMPANY_PREFIX_LENGTH)
    .map((each) => `${namespace}/^${each}`);
  return [...ofKey.reverse(), ...ofCompany.reverse()];
}

/** By code points, so that none is cut in two. */
function listBeginnings(text: string): string[] {
  const characters = [...text].slice(0, BEGINNING_LIMIT);
  return characters.map((_, index) => characters.slice(0, index + 1).join(''));
}
