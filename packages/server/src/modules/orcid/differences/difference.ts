import type { ItemKind } from '@mintmark/orcid';

/**
 * What differs. `changed-there`: what we wrote says something else by now; `not-there`: it is published here and is not on the
 * record; `not-here`: somebody else put it on the record, and it is not here.
 */
export const differenceSorts = ['changed-there', 'not-there', 'not-here'] as const;
export type DifferenceSort = (typeof differenceSorts)[number];

/** `settled`: it is no difference any more. */
export const differenceStates = ['open', 'accepted', 'ignored', 'settled'] as const;
export type DifferenceState = (typeof differenceStates)[number];

/** What one side says, in the order in which it is shown: the name of each fact and its text. */
export type Facts = readonly (readonly [name: string, text: string])[];

/** What a comparison found. */
export type FoundDifference = {
  /** What it is about, so that it is the same one at the next reading. */
  key: string;
  sort: DifferenceSort;
  kind: ItemKind;
  title: string;
  depositId: string | null;
  putCode: number | null;
  /** Who put it on the record, as ORCID names them. */
  source: string | null;
  /** Null: that side has nothing. */
  there: Facts | null;
  here: Facts | null;
  /** ORCID's JSON of it, where an entry of ours can take it over. */
  thereItem: Record<string, unknown> | null;
  /** What was published here under the same identifier. */
  itemId: string | null;
};

/** What a record and we say otherwise, or only one of the two. */
export type Difference = FoundDifference & {
  id: string;
  seq: number;
  organisationId: string;
  connectionId: string;
  /** A digest of both sides: what was ignored comes back only when it changes. */
  contentHash: string;
  state: DifferenceState;
  decidedBy: string | null;
  decidedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};
