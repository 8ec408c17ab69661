import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';

/** So often single values are taken out; after that whole properties are, so that no input costs more than this. */
const FINE_ROUNDS = 3;

/**
 * What of a description can be read: what is wrong in it is taken out until the check of a draft has nothing against it.
 *
 * @param draft JSON, which is changed
 */
export function keepReadable(draft: Record<string, unknown>): DataciteMetadata {
  // Each round takes something out, and there are no more properties than these.
  const rounds = FINE_ROUNDS + Object.keys(draft).length;
  for (let round = 0; round <= rounds; round += 1) {
    const checked = validateMetadata(draft, { level: 'draft' });
    if (checked.ok) return checked.metadata;
    for (const { pointer } of checked.problems) {
      const steps = pointer.split('/').slice(1);
      takeOut(draft, round < FINE_ROUNDS ? steps : steps.slice(0, 1));
    }
    for (const [name, value] of Object.entries(draft)) draft[name] = closeGaps(value);
  }
  return {};
}

/** Deletes what a pointer names or, where it names what is missing, what misses it. */
function takeOut(draft: Record<string, unknown>, steps: readonly string[]): void {
  let holder: unknown = draft;
  let last: (() => void) | null = null;
  for (const step of steps) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step)) break;
    const container = holder as Record<string, unknown>;
    holder = container[step];
    last = () => {
      // Entries of a list keep their numbers until the round is over.
      if (Array.isArray(container)) container[Number(step)] = null;
      else delete container[step];
    };
    // What is already gone takes nothing else with it.
    if (holder === null) return;
  }
  last?.();
}

function closeGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== null).map(closeGaps);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closeGaps(each)]));
}
