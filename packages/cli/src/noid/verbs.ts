/** Verbs that write, and those that only read; each is done within one transaction. */
export const writingVerbs = ['mint', 'hold', 'queue', 'bind', 'note', 'advance'] as const;
export const readingVerbs = ['validate', 'fetch', 'get'] as const;

/** `-` reads commands from standard input. */
export const noidVerbs = ['dbcreate', 'dbimport', 'dbinfo', ...writingVerbs, ...readingVerbs, '-'] as const;
