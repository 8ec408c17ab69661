import { createSignedInPages, type PageContext } from '../../accounts/index.ts';
import type { ItemContext } from '../item-context.ts';

export type ItemPageContext = PageContext & ItemContext;

export const ITEMS_PATH = '/app/items';

export const { signedIn, formTokenOf } = createSignedInPages({
  about: 'items',
  home: ITEMS_PATH,
  signedOut: { view: 'items-signed-out', title: 'Sign in to see your items' },
});
