import { createSignedInPages, type PageContext } from '../../accounts/index.ts';
import type { QueueContext } from '../queue/routes.ts';

export type QueuePageContext = PageContext & QueueContext;

export const QUEUE_PATH = '/app/queue';
export const ENTRIES_PATH = `${QUEUE_PATH}/entries`;

export const { signedIn, formTokenOf } = createSignedInPages({
  about: 'queue',
  home: QUEUE_PATH,
  signedOut: { view: 'queue-signed-out', title: 'Sign in to see the registration queue' },
});
