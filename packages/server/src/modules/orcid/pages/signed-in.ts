import { createSignedInPages } from '../../accounts/index.ts';

/** Where a person sees what organisations may do with their record. */
export const OWN_PATH = '/app/orcid';
/** Where a person merges their account under a former iD into theirs. */
export const MERGE_PATH = `${OWN_PATH}/merge`;

export const { signedIn, formTokenOf } = createSignedInPages({
  about: 'orcid',
  home: OWN_PATH,
  signedOut: { view: 'orcid-signed-out', title: 'Sign in to see your ORCID record' },
});
