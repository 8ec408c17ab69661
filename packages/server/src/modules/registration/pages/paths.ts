import { ENTRIES_PATH, QUEUE_PATH } from './signed-in.ts';

/** The page of one entry; its name holds slashes, and is a parameter therefore. */
export function entryPath(pid: string, further: Record<string, string> = {}): string {
  return `${QUEUE_PATH}/entry?${new URLSearchParams({ pid, ...further })}`;
}

/** The list of entries that a filter leaves. */
export function entriesPath(filter: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? ENTRIES_PATH : `${ENTRIES_PATH}?${new URLSearchParams(given)}`;
}
