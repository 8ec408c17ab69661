import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../http/paging.ts';
import { readField } from '../../accounts/index.ts';
import { listQueue } from '../queue/list-queue.ts';
import { listSeenAccounts, type NamedAccount, type QueueSelection } from '../queue/select-queue.ts';
import { queueActionNames, registrationStatuses } from '../queue/status.ts';
import { actionTexts, stateTexts, statusTexts } from './describe.ts';
import { entriesPath } from './paths.ts';
import { presentRow } from './present-row.ts';
import { formTokenOf, type QueuePageContext } from './signed-in.ts';

const ENTRIES_SHOWN = 50;
const states = ['pending', 'refused', 'acknowledged'] as const;

/** Reads the filter of a form or an address; what is none is left out. */
export function readSelection(input: unknown): QueueSelection {
  const status = registrationStatuses.find((each) => each === readField(input, 'status'));
  const state = states.find((each) => each === readField(input, 'state'));
  const action = queueActionNames.find((each) => each === readField(input, 'action'));
  const account = readField(input, 'account');
  return {
    ...(status === undefined ? {} : { status }),
    ...(state === undefined ? {} : { state }),
    ...(action === undefined ? {} : { action }),
    ...(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(account) ? { account } : {}),
  };
}

/** The entries that a filter leaves, in the order of their identifiers. */
export async function sendEntriesPage(
  ctx: QueuePageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  shown: { selection: QueueSelection; cursor?: string; requeued?: number | null; mistake?: string },
): Promise<FastifyReply> {
  const { selection, cursor = '', requeued = null, mistake = null } = shown;
  const after = cursor === '' ? '' : String(decodeCursor(cursor, ['string'])[0]);
  const accounts = await listSeenAccounts(ctx.db, person);
  const page = await listQueue(ctx, person, selection, { after, limit: ENTRIES_SHOWN });
  return ctx.pages.send(reply, status, 'queue-entries', {
    title: 'Entries of the queue',
    formToken: formTokenOf(ctx, person),
    fields: presentFields(accounts, selection),
    filter: Object.entries(selection).map(([name, value]) => ({ name, value })),
    isFiltered: Object.keys(selection).length > 0,
    requeued,
    mistake,
    entries: page.items.map((entry) => presentRow(entry, accounts)),
    next: page.next === null ? null : entriesPath({ ...selection, cursor: encodeCursor([page.next]) }),
  });
}

function presentFields(accounts: readonly NamedAccount[], selection: QueueSelection) {
  const field = (
    name: 'status' | 'state' | 'action' | 'account',
    label: string,
    any: string,
    options: readonly (readonly [string, string])[],
  ) => ({
    name,
    label,
    any,
    options: options.map(([value, text]) => ({ value, text, chosen: selection[name] === value })),
  });
  return [
    field(
      'state',
      'What became of it',
      'Waits or was refused',
      states.map((each) => [each, stateTexts[each]]),
    ),
    field(
      'status',
      'Status',
      'Any',
      registrationStatuses.map((each) => [each, statusTexts[each].label]),
    ),
    field(
      'account',
      'Repository',
      'Any',
      accounts.map(({ account: { id, repositoryId } }) => [id, repositoryId]),
    ),
    ...(selection.action === undefined
      ? []
      : [
          field(
            'action',
            'Queue',
            'Any',
            queueActionNames.map((each) => [each, actionTexts[each]]),
          ),
        ]),
  ];
}
