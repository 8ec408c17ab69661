import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../../context.ts';
import type { Tx } from '../../../../db/index.ts';
import { AppError } from '../../../../errors.ts';
import { recordEvent } from '../../../../events.ts';
import { type PersonActor, toEventActor } from '../../../../http/actor.ts';
import { listAdministratorIds } from '../../../accounts/index.ts';
import { notify } from '../../../notifications/index.ts';
import type { PidType } from '../../../pids/index.ts';
import { readNaming } from '../naming.ts';
import { chooseOwnOrganisation } from '../organisation-of.ts';
import { typeNames } from '../type-names.ts';
import { countOpenRequests, insertRequest, type ShoulderRequest } from './store.ts';

/** Requests of one person that may wait at a time: each one is told to administrators. */
const OPEN_LIMIT = 20;

/** What a member asks for; prefix, shoulder and template are wishes, and administrators decide. */
export type RequestWish = {
  organisation?: string;
  type: PidType;
  prefix: string | null;
  shoulder: string | null;
  template: string | null;
  purpose: string;
};

/**
 * Asks the administrators of an organisation for a shoulder, and tells them.
 * @throws AppError invalid-input, not-found, not-allowed, quota-reached when too many wait already
 */
export async function requestShoulder(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  person: PersonActor,
  wish: RequestWish,
): Promise<ShoulderRequest> {
  const organisation = chooseOwnOrganisation(person, wish.organisation);
  if ((await countOpenRequests(tx, person.accountId)) >= OPEN_LIMIT) {
    throw new AppError(
      'quota-reached',
      `${OPEN_LIMIT} of your requests wait for an answer; cancel some first.`,
    );
  }
  const now = ctx.now();
  const request: ShoulderRequest = {
    id: randomUUID(),
    organisationId: organisation.id,
    requesterId: person.accountId,
    type: wish.type,
    ...readWishedNaming(wish),
    purpose: wish.purpose.trim(),
    state: 'open',
    reason: null,
    shoulderId: null,
    decidedBy: null,
    decidedAt: null,
    createdAt: now,
  };
  await insertRequest(tx, request);
  const { type, prefix, shoulder, template, purpose } = request;
  await recordEvent(tx, {
    at: now,
    subject: { type: 'shoulder-request', id: request.id },
    action: 'request',
    actor: toEventActor(person),
    after: { state: 'open', type, prefix, shoulder, template, purpose },
  });
  await tellAdministrators(tx, ctx, person, request);
  return request;
}

async function tellAdministrators(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  person: PersonActor,
  request: ShoulderRequest,
): Promise<void> {
  const administrators = await listAdministratorIds(tx, {
    organisationId: request.organisationId,
    orcidEnvironment: ctx.config.orcid.environment,
  });
  for (const accountId of administrators) {
    await notify(
      tx,
      {
        accountId,
        kind: 'shoulder-requested',
        title: `${person.name ?? person.orcid} asks for a shoulder`,
        body: `Type: ${typeNames[request.type].name}. Wish: ${describeWish(request)}. Purpose: ${request.purpose}`,
        link: `/app/shoulders/requests/${request.id}`,
        once: `shoulder-request|${request.id}|open`,
      },
      ctx.now(),
    );
  }
}

const ANY_PREFIX = { doi: '10.5072', igsn: '10.5072', ark: '99999', handle: '20.500.12345' } as const;

/** Wishes are read by the same grammar as what is granted, as far as they are there. */
function readWishedNaming(wish: RequestWish): Pick<ShoulderRequest, 'prefix' | 'shoulder' | 'template'> {
  const text = (value: string | null) => (value === null || value.trim() === '' ? null : value);
  const [prefix = null, shoulder = null, template = null] = [wish.prefix, wish.shoulder, wish.template].map(
    text,
  );
  // Where there is no wish, something valid stands in, so that the rest is checked.
  const read = readNaming({
    type: wish.type,
    prefix: prefix ?? ANY_PREFIX[wish.type],
    shoulder: shoulder ?? '',
    template: template ?? 'eedk',
  });
  if (!read.ok) {
    throw new AppError('invalid-input', 'This wish has mistakes; see errors.', { problems: read.problems });
  }
  return {
    prefix: prefix === null ? null : read.naming.prefix,
    shoulder: shoulder === null ? null : read.naming.shoulder,
    template: template === null ? null : read.naming.template,
  };
}

/** What somebody wished for as people write it, such as `99999/x1, template eedk`. */
export function describeWish({
  prefix,
  shoulder,
  template,
}: Pick<ShoulderRequest, 'prefix' | 'shoulder' | 'template'>): string {
  const name = [prefix, shoulder].filter((each) => each !== null && each !== '').join('/');
  const parts = [name, template === null ? '' : `template ${template}`].filter((each) => each !== '');
  return parts.join(', ') || 'any';
}
