import type { DB } from './tables.generated.ts';

/** Every table with its columns, generated from the migrations. */
export type Tables = DB;
