import type { Page } from '@mintmark/client';
import { UsageError } from './failures.ts';

/** The largest page that the service gives. */
const PAGE_LIMIT = 200;

/** How many of a list are wanted, from `--limit` and `--all`. @throws UsageError */
export function readLimit(values: { limit?: string; all?: boolean }, otherwise: number): number {
  if (values.limit === undefined) return values.all === true ? Number.POSITIVE_INFINITY : otherwise;
  if (values.all === true) throw new UsageError('Use --limit or --all, not both.');
  return readCount('--limit', values.limit);
}

/** @throws UsageError when it is no number of 1 or more */
export function readCount(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${option} is a number of 1 or more, not "${text}".`);
}

/** Reads pages of a list until `limit` is reached. @returns what was read, and the cursor of what follows */
export async function readPages<T>(
  limit: number,
  readPage: (part: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<Page<T>> {
  const items: T[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<T> = await readPage({
      limit: Math.min(limit - items.length, PAGE_LIMIT),
      ...(cursor === null ? {} : { cursor }),
    });
    for (const item of page.items) items.push(item);
    if (page.next === null || items.length >= limit) return { items, next: page.next };
    cursor = page.next;
  }
}
