import type { NewEvent } from '../../events.ts';
import type { Node } from './node.ts';

/** A folder or file as the subject of an event. */
export function subjectOf(node: Pick<Node, 'id' | 'kind'>): NewEvent['subject'] {
  return { type: node.kind, id: node.id };
}
