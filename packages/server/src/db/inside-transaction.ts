import { AsyncLocalStorage } from 'node:async_hooks';

/** Set while an open transaction runs, so that the embedded database can refuse a query that would wait for itself. */
export const insideTransaction = new AsyncLocalStorage<true>();
