import type { AppContext } from '../../context.ts';
import type { PipelineContext, RequestContext } from '../../modules/requests/index.ts';

/** What the API is given. */
export type CyverseContext = RequestContext & PipelineContext & Pick<AppContext, 'findTokenOwner'>;
