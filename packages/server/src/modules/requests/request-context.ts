import type { AppContext } from '../../context.ts';

/** What the use cases of requests are given. */
export type RequestContext = Pick<AppContext, 'config' | 'db' | 'now' | 'wakeRequests'>;
