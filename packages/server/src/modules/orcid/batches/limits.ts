/** What one batch may be. Each limit holds while the body arrives, before anything is kept. */
export const BATCH_BYTES = 10 * 1024 * 1024;
export const BATCH_ROWS = 10_000;
export const ROW_BYTES = 64 * 1024;
export const COLUMNS = 100;
/** Batches of one organisation that wait or run at the same time. */
export const OPEN_BATCHES = 20;
/** How long rows and results are kept once a batch is finished. */
export const KEPT_DAYS = 30;
