/** What one batch may be. Each limit holds while the body arrives, before anything is kept. */
export const BATCH_BYTES = 1024 * 1024 * 1024;
export const BATCH_ROWS = 2_000_000;
export const ROW_BYTES = 1024 * 1024;
export const COLUMNS = 100;
/** All rows of an all-or-nothing batch are one transaction, for which every other writer under its shoulders waits. */
export const ALL_OR_NOTHING_ROWS = 100_000;
/** Batches of one person that wait or run at the same time. */
export const OPEN_BATCHES = 20;
/** How long uploads and results are kept once a batch is finished. */
export const KEPT_DAYS = 30;
