import type { HistoryEntry } from '../../modules/requests/index.ts';
import { presentUsername } from './username.ts';

/** One status that a request was given; times in milliseconds. */
export type StatusBody = { status: string; comments?: string; status_date: number; updated_by: string };

/**
 * The history as CyVerse has it: one entry for each status that somebody gave and each word that somebody said. What the
 * service does in between, without another status or a word, is none.
 */
export function presentHistory(entries: readonly HistoryEntry[]): StatusBody[] {
  return entries.flatMap((entry, index) => {
    const isQuiet =
      entry.actor.kind === 'service' && entry.comment === null && entries[index - 1]?.label === entry.label;
    if (isQuiet) return [];
    return [
      {
        status: entry.label,
        ...(entry.comment === null ? {} : { comments: entry.comment }),
        status_date: entry.at.getTime(),
        updated_by: presentUsername(entry.actor),
      },
    ];
  });
}
