/** A status as CyVerse's clients know it: one of the service's own, or one that a curator made up. */
export type StatusCode = { id: string; name: string; description: string };

export const STATUS_LENGTH_LIMIT = 64;
