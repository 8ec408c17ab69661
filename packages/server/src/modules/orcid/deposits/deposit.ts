import type { ItemKind } from '@mintmark/orcid';

/**
 * Where a deposit stands. `due`: the registry does not have it as wanted yet; `asking`: the person has to say yes first;
 * `held`: it waits for something that `reason` names; `deleted-by-user`: the person took it off their record, and it is not
 * written again unless they say so; `removed`: it was not wanted, and it is not there.
 */
export const depositStates = [
  'due',
  'asking',
  'held',
  'acknowledged',
  'refused',
  'deleted-by-user',
  'removed',
] as const;
export type DepositState = (typeof depositStates)[number];

/** What of ours is written: an item that has no work, a work with its versions, or an entry. */
export type DepositThing = { type: 'item' | 'work' | 'entry'; id: string };

/** What one record should hold of one thing; null `wanted`: it should not be there. */
export type DepositWish = {
  connectionId: string;
  kind: ItemKind;
  thing: DepositThing;
  /** What people read in lists. */
  title: string;
  /** ORCID's JSON without put code and visibility. */
  wanted: Record<string, unknown> | null;
};
