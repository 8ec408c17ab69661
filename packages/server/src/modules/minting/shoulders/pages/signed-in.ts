import { createSignedInPages } from '../../../accounts/index.ts';

export const { signedIn, formTokenOf } = createSignedInPages({
  about: 'shoulders',
  home: '/app/shoulders',
  signedOut: { view: 'shoulders-signed-out', title: 'Sign in to see your shoulders' },
});
