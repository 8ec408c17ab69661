import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type Actor, requireScope } from '../../../http/actor.ts';
import { readOrganisationSlugs } from '../../accounts/index.ts';
import { presentAccount, presentNamedAccount } from '../queue/present.ts';
import type { QueueContext } from '../queue/routes.ts';
import {
  AccountCheckSchema,
  AccountParams,
  ChangeAccountBody,
  EmptyBody,
  PauseBody,
  RegistrarAccountPage,
  RegistrarAccountSchema,
} from '../queue/schema.ts';
import { listSeenAccounts } from '../queue/select-queue.ts';
import type { RegistrarAccount } from '../registration.ts';
import { changeAccount, pauseAccount, requireSeenAccount, resumeAccount } from './change-account.ts';
import { checkAccount } from './check-account.ts';

const tags = ['Registration queue'];

/** `/registrar-accounts` of Mintmark's own API. */
export function registerRegistrarAccountRoutes(instance: FastifyInstance, ctx: QueueContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const present = async (account: RegistrarAccount) => {
    const slugs = await readOrganisationSlugs(ctx.db, [account.organisationId]);
    return presentAccount(account, slugs.get(account.organisationId) ?? '');
  };

  app.get(
    '/registrar-accounts',
    {
      schema: {
        operationId: 'listRegistrarAccounts',
        summary: 'Accounts at registrars, and how they are worked off',
        description: 'For curators and administrators of the organisation, and operators.',
        tags,
        response: { 200: RegistrarAccountPage },
      },
    },
    async (request) => {
      const accounts = await listSeenAccounts(ctx.db, requireScope(request, 'pid:read'));
      return { items: accounts.map(presentNamedAccount), next: null };
    },
  );

  app.get(
    '/registrar-accounts/:id',
    {
      schema: {
        operationId: 'readRegistrarAccount',
        summary: 'One account at a registrar',
        tags,
        params: AccountParams,
        response: { 200: RegistrarAccountSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      return present(await requireSeenAccount(ctx.db, actor, request.params.id));
    },
  );

  app.patch(
    '/registrar-accounts/:id',
    {
      schema: {
        operationId: 'changeRegistrarAccount',
        summary: 'Change rate, concurrency or alert address of an account',
        description: 'For administrators of its organisation. What you leave out stays.',
        tags,
        params: AccountParams,
        body: ChangeAccountBody,
        response: { 200: RegistrarAccountSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      return present(await changeAccount(ctx, actor, request.params.id, request.body));
    },
  );

  app.post(
    '/registrar-accounts/:id/pause',
    {
      schema: {
        operationId: 'pauseRegistrarAccount',
        summary: 'Let nothing be sent with an account',
        description: 'For administrators of its organisation. An attempt that is under way ends.',
        tags,
        params: AccountParams,
        body: PauseBody,
        response: { 200: RegistrarAccountSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'org:admin');
      return present(await pauseAccount(ctx, actor, request.params.id, request.body.reason));
    },
  );

  const withoutBody = (
    name: 'resume' | 'check',
    texts: { operationId: string; summary: string; description: string },
  ) => ({
    path: `/registrar-accounts/:id/${name}`,
    schema: { ...texts, tags, params: AccountParams, body: EmptyBody },
  });

  const resume = withoutBody('resume', {
    operationId: 'resumeRegistrarAccount',
    summary: 'Let an account go on',
    description: 'For administrators of its organisation.',
  });
  app.post(
    resume.path,
    { schema: { ...resume.schema, response: { 200: RegistrarAccountSchema } } },
    async (request) =>
      present(await resumeAccount(ctx, requireScope(request, 'org:admin'), request.params.id)),
  );

  const check = withoutBody('check', {
    operationId: 'checkRegistrarAccount',
    summary: 'Ask the registrar whether it is well and takes the account',
    description:
      'For administrators of its organisation. Where the registrar was taken to be out of order and answers, ' +
      'everything goes on.',
  });
  app.post(
    check.path,
    { schema: { ...check.schema, response: { 200: AccountCheckSchema } } },
    async (request) => {
      const actor: Actor = requireScope(request, 'org:admin');
      const { ok, detail, account } = await checkAccount(ctx, actor, request.params.id);
      return { ok, detail, account: await present(account) };
    },
  );
}
