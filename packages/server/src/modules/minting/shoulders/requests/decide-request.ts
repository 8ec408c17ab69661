import type { AppContext } from '../../../../context.ts';
import type { Db, Tx } from '../../../../db/index.ts';
import { AppError } from '../../../../errors.ts';
import { recordEvent } from '../../../../events.ts';
import { type Actor, type MembershipRole, toEventActor } from '../../../../http/actor.ts';
import { readAccountNames, readOrganisationName } from '../../../accounts/index.ts';
import { notify } from '../../../notifications/index.ts';
import { mayDecideRequest, maySeeRequest } from '../../policy.ts';
import type { Shoulder } from '../../shoulder.ts';
import { createShoulder, formatShoulder } from '../create-shoulder.ts';
import type { SettingsInput } from '../settings.ts';
import { nextRequestState, type RequestAction, type RequestState } from './moves.ts';
import { lockRequest, readRequest, type ShoulderRequest, settleRequest } from './store.ts';

type DecisionContext = Pick<AppContext, 'config' | 'now'>;

/** What an administrator settles in granting; what is left out is as the requester wished. */
export type GrantTerms = SettingsInput & {
  prefix?: string;
  shoulder?: string;
  template?: string | null;
  registrarAccount?: string | null;
};

/** Unless the terms say otherwise, a granted shoulder is for those whom it names. */
const ONLY_NAMED: readonly MembershipRole[] = [];

/** The request that an actor may see. @throws AppError not-found */
export async function requireSeenRequest(db: Db, actor: Actor, id: string): Promise<ShoulderRequest> {
  const request = await readRequest(db, id.toLowerCase());
  if (request === null || !maySeeRequest(actor, request)) throw unknownRequest();
  return request;
}

/**
 * Grants a request: makes the shoulder and names the requester among its minters. The requester is told.
 * @throws AppError not-found, not-allowed, move-not-allowed, and as createShoulder
 */
export async function grantRequest(
  tx: Tx,
  ctx: DecisionContext,
  actor: Actor,
  id: string,
  terms: GrantTerms,
): Promise<ShoulderRequest> {
  const { before, state } = await openDecision(tx, actor, id, 'grant');
  const requester = (await readAccountNames(tx, [before.requesterId])).get(before.requesterId);
  if (requester === undefined) throw new Error(`the requester of ${before.id} is gone`);
  const prefix = terms.prefix ?? before.prefix;
  if (prefix === null) {
    throw new AppError('invalid-input', 'The requester left the prefix to you.', {
      problems: [{ pointer: '/prefix', detail: 'Say under which prefix the shoulder is to be.' }],
    });
  }
  const shoulder = await createShoulder(
    tx,
    ctx,
    actor,
    { id: before.organisationId, name: await readOrganisationName(tx, before.organisationId) },
    {
      purpose: before.purpose,
      minterRoles: ONLY_NAMED,
      ...terms,
      type: before.type,
      prefix,
      shoulder: terms.shoulder ?? before.shoulder ?? '',
      template: terms.template === undefined ? before.template : terms.template,
      minters: [...(terms.minters ?? []), requester.orcid],
    },
  );
  const request = await settle(tx, ctx, actor, before, { state, shoulderId: shoulder.id });
  await tell(tx, ctx, request, {
    title: `Your shoulder ${formatShoulder(shoulder)} was granted`,
    body: describeGrant(shoulder),
    link: `/app/shoulders/${shoulder.id}`,
  });
  return request;
}

function describeGrant(shoulder: Shoulder): string {
  const names = { doi: 'DOIs', igsn: 'IGSN IDs', ark: 'ARKs', handle: 'Handles' }[shoulder.type];
  const quota = shoulder.quota === null ? '' : ` Its quota is ${shoulder.quota}.`;
  return `You can mint ${names} that begin with ${formatShoulder(shoulder)} now.${quota}`;
}

/** Refuses a request; the requester is told why. @throws AppError not-found, not-allowed, move-not-allowed */
export async function refuseRequest(
  tx: Tx,
  ctx: DecisionContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<ShoulderRequest> {
  const { before, state } = await openDecision(tx, actor, id, 'refuse');
  const request = await settle(tx, ctx, actor, before, { state, reason: reason.trim() });
  await tell(tx, ctx, request, {
    title: 'Your request for a shoulder was refused',
    body: `Reason: ${reason.trim()}`,
    link: `/app/shoulders/requests/${request.id}`,
  });
  return request;
}

/** Takes one's own request back. @throws AppError not-found, not-allowed, move-not-allowed */
export async function cancelRequest(
  tx: Tx,
  ctx: DecisionContext,
  actor: Actor,
  id: string,
): Promise<ShoulderRequest> {
  const { before, state } = await openDecision(tx, actor, id, 'cancel');
  return settle(tx, ctx, actor, before, { state });
}

async function openDecision(
  tx: Tx,
  actor: Actor,
  id: string,
  action: RequestAction,
): Promise<{ before: ShoulderRequest; state: RequestState }> {
  const before = await lockRequest(tx, id.toLowerCase());
  if (before === null || !maySeeRequest(actor, before)) throw unknownRequest();
  if (!mayDecideRequest(actor, before, action)) {
    throw new AppError(
      'not-allowed',
      action === 'cancel'
        ? 'Only the requester cancels a request; administrators refuse it.'
        : 'Only administrators of the organisation grant and refuse requests.',
    );
  }
  const state = nextRequestState(action, before.state);
  if (state === null) {
    throw new AppError('move-not-allowed', `It cannot ${action}: the request was ${before.state} already.`);
  }
  return { before, state };
}

async function settle(
  tx: Tx,
  ctx: DecisionContext,
  actor: Actor,
  before: ShoulderRequest,
  outcome: { state: RequestState; reason?: string; shoulderId?: string },
): Promise<ShoulderRequest> {
  const now = ctx.now();
  const after: ShoulderRequest = {
    ...before,
    ...outcome,
    decidedBy: actor.kind === 'person' ? actor.accountId : null,
    decidedAt: now,
  };
  await settleRequest(tx, after);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'shoulder-request', id: after.id },
    action: { open: 'open', granted: 'grant', refused: 'refuse', cancelled: 'cancel' }[after.state],
    actor: toEventActor(actor),
    before: { state: before.state },
    after: { state: after.state, shoulder: after.shoulderId },
    reason: after.reason,
  });
  return after;
}

async function tell(
  tx: Tx,
  ctx: DecisionContext,
  request: ShoulderRequest,
  notice: { title: string; body: string; link: string },
): Promise<void> {
  await notify(
    tx,
    {
      ...notice,
      accountId: request.requesterId,
      kind: 'shoulder-decided',
      once: `shoulder-request|${request.id}|${request.state}`,
    },
    ctx.now(),
  );
}

function unknownRequest(): AppError {
  return new AppError('not-found', 'There is no such request, or you may not see it.');
}
