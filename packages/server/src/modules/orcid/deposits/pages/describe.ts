import { itemKinds } from '@mintmark/orcid';
import { presentTime } from '../../../accounts/index.ts';
import { type DepositState, depositStates } from '../deposit.ts';
import type { ListedDeposit } from '../lists/store.ts';
import { isPossible } from '../moves.ts';

/** What people are told about each state. */
export const stateLabels: Record<DepositState, string> = {
  due: 'On its way',
  asking: 'Waits for a yes',
  held: 'Waits',
  acknowledged: 'On the record',
  refused: 'Refused by ORCID',
  'deleted-by-user': 'Taken off by the person',
  removed: 'Taken off',
};

const ownLabels: Record<DepositState, string> = {
  ...stateLabels,
  asking: 'May it be written?',
  'deleted-by-user': 'You took it off',
};

const kindLabels: Partial<Record<string, string>> = {
  'peer-review': 'peer review',
  'invited-position': 'invited position',
  'research-resource': 'research resource',
  'researcher-url': 'web page',
  'other-name': 'other name',
  'external-identifier': 'identifier',
};

/** A deposit in a list that administrators see. */
export function presentRow(deposit: ListedDeposit, home: string) {
  const { title, orcid, personName, state, detail, problems, putCode, attempts, nextAttemptAt } = deposit;
  return {
    title,
    kind: kindLabels[deposit.kind] ?? deposit.kind,
    person: personName ?? orcid,
    orcid,
    state: stateLabels[state],
    isTrouble: state === 'refused' || state === 'held',
    detail,
    problems,
    putCode,
    href: `${home}/${deposit.id}`,
    attempts,
    next: state === 'due' && nextAttemptAt !== null ? presentTime(nextAttemptAt) : null,
    since: presentTime(deposit.updatedAt),
    retry: mayHelp(deposit) ? `${home}/${deposit.id}/retry` : null,
  };
}

/** What waits for the person alone goes nowhere by trying. */
function mayHelp({ state, reason }: ListedDeposit): boolean {
  const isTheirs = reason === 'declined' || reason === 'preference' || reason === 'not-connected';
  return state === 'refused' || (state === 'held' && !isTheirs);
}

/** The same in the list of the person whose record it is, with what they can say about it. */
export function presentOwnRow(deposit: ListedDeposit) {
  const { id, title, state, detail, problems, consent, wanted } = deposit;
  const action = `/app/orcid/deposits/${id}`;
  const isOff = consent === 'declined' && wanted !== null;
  return {
    id,
    title,
    kind: kindLabels[deposit.kind] ?? deposit.kind,
    state: ownLabels[state],
    detail,
    problems,
    since: presentTime(deposit.updatedAt),
    approve: isPossible('approve', state) ? `${action}/approve` : null,
    decline: isPossible('decline', state) ? `${action}/decline` : null,
    offerAgain: isOff && isPossible('offer-again', state) ? `${action}/offer-again` : null,
    remove: state === 'acknowledged' ? `${action}/take-off` : null,
  };
}

/** The kinds that a list can be narrowed to. */
export function presentKinds(chosen: string | undefined) {
  return itemKinds.map((each) => ({ value: each, text: kindLabels[each] ?? each, chosen: each === chosen }));
}

/** The states that a list can be narrowed to. */
export function presentStates(chosen: DepositState | undefined) {
  return depositStates.map((each) => ({ value: each, text: stateLabels[each], chosen: each === chosen }));
}
