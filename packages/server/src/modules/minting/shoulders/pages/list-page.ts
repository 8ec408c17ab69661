import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOperator, type PersonActor } from '../../../../http/actor.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../../http/paging.ts';
import {
  type PageContext,
  readAccountNames,
  readField,
  readOrganisationNames,
} from '../../../accounts/index.ts';
import {
  mayDecideRequest,
  mayManageShoulders,
  mayMint,
  requestsSeenBy,
  shouldersSeenBy,
} from '../../policy.ts';
import type { Shoulder } from '../../shoulder.ts';
import { listShoulders } from '../../store.ts';
import { formatShoulder } from '../create-shoulder.ts';
import { describeWish } from '../requests/request-shoulder.ts';
import { listRequests, type ShoulderRequest } from '../requests/store.ts';
import { typeNames } from '../type-names.ts';
import { describeMinters, describeQuota, presentTime, requestStateMeanings } from './describe.ts';
import { formTokenOf } from './signed-in.ts';

const SHOULDERS_SHOWN = 50;
const WAITING_SHOWN = 50;
const OWN_SHOWN = 20;
const PURPOSE_SHOWN = 200;

/** The page of all shoulders that a person sees, with what they asked for and what waits for their decision. */
export async function sendListPage(
  ctx: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
): Promise<FastifyReply> {
  const cursor = readField(request.query, 'cursor');
  const seen = await listShoulders(ctx.db, shouldersSeenBy(person), {
    limit: SHOULDERS_SHOWN + 1,
    afterId: cursor === '' ? null : String(decodeCursor(cursor, ['uuid'])[0]),
  });
  const shoulders = toPage(
    seen,
    SHOULDERS_SHOWN,
    (each) => each,
    (each) => encodeCursor([each.id]),
  );
  const waiting = await listWaiting(ctx, person);
  const requests = await listOwn(ctx, person, readField(request.query, 'requests'));
  const people = await readAccountNames(ctx.db, [...new Set(waiting.map((each) => each.requesterId))]);
  const organisations = await readOrganisationNames(
    ctx.db,
    shoulders.items.map((each) => each.organisationId),
  );
  const showsOrganisation = new Set(shoulders.items.map((each) => each.organisationId)).size > 1;
  return ctx.pages.send(reply, 200, 'shoulders', {
    title: 'Shoulders',
    formToken: formTokenOf(ctx, person),
    mayAsk: person.memberships.length > 0,
    mayCreate: mayCreate(person),
    waiting: waiting.map((each) => {
      const requester = people.get(each.requesterId);
      return { ...presentRow(each), requester: requester?.name ?? requester?.orcid ?? 'someone' };
    }),
    isWaitingCut: waiting.length === WAITING_SHOWN,
    shoulders: shoulders.items
      .map((each) => ({
        ...presentShoulderRow(each, person),
        organisation: showsOrganisation ? (organisations.get(each.organisationId) ?? null) : null,
      }))
      // Pages of the list are in the order of ids, which says nothing to people.
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    next: shoulders.next,
    requests: requests.items.map(presentRow),
    olderRequests: requests.next,
  });
}

/** Whether a person makes shoulders of any organisation without asking. */
export function mayCreate(person: PersonActor): boolean {
  return (
    isOperator(person) ||
    person.memberships.some(({ organisationId }) => mayManageShoulders(person, organisationId))
  );
}

async function listWaiting(ctx: PageContext, person: PersonActor): Promise<ShoulderRequest[]> {
  if (!mayCreate(person)) return [];
  const open = await listRequests(ctx.db, requestsSeenBy(person), {
    state: 'open',
    limit: WAITING_SHOWN,
    after: null,
  });
  return open.filter((each) => mayDecideRequest(person, each, 'grant'));
}

async function listOwn(ctx: PageContext, person: PersonActor, cursor: string) {
  const [createdAt, id] = cursor === '' ? [] : decodeCursor(cursor, ['time', 'uuid']);
  const requests = await listRequests(
    ctx.db,
    { requesterId: person.accountId, organisationIds: [] },
    {
      state: null,
      limit: OWN_SHOWN + 1,
      after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) },
    },
  );
  return toPage(
    requests,
    OWN_SHOWN,
    (each) => each,
    (each) => encodeCursor([each.createdAt.toISOString(), each.id]),
  );
}

function presentRow(request: ShoulderRequest) {
  return {
    id: request.id,
    type: typeNames[request.type].name,
    wish: describeWish(request),
    purpose: shorten(request.purpose),
    state: requestStateMeanings[request.state],
    reason: request.reason,
    shoulderId: request.shoulderId,
    createdAt: presentTime(request.createdAt),
  };
}

function shorten(text: string): string {
  return text.length <= PURPOSE_SHOWN ? text : `${text.slice(0, PURPOSE_SHOWN).trimEnd()}…`;
}

function presentShoulderRow(shoulder: Shoulder, person: PersonActor) {
  return {
    id: shoulder.id,
    name: formatShoulder(shoulder),
    title: shoulder.title,
    type: typeNames[shoulder.type].name,
    open: shoulder.open,
    mayMint: mayMint(person, shoulder),
    minters: describeMinters(shoulder.minterRoles, shoulder.minters.length > 0),
    count: describeQuota(shoulder.issued, shoulder.quota),
  };
}
