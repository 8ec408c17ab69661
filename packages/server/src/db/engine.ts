import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Runs SQL text on one pinned connection; without values the text may hold several statements. */
export type RunSql = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

/** A database server or the embedded database behind one face. */
export type Engine = {
  kind: 'postgresql' | 'embedded';
  kysely: Kysely<Tables>;
  /** Runs `work` on one connection that nobody else uses meanwhile. */
  withPinnedConnection<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
