import type { FastifyReply } from 'fastify';
import type { AppContext } from '../../../../context.ts';
import { listEvents, presentEventActor, type StoredEvent } from '../../../../events.ts';
import type { PersonActor } from '../../../../http/actor.ts';
import { presentTime } from '../../../accounts/index.ts';
import { managePath, presentTabs } from '../../pages/manage-tabs.ts';
import { formTokenOf } from '../../pages/signed-in.ts';
import type { ListedDeposit } from '../lists/store.ts';
import type { DepositAction } from '../moves.ts';
import { stateIn } from '../present.ts';
import { presentRow, stateLabels } from './describe.ts';

const HISTORY_LIMIT = 200;

/** What people are told about each move. */
const actionLabels: Record<DepositAction | 'become-work' | 'follow-merged-record', string> = {
  want: 'What is wanted changed, or the connection did',
  approve: 'The person said yes',
  decline: 'The person said no',
  'offer-again': 'The person wants it written again',
  'take-off': 'The person wants it off the record',
  restore: 'It is to be written as it was',
  'find-deleted': 'It was no longer on the record',
  retry: 'To be tried again',
  acknowledge: 'ORCID has it',
  refuse: 'Refused',
  hold: 'It has to wait',
  wait: 'To be tried again later',
  'delete-by-user': 'The person has taken it off the record',
  remove: 'Taken off the record',
  'become-work': 'It stands for all versions of a work now',
  'follow-merged-record': 'It went along to the record that this one was merged into',
};

const BEGINNING = 'It is to be on the record';

/** One deposit with all that is known of it, for administrators of its organisation. */
export async function sendDeposit(
  ctx: Pick<AppContext, 'db' | 'pages' | 'secrets'>,
  reply: FastifyReply,
  person: PersonActor,
  shown: { slug: string; deposit: ListedDeposit; isRetried: boolean },
): Promise<FastifyReply> {
  const { slug, deposit, isRetried } = shown;
  const home = managePath(slug, 'deposits');
  const subject = { type: 'orcid-deposit' as const, id: deposit.id };
  const history = await listEvents(ctx.db, subject, { afterId: 0, limit: HISTORY_LIMIT });
  const { thing, orcid, wanted, acknowledged, acknowledgedAt } = deposit;
  return ctx.pages.send(reply, 200, 'orcid-deposit', {
    title: deposit.title,
    tabs: presentTabs(slug, 'deposits'),
    home,
    formToken: formTokenOf(ctx, person),
    told: isRetried ? 'It is sent to ORCID again within a minute.' : null,
    deposit: presentRow(deposit, home),
    groupId: deposit.groupId,
    personHref: `${managePath(slug, 'people')}/${deposit.connectionId}`,
    itemHref: thing.type === 'item' ? `/app/items/${thing.id}` : null,
    logHref: `${managePath(slug, 'log')}?${new URLSearchParams({ orcid, thing: thing.id })}`,
    acknowledgedAt: acknowledgedAt === null ? null : presentTime(acknowledgedAt),
    isAsWanted: deposit.acknowledgedHash === deposit.wantedHash,
    wanted: write(wanted),
    acknowledged: write(acknowledged),
    history: history.map(presentEvent),
  });
}

function write(item: Record<string, unknown> | null): string | null {
  return item === null ? null : JSON.stringify(item, null, 2);
}

function presentEvent({ at, action, actor, before, after, reason }: StoredEvent) {
  const { kind, name, orcid } = presentEventActor(actor);
  const state = stateIn(after);
  return {
    at: presentTime(at),
    action: before === null ? BEGINNING : (actionLabels[action as keyof typeof actionLabels] ?? action),
    by: name ?? orcid ?? kind,
    state: state === null ? null : (stateLabels[state as keyof typeof stateLabels] ?? state),
    reason,
  };
}
