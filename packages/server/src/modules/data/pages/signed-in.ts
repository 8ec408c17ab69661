import type { AppContext } from '../../../context.ts';
import { createSignedInPages, type PageContext } from '../../accounts/index.ts';

export type DataPageContext = PageContext & Pick<AppContext, 'log' | 'storage'>;

export const DATA_PATH = '/app/data';

export const { signedIn, formTokenOf } = createSignedInPages({
  about: 'data',
  home: DATA_PATH,
  signedOut: { view: 'data-signed-out', title: 'Sign in to see your data' },
});

export function nodePath(id: string): string {
  return `${DATA_PATH}/${id}`;
}
