import { checkDefinitions } from '../checks/definitions.ts';
import type { CheckState } from './checklist.ts';

/** A point of the checklist that is not settled, as a sentence on what is to be done. */
export function describePoint({ name, detail }: Pick<CheckState, 'name' | 'detail'>): string {
  const definition = checkDefinitions.find((each) => each.name === name);
  const text = definition?.text ?? name;
  if (detail === null) return text;
  // What the service finds says what is to be done; the remark of a curator may need the point beside it.
  return definition?.automatic === true ? detail : `${text} ${detail}`;
}
