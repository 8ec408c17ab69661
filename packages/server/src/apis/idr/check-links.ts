import type { Db } from '../../db/index.ts';
import { listVocabularies } from '../../modules/schemes/index.ts';
import { isContextCode } from './contexts.ts';
import { findLinkTypeMistake, putInOrder } from './link-types.ts';
import { messages } from './messages.ts';
import type { SentLink } from './read-link-body.ts';
import { refuseFields } from './refusals.ts';

/** @throws IdrRefusal 422 for the first context that is no country */
export function refuseContexts(links: readonly Partial<SentLink>[]): void {
  for (const { context } of links) {
    if (context === undefined || isContextCode(context)) continue;
    throw refuseFields(422, [{ field: 'context', message: messages.invalidContextCode(context) }]);
  }
}

/** @throws IdrRefusal 404 for the first link type that no vocabulary here has */
export async function refuseLinkTypes(db: Db, links: readonly Partial<SentLink>[]): Promise<void> {
  const wanted = links.flatMap(({ linkType }) => (linkType === undefined ? [] : [linkType]));
  if (wanted.length === 0) return;
  const vocabularies = putInOrder(await listVocabularies(db));
  for (const linkType of wanted) {
    const message = findLinkTypeMistake(linkType, vocabularies);
    if (message !== null) throw refuseFields(404, [{ field: 'linkType', message }]);
  }
}
