import type { AppContext } from '../../context.ts';
import type { RequestContext } from '../../modules/requests/index.ts';

/** What the API is given. */
export type CyverseContext = RequestContext & Pick<AppContext, 'config' | 'db' | 'findTokenOwner' | 'now'>;
