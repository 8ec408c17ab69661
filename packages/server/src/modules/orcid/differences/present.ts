import { explain } from './describe.ts';
import type { ListedDifference } from './store.ts';

/** A difference as our own API shows it. */
export function presentDifference(difference: ListedDifference) {
  const { id, sort, kind, title, orcid, personName, state, depositId, putCode, source, itemId } = difference;
  return {
    id,
    sort,
    kind,
    title,
    detail: explain(difference),
    orcid,
    personName,
    connectionId: difference.connectionId,
    state,
    depositId,
    putCode,
    source,
    itemId,
    here: toFacts(difference.here),
    there: toFacts(difference.there),
    decidedAt: difference.decidedAt?.toISOString() ?? null,
    createdAt: difference.createdAt.toISOString(),
    updatedAt: difference.updatedAt.toISOString(),
  };
}

function toFacts(facts: ListedDifference['here']): { name: string; text: string }[] | null {
  return facts === null ? null : facts.map(([name, text]) => ({ name, text }));
}
