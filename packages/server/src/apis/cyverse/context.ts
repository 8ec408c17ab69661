import type { AppContext } from '../../context.ts';

/** What the API is given. */
export type CyverseContext = Pick<AppContext, 'config' | 'db' | 'findTokenOwner' | 'log' | 'now'>;
