import type { LinkState } from './link.ts';

type Flags = Pick<
  LinkState,
  'active' | 'relation' | 'context' | 'isDefault' | 'isDefaultContext' | 'isDefaultType'
>;

/** A flag, and among which links of an anchor exactly one has it. */
const rules = [
  { flag: 'isDefault', scopeOf: () => '' },
  { flag: 'isDefaultContext', scopeOf: (link: Flags) => link.relation },
  { flag: 'isDefaultType', scopeOf: (link: Flags) => JSON.stringify([link.relation, link.context]) },
] as const;

/**
 * Repairs the default flags of an anchor's links: of the active ones exactly one is the default, one of each relation is
 * that of its context, one of each relation and context is that of its media type. Where several claim a flag, the last
 * of them wins; where none does, the first active one gets it. Inactive links have none.
 * @param links in the order in which they were registered
 * @param latest those that somebody has just written, in their order: their claims are later than all others
 * @returns the links in the same order; those that need no repair are the same objects
 */
export function repairDefaults<T extends Flags>(links: readonly T[], latest: readonly T[] = []): T[] {
  const written = new Set(latest);
  const claims = [...links.filter((link) => !written.has(link)), ...latest].filter((link) => link.active);
  const active = links.filter((link) => link.active);
  const holders = rules.map(({ flag, scopeOf }) => {
    const chosen = new Map<string, T>();
    for (const link of active) if (!chosen.has(scopeOf(link))) chosen.set(scopeOf(link), link);
    for (const link of claims) if (link[flag]) chosen.set(scopeOf(link), link);
    return new Set(chosen.values());
  });
  return links.map((link) => {
    const [isDefault = false, isDefaultContext = false, isDefaultType = false] = holders.map((each) =>
      each.has(link),
    );
    return link.isDefault === isDefault &&
      link.isDefaultContext === isDefaultContext &&
      link.isDefaultType === isDefaultType
      ? link
      : { ...link, isDefault, isDefaultContext, isDefaultType };
  });
}
