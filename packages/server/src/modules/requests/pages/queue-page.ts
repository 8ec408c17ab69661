import type { FastifyReply } from 'fastify';
import { AppError } from '../../../errors.ts';
import { isOperator, type PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { readAccountNames, readField, readOrganisationNames } from '../../accounts/index.ts';
import { type RequestState, requestStates } from '../request.ts';
import { describeActor, formatDuration, stateTexts, titleOf } from './describe.ts';
import { CURATION_PATH, curationPath, requestPath, SETTINGS_PATH } from './paths.ts';
import type { RequestPageContext } from './signed-in.ts';
import { countByState, listQueueRows, type QueueRow, type QueueSelection } from './store.ts';

const SHOWN = 50;
const TEXT_LIMIT = 200;

const closedStates: readonly RequestState[] = ['published', 'rejected', 'withdrawn'];
const openStates = requestStates.filter((state) => !closedStates.includes(state));

/** A filter as the address says it. */
export type QueueFilter = { state: 'open' | 'closed' | 'all' | RequestState; who: Who; text: string };
const whoTexts = { anybody: 'Anybody', mine: 'Me', nobody: 'Nobody yet' } as const;
type Who = keyof typeof whoTexts;

/** Reads the filter of an address; what is none is left out. */
export function readQueueFilter(input: unknown): QueueFilter {
  const state = readField(input, 'state');
  const who = readField(input, 'who');
  return {
    state: (['closed', 'all', ...requestStates] as const).find((each) => each === state) ?? 'open',
    who: who === 'mine' || who === 'nobody' ? who : 'anybody',
    text: readField(input, 'text').slice(0, TEXT_LIMIT).toWellFormed().replaceAll('\0', '').trim(),
  };
}

/** The organisations whose requests somebody curates. */
export function curatedBy(person: PersonActor): 'all' | readonly string[] {
  if (isOperator(person)) return 'all';
  return person.memberships.filter(({ role }) => role !== 'member').map((each) => each.organisationId);
}

/** The requests that wait for curators, oldest first. @throws AppError not-allowed for who is none */
export async function sendQueuePage(
  ctx: RequestPageContext,
  reply: FastifyReply,
  person: PersonActor,
  filter: QueueFilter,
  cursor: string,
): Promise<FastifyReply> {
  const organisationIds = curatedBy(person);
  if (organisationIds.length === 0) {
    throw new AppError(
      'not-allowed',
      'The curation queue is for curators and administrators of an organisation.',
    );
  }
  const selection = toSelection(person, organisationIds, filter);
  const after = cursor === '' ? '0' : String(decodeCursor(cursor, ['number'])[0]);
  const rows = await listQueueRows(ctx.db, selection, { after, limit: SHOWN + 1 });
  const { items, next } = toPage(
    rows,
    SHOWN,
    (row) => row,
    (row) => encodeCursor([Number(row.seq)]),
  );
  const counts = await countByState(ctx.db, { ...selection, states: [] });
  const addresses = {
    state: filter.state === 'open' ? undefined : filter.state,
    who: filter.who === 'anybody' ? undefined : filter.who,
    text: filter.text,
  };
  return ctx.pages.send(reply, 200, 'curation', {
    title: 'Curation queue',
    path: CURATION_PATH,
    filter,
    textLimit: TEXT_LIMIT,
    states: listChoices(counts),
    who: Object.entries(whoTexts).map(([value, label]) => ({ value, label })),
    isFiltered: Object.values(addresses).some(Boolean),
    counts: presentCounts(counts, addresses),
    rows: await presentRows(ctx, items),
    next: next === null ? null : curationPath({ ...addresses, cursor: next }),
    settings:
      isOperator(person) || person.memberships.some(({ role }) => role === 'admin') ? SETTINGS_PATH : null,
  });
}

function toSelection(
  person: PersonActor,
  organisationIds: QueueSelection['organisationIds'],
  { state, who, text }: QueueFilter,
): QueueSelection {
  return {
    organisationIds,
    states:
      state === 'open' ? openStates : state === 'closed' ? closedStates : state === 'all' ? [] : [state],
    text,
    ...(who === 'mine' ? { assigneeId: person.accountId } : who === 'nobody' ? { assigneeId: null } : {}),
  };
}

type Counts = Awaited<ReturnType<typeof countByState>>;

function sum(counts: Counts, states: readonly RequestState[]): number {
  return states.reduce((total, state) => total + (counts[state] ?? 0), 0);
}

function listChoices(counts: Counts): { value: string; label: string }[] {
  return [
    { value: 'open', label: `Open (${sum(counts, openStates)})` },
    ...requestStates.map((state) => ({
      value: state,
      label: `${stateTexts[state].label} (${counts[state] ?? 0})`,
    })),
    { value: 'closed', label: `Closed (${sum(counts, closedStates)})` },
    { value: 'all', label: `All (${sum(counts, requestStates)})` },
  ];
}

/** What there is at a glance: each count leads to its requests. */
function presentCounts(counts: Counts, addresses: Record<string, string | undefined>) {
  return openStates.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0
      ? []
      : [{ label: stateTexts[state].label, count, href: curationPath({ ...addresses, state }) }];
  });
}

async function presentRows(ctx: RequestPageContext, rows: readonly QueueRow[]) {
  const assignees = rows.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]));
  const names = await readAccountNames(ctx.db, [...new Set(assignees)]);
  const organisationIds = [...new Set(rows.map(({ organisationId }) => organisationId))];
  const organisations = await readOrganisationNames(ctx.db, organisationIds);
  const now = ctx.now().getTime();
  return rows.map((row) => {
    const assignee = row.assigneeId === null ? null : (names.get(row.assigneeId) ?? null);
    return {
      href: requestPath(row.id),
      title: titleOf({ type: row.type, originalName: row.name }),
      state: stateTexts[row.state].label,
      needsYou: row.state === 'failed',
      label: row.label,
      requestedBy: describeActor(row.requestedBy),
      assignee: assignee === null ? null : (assignee.name ?? assignee.orcid),
      organisation: organisationIds.length > 1 ? (organisations.get(row.organisationId) ?? null) : null,
      permanentId: row.permanentId,
      submittedAt: presentMoment(row.createdAt),
      since: presentMoment(row.since),
      inState: formatDuration(now - row.since.getTime()),
      openChanges: row.openChanges,
    };
  });
}
