import type { Anchor } from '../../anchors/anchor.ts';
import type { HandlerDocument } from '../../anchors/link-document.ts';
import type { Db } from '../../db/index.ts';
import { toSafeLocation } from '../addresses.ts';
import { findHandler } from './store.ts';
import { formatPath } from './uris.ts';

/** GS1 keys whose company prefix follows one other digit; in all others it comes first (General Specifications, section 1.4.4). */
const AFTER_ONE_DIGIT = new Set(['00', '01', '8003', '8006']);
/** No range is longer. */
const LONGEST_RANGE = 60;

/** The handler of the longest range that an identifier is in, or null: of its kind of key, or of a company prefix. */
export async function findHandlerOf(db: Db, anchor: Anchor): Promise<HandlerDocument | null> {
  return findHandler(db, listRanges(anchor));
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

function listRanges({ namespace, key }: Anchor): string[] {
  const company = namespace === 'gs1' && AFTER_ONE_DIGIT.has(key.ai) ? key.value.slice(1) : key.value;
  return [
    ...listBeginnings(key.value).map((beginning) => `${namespace}/${key.ai}/^${beginning}`),
    ...listBeginnings(company).map((beginning) => `${namespace}/^${beginning}`),
  ];
}

function listBeginnings(text: string): string[] {
  return Array.from({ length: Math.min(text.length, LONGEST_RANGE) + 1 }, (_, length) =>
    text.slice(0, length),
  );
}
