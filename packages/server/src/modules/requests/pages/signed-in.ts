import { createSignedInPages, type PageContext, readField } from '../../accounts/index.ts';
import type { RequestContext } from '../request-context.ts';
import { CURATION_PATH, requestPath } from './paths.ts';

export type RequestPageContext = PageContext & RequestContext;

export const { signedIn, formTokenOf } = createSignedInPages({
  about: 'requests',
  home: CURATION_PATH,
  signedOut: { view: 'request-signed-out', title: 'Sign in to see requests' },
  // A form of a request leads back to its page.
  returnTo: (request) => {
    if (request.method === 'GET') return request.url;
    const id = readField(request.params, 'id');
    return /^[0-9a-f-]{36}$/.test(id) ? requestPath(id) : CURATION_PATH;
  },
});
