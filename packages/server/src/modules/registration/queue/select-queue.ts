import type { Db } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { readOrganisationSlugs } from '../../accounts/index.ts';
import { listRegistrarAccounts } from '../accounts/store.ts';
import type { RegistrarAccount, Registration } from '../registration.ts';
import { requireQueue } from './policy.ts';
import { type QueueAction, queueActions, type RegistrationStatus, settledStatuses } from './status.ts';
import type { QueueFilter } from './store.ts';

/** Which registrations somebody means; what is left out narrows nothing. */
export type QueueSelection = {
  status?: RegistrationStatus;
  state?: Registration['state'];
  action?: QueueAction;
  /** Id of a registrar account. */
  account?: string;
  /** Short name of an organisation. */
  organisation?: string;
};

/** An account with the short name of its organisation. */
export type NamedAccount = { account: RegistrarAccount; organisation: string };

/** The accounts whose queue somebody sees. @throws AppError not-allowed for those who see none */
export async function listSeenAccounts(db: Db, actor: Actor): Promise<NamedAccount[]> {
  const accounts = await listRegistrarAccounts(db, requireQueue(actor));
  const slugs = await readOrganisationSlugs(
    db,
    accounts.map((each) => each.organisationId),
  );
  return accounts.map((account) => ({ account, organisation: slugs.get(account.organisationId) ?? '' }));
}

/**
 * What of the queue somebody means and sees. Where neither a status nor a state is named, it is what waits or was refused.
 * @throws AppError not-allowed
 */
export async function selectQueue(
  db: Db,
  actor: Actor,
  selection: QueueSelection,
): Promise<{ accounts: Map<string, NamedAccount>; filter: QueueFilter }> {
  const { account, organisation } = selection;
  const seen = (await listSeenAccounts(db, actor)).filter(
    (each) =>
      (account === undefined || each.account.id === account) &&
      (organisation === undefined || each.organisation === organisation),
  );
  const accounts = new Map(seen.map((each) => [each.account.id, each]));
  return { accounts, filter: { accountIds: [...accounts.keys()], ...chooseStatuses(selection) } };
}

function chooseStatuses({ status, state, action }: QueueSelection): Pick<QueueFilter, 'statuses' | 'states'> {
  const states = state === undefined ? null : [state];
  const named: readonly RegistrationStatus[] | null =
    action !== undefined ? queueActions[action] : status !== undefined ? [status] : null;
  if (named !== null) return { statuses: named.filter((each) => each === (status ?? each)), states };
  if (state === 'acknowledged') return { statuses: settledStatuses, states: null };
  return { statuses: null, states: states ?? ['pending', 'refused'] };
}
