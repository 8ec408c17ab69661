import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, type PersonActor, toEventActor } from '../../../http/actor.ts';
import { readConnection } from '../connections/store.ts';
import type { Deposit } from './deposit.ts';
import { moveDeposit, placeAt, standOf } from './move-deposit.ts';
import { type DepositAction, isPossible } from './moves.ts';
import { keepConnections, lockDeposit, readDeposit } from './store.ts';

type ChangeContext = Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>;

/** What a person may do with something of theirs, and what they say by it. */
export const ownActions = {
  approve: 'given',
  decline: 'declined',
  'offer-again': 'given',
  'take-off': 'declined',
} as const;
export type OwnAction = keyof typeof ownActions;

/**
 * Does what a person says about something on their own record.
 * @throws AppError not-found, move-not-allowed
 */
export async function changeOwnDeposit(
  ctx: ChangeContext,
  person: PersonActor,
  id: string,
  action: OwnAction,
): Promise<Deposit> {
  return change(ctx, person, id, {
    action,
    consent: ownActions[action],
    isTheirs: async (deposit) =>
      (await readConnection(ctx.db, deposit.connectionId))?.accountId === person.accountId,
  });
}

/**
 * Makes due again what was refused or is held, for somebody who may look after an organisation's ORCID integration.
 * @throws AppError not-found, move-not-allowed
 */
export async function retryDeposit(
  ctx: ChangeContext,
  actor: Actor,
  organisationId: string,
  id: string,
): Promise<Deposit> {
  return change(ctx, actor, id, {
    action: 'retry',
    isTheirs: async (deposit) => deposit.organisationId === organisationId,
  });
}

async function change(
  ctx: ChangeContext,
  actor: Actor,
  id: string,
  wish: {
    action: DepositAction;
    consent?: Deposit['consent'];
    isTheirs: (deposit: Deposit) => Promise<boolean>;
  },
): Promise<Deposit> {
  const { action, consent } = wish;
  const known = await readDeposit(ctx.db, id);
  if (known === null || !(await wish.isTheirs(known))) throw notFound();
  const now = ctx.now();
  const after = await transact(ctx.db, async (tx) => {
    const connection = (await keepConnections(tx, [known.connectionId])).get(known.connectionId);
    const before = await lockDeposit(tx, id);
    if (before === null || connection === undefined) throw notFound();
    if (!isPossible(action, before.state) || !makesSense(action, before)) throw refuseMove(action, before);
    const said = { ...before, ...(consent === undefined ? {} : { consent }) };
    const placed = placeAt(standOf(said, connection), now);
    return moveDeposit(
      tx,
      before,
      action,
      { consent: said.consent, ...placed },
      { actor: toEventActor(actor), now },
    );
  });
  ctx.wakeDeposits();
  return after;
}

/** What was taken off may be offered again, and what was not need not be. */
function makesSense(action: DepositAction, { consent, wanted }: Deposit): boolean {
  if (action === 'offer-again') return consent === 'declined' && wanted !== null;
  if (action === 'take-off') return consent !== 'declined' && wanted !== null;
  return true;
}

export function notFound(): AppError {
  return new AppError('not-found', 'There is no such deposit here.');
}

const impossible: Partial<Record<DepositAction, string>> = {
  approve: 'Nobody asks about it at the moment, so there is nothing to say yes to.',
  decline: 'Nobody asks about it at the moment, so there is nothing to say no to.',
  'offer-again': 'Only what you took off your record, or said no to, can be written again.',
  'take-off': 'There is nothing of it on your record to be taken off.',
  retry: 'Only what is due, was refused or is held can be tried again.',
};

function refuseMove(action: DepositAction, { state }: Deposit): AppError {
  return new AppError('move-not-allowed', `${impossible[action] ?? ''} It is ${state} now.`);
}
