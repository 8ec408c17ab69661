import { type Item, type MintmarkClient, MintmarkError } from '@mintmark/client';
import { RefusedError } from './failures.ts';

/** The item with an id, or with this identifier in any spelling. @throws RefusedError when there is none */
export async function findItem(client: MintmarkClient, text: string): Promise<Item> {
  const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
  const item = isId
    ? await orNull(client.readItem(text.toLowerCase()))
    : (await orNull(client.listItems({ pid: text, limit: 1 })))?.items[0];
  if (item) return item;
  throw new RefusedError(`There is no item ${text}, or you may not see it.`);
}

/** Null for what the service does not know, or cannot read. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof MintmarkError && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
}
