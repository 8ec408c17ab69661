import type { Answer, OrcidProblem } from '@mintmark/orcid';
import type { AppContext } from '../../../../context.ts';
import type { OrganisationClient } from '../../clients/client.ts';
import type { Paced } from '../../pace/call-in-turn.ts';
import type { Deposit, DepositProblem } from '../deposit.ts';
import type { HeldReason } from '../moves.ts';

/** What the queue needs. */
export type QueueContext = Pick<
  AppContext,
  | 'afterConnectionChange'
  | 'config'
  | 'db'
  | 'engine'
  | 'log'
  | 'now'
  | 'pause'
  | 'prepareDeposit'
  | 'secrets'
>;

/**
 * What has to be there before a deposit is sent, such as the group of a peer review.
 * @param deposit.paced keeps calls of the client to its rate: each call goes through it
 * @returns what is to be sent, with what was found
 */
export type PrepareDeposit = (
  ctx: QueueContext,
  deposit: {
    deposit: Deposit;
    client: OrganisationClient;
    wanted: Record<string, unknown>;
    paced: Paced;
  },
) => Promise<Answer<{ wanted: Record<string, unknown> }>>;

/** What came of an attempt. */
export type Outcome =
  /** The record holds it. */
  | { kind: 'written'; putCode: number; sent: Record<string, unknown> }
  /** It was to be taken off, and is not there. */
  | { kind: 'absent' }
  /** It was there under a put code, and the person has taken it off. */
  | { kind: 'gone'; putCode: number }
  | { kind: 'refused'; reason: string; detail: string; problems: readonly DepositProblem[] }
  | { kind: 'held'; reason: HeldReason }
  /** Nothing could be asked; later. */
  | { kind: 'wait'; detail: string }
  /** It was to be added, and the call was not made; what an earlier one may have added still may be there. */
  | { kind: 'unsent'; problem: OrcidProblem }
  /** Something else is wanted by now, or somebody else took over. */
  | { kind: 'changed' }
  /** The registry said no, or nothing. `grantId`: the token that was used; null where it was not the person's. */
  | { kind: 'problem'; problem: OrcidProblem; during: Step; grantId: string | null };

export type Step = 'prepare' | 'look' | 'add' | 'update' | 'remove';
