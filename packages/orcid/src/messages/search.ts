import type { OrcidIdentifier } from './parts.ts';

/** Records that a search found, by iD alone. */
export type OrcidSearch = {
  'num-found': number;
  result: { 'orcid-identifier': OrcidIdentifier }[] | null;
};

/** Records that a search found, with what is public of the person. */
export type OrcidExpandedSearch = {
  'num-found': number;
  'expanded-result':
    | {
        'orcid-id': string;
        'given-names'?: string | null;
        'family-names'?: string | null;
        'credit-name'?: string | null;
        'other-name'?: string[] | null;
        email?: string[] | null;
        'institution-name'?: string[] | null;
      }[]
    | null;
};
