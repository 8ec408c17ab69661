/** What can be queued for a DOI, in the order of the lines that DSpace's handbook gives for cron. */
export const actions = ['update', 'reserve', 'register', 'delete'] as const;
export type Action = (typeof actions)[number];

/** The order in which DSpace lists its queues. */
export const listedActions: readonly Action[] = ['reserve', 'register', 'update', 'delete'];

const queues: Readonly<Record<Action, string>> = {
  reserve: 'reservation',
  register: 'registration',
  update: 'update',
  delete: 'deletion',
};

/** A queued DOI, and the Handle of what it names; null where that has none. */
export type QueuedDoi = { pid: string; handle: string | null };

/**
 * The lines of this file are DSpace's own, to the letter, with their spaces: scripts search for them.
 * An empty line follows each list.
 */
export function formatQueue(action: Action, dois: readonly QueuedDoi[]): string {
  const heading =
    dois.length > 0
      ? `DOIs queued for ${queues[action]}: `
      : `There are no DOIs queued for ${queues[action]}.`;
  return `${[heading, ...dois.map(formatQueuedDoi), ''].join('\n')}\n`;
}

function formatQueuedDoi({ pid, handle }: QueuedDoi): string {
  const what =
    handle === null ? 'cannot determine handle of assigned object' : `belongs to item with handle ${handle}`;
  return `    doi:${pid} (${what})`;
}

export function formatNothingQueued(action: Action): string {
  return `There are no objects in the database that could be processed for ${queues[action]}.\n`;
}

export function formatDone(action: Action, pid: string): string {
  switch (action) {
    case 'register':
      return `This identifier: doi:${pid} is successfully registered.\n`;
    case 'reserve':
      return `This identifier : doi:${pid} is successfully reserved.\n`;
    case 'update':
      return `Successfully updated metadata of DOI doi:${pid}.\n`;
    case 'delete':
      return `It was possible to delete this identifier: doi:${pid} online.\n`;
    default:
      return action satisfies never;
  }
}

/** @param why a sentence that DSpace writes to its log only */
export function formatFailed(action: Action, pid: string, why: string): string {
  const line = `It wasn't possible to ${action} this identifier: doi:${pid}`;
  return `${action === 'delete' ? `${line} online.` : line}\n    ${why}\n`;
}

/** @param text what was given as an identifier */
export function formatNotFound(text: string, why: string): string {
  return `It wasn't possible to detect this identifier: ${text}\n    ${why}\n`;
}
