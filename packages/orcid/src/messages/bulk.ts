import type { OrcidWork } from './items.ts';

/** What ORCID says when it refuses. */
export type OrcidErrorMessage = {
  'response-code'?: number;
  'developer-message'?: string | null;
  'user-message'?: string | null;
  'error-code'?: number | null;
  'more-info'?: string | null;
};

/** Up to 100 works; in answers each is a work or the reason why it was refused, in the order sent. */
export type OrcidBulk = { bulk: { work?: OrcidWork | null; error?: OrcidErrorMessage | null }[] };
