import type { HistoryEntry } from '../../modules/requests/index.ts';
import { presentUsername } from './username.ts';

/** One status that a request was given; times in milliseconds. */
export type StatusBody = { status: string; comments?: string; status_date: number; updated_by: string };

/**
 * The history as CyVerse has it: one entry for each status that somebody gave and each word that somebody said. What only
 * sets the next step going, without another status or a word, is none.
 */
export function presentHistory(entries: readonly HistoryEntry[]): StatusBody[] {
  return entries
    .filter((entry, index) => !isQuiet(entry, entries[index - 1]))
    .map(({ label, comment, at, actor }) => ({
      status: label,
      ...(comment === null ? {} : { comments: comment }),
      status_date: at.getTime(),
      updated_by: presentUsername(actor),
    }));
}

/** Approving and publishing are two moves here, and one press of a button there. */
function isQuiet(entry: HistoryEntry, before: HistoryEntry | undefined): boolean {
  const isNextStep = entry.actor.kind === 'service' || entry.action === 'publish';
  return isNextStep && entry.comment === null && before?.label === entry.label;
}
