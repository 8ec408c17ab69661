import type { Link, Registration } from '../../modules/links/index.ts';
import { messages } from './messages.ts';
import type { SentLink } from './read-link-body.ts';
import { refuseAsFramework } from './refusals.ts';

/** What makes a link the same one, for release 4. */
type Identity = Pick<SentLink, 'linkType' | 'mimeType' | 'context' | 'targetUrl'>;

/**
 * Release 4 only adds: a link that is there, or whose place an earlier version of another has held, is refused.
 * @throws IdrRefusal 409, which rolls the registration back
 */
export function refuseDuplicates(sent: readonly SentLink[], { links, outcomes }: Registration): void {
  const duplicates = sent.filter((link, index) => {
    const outcome = outcomes[index];
    return (
      outcome?.outcome !== 'added' || links.some((other) => other.id !== outcome.id && hasBeen(other, link))
    );
  });
  if (duplicates.length === 0) return;
  throw refuseAsFramework(409, messages.duplicateResponses(duplicates.map(nameIdentity).join('; ')));
}

/**
 * The same of a change, which must not lead a link back to what it was, or to what another one was.
 * @param links those of the same identifier
 * @throws IdrRefusal 409
 */
export function refuseReturn(links: readonly Link[], id: string, change: Partial<SentLink>): void {
  const before = links.find((link) => link.id === id);
  if (before === undefined) return;
  const identity = { ...identify(before), ...change };
  const isTaken = links.some(
    (link) =>
      hasBeen(link, identity) || (link.id !== id && nameIdentity(identify(link)) === nameIdentity(identity)),
  );
  if (isTaken) throw refuseAsFramework(409, messages.updateConflicts(nameIdentity(identity)));
}

/** Whether an earlier version of a link was the same as another one. */
function hasBeen(link: Link, identity: Identity): boolean {
  const now = identify(link);
  return link.predecessors.some(
    ({ href, type }) =>
      href === identity.targetUrl &&
      (type ?? now.mimeType) === identity.mimeType &&
      now.linkType === identity.linkType &&
      now.context === identity.context,
  );
}

function identify(link: Link): Identity {
  return {
    linkType: link.curie ?? link.relation,
    mimeType: link.types[0] ?? '',
    context: link.context,
    targetUrl: link.target,
  };
}

function nameIdentity({ linkType, mimeType, context, targetUrl }: Identity): string {
  return `linkType='${linkType}', mimeType='${mimeType}', context='${context}', targetUrl='${targetUrl}'`;
}
