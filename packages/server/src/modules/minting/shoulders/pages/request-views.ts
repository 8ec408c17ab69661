import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { AppContext } from '../../../../context.ts';
import { AppError } from '../../../../errors.ts';
import type { PersonActor } from '../../../../http/actor.ts';
import {
  type PageContext,
  presentOrcidUrl,
  readAccountNames,
  readOrganisationName,
} from '../../../accounts/index.ts';
import { listRepositoryIds } from '../../../registration/index.ts';
import { mayDecideRequest } from '../../policy.ts';
import { requireSeenRequest } from '../requests/decide-request.ts';
import { REASON_LIMIT } from '../requests/schema.ts';
import type { ShoulderRequest } from '../requests/store.ts';
import { typeNames } from '../type-names.ts';
import { presentTime, requestStateMeanings } from './describe.ts';
import { emptyForm, type Form } from './form.ts';
import { firstTemplate, isRegistrable, registrarOptions, roleOptions, typeOptions } from './settings-form.ts';
import { formTokenOf } from './signed-in.ts';

/** The page where members ask for a shoulder. @throws AppError not-allowed for people of no organisation */
export function sendWishPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  form: Form,
): FastifyReply {
  if (person.memberships.length === 0) {
    throw new AppError(
      'not-allowed',
      'You are a member of no organisation here; an administrator can add you.',
    );
  }
  return ctx.pages.send(reply, status, 'shoulder-wish', {
    title: 'Request a shoulder',
    formToken: formTokenOf(ctx, person),
    key: randomUUID(),
    form,
    types: typeOptions,
    organisations:
      person.memberships.length === 1
        ? null
        : person.memberships.map((each) => ({ value: each.slug, text: each.organisationName })),
  });
}

/**
 * The page of one request. Its forms stand as they were sent, or as the requester wished.
 * @throws AppError not-found
 */
export async function sendRequestPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  id: string,
  forms: { grant?: Form; refuse?: Form },
): Promise<FastifyReply> {
  const request = await requireSeenRequest(ctx.db, person, id);
  const { requesterId, organisationId, shoulderId } = request;
  const names = [requesterId, ...(request.decidedBy === null ? [] : [request.decidedBy])];
  const people = await readAccountNames(ctx.db, names);
  const isOpen = request.state === 'open';
  const mayGrant = isOpen && mayDecideRequest(person, request, 'grant');
  const repositoryIds = mayGrant ? await listRepositoryIds(ctx.db, organisationId) : [];
  const requester = people.get(requesterId);
  return ctx.pages.send(reply, status, 'shoulder-request', {
    title: 'A request for a shoulder',
    formToken: formTokenOf(ctx, person),
    request: {
      id: request.id,
      type: typeNames[request.type].name,
      prefix: request.prefix,
      shoulder: request.shoulder,
      template: request.template,
      purpose: request.purpose,
      isOpen,
      state: requestStateMeanings[request.state],
      reason: request.reason,
      shoulderId,
      createdAt: presentTime(request.createdAt),
      decidedAt: request.decidedAt === null ? null : presentTime(request.decidedAt),
    },
    organisation: await readOrganisationName(ctx.db, organisationId),
    requester:
      requester === undefined
        ? null
        : { name: requester.name, orcidUrl: presentOrcidUrl(ctx.config, requester.orcid) },
    isOwn: requesterId === person.accountId,
    decidedBy: people.get(request.decidedBy ?? '')?.name ?? null,
    mayCancel: isOpen && mayDecideRequest(person, request, 'cancel'),
    mayGrant,
    isDoi: isRegistrable(request.type),
    // A form that another decision has overtaken says so on top.
    overtaken: isOpen ? [] : (forms.grant?.problems.form ?? forms.refuse?.problems.form ?? []),
    grant: forms.grant ?? wishedForm(ctx, request, repositoryIds),
    refuse: forms.refuse ?? emptyForm,
    reasonLimit: REASON_LIMIT,
    roles: roleOptions,
    registrars: registrarOptions(repositoryIds),
  });
}

/** The grant as the requester wished; what they left open is what is usual here. */
function wishedForm(
  ctx: Pick<AppContext, 'config'>,
  request: ShoulderRequest,
  repositoryIds: readonly string[],
): Form {
  const { type } = request;
  const [only = '', ...others] = repositoryIds;
  return {
    ...emptyForm,
    values: {
      prefix: request.prefix ?? usualPrefix(ctx, type),
      shoulder: request.shoulder ?? '',
      template: request.template ?? firstTemplate[type],
      purpose: request.purpose,
      registrar_account: others.length === 0 ? only : '',
    },
  };
}

function usualPrefix({ config }: Pick<AppContext, 'config'>, type: ShoulderRequest['type']): string {
  switch (type) {
    case 'doi':
    case 'igsn':
      return config.datacite.prefix;
    case 'handle':
      return config.handlePrefix ?? '';
    case 'ark':
      return '';
    default:
      return type satisfies never;
  }
}
