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
  /** The organisation's own key of it, by which an item that another system put there is found. */
  localId?: string;
  /** What people read in lists. */
  title: string;
  /** ORCID's JSON without put code and visibility. */
  wanted: Record<string, unknown> | null;
};

/** What the registry says against what was sent, at the field that it concerns. */
export type DepositProblem = { pointer: string; detail: string };

/** One thing of ours on one record: what it should hold against what the registry acknowledged. */
export type Deposit = {
  id: string;
  seq: number;
  organisationId: string;
  connectionId: string;
  orcidClientId: string;
  kind: ItemKind;
  thing: DepositThing;
  title: string;
  wanted: Record<string, unknown> | null;
  wantedHash: string;
  acknowledged: Record<string, unknown> | null;
  acknowledgedHash: string | null;
  acknowledgedAt: Date | null;
  putCode: number | null;
  /** Of a peer review: what its group is called at ORCID. */
  groupId: string | null;
  state: DepositState;
  /** What the person said of it. */
  consent: 'given' | 'declined' | null;
  /** A word for why it is held or refused; and a sentence for people. */
  reason: string | null;
  detail: string | null;
  problems: readonly DepositProblem[];
  attempts: number;
  nextAttemptAt: Date | null;
  claim: string | null;
  claimedUntil: Date | null;
  /** Set before each POST and cleared with its answer: an answer that was lost may have made an item. */
  postedAt: Date | null;
  /** What that POST said. */
  posted: Record<string, unknown> | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};
