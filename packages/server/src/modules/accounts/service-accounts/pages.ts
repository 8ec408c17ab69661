import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { chooseOrganisation, listOthers, pageOf } from '../organisations/choose-organisation.ts';
import type { Organisation } from '../organisations/store.ts';
import { presentTime } from '../present.ts';
import { createSignedInPages, goTo, type PageContext, page, readPageId } from '../signed-in-pages.ts';
import { readField } from '../tokens/token-form.ts';
import { changeServiceAccount, revokeServiceAccount } from './change-service-account.ts';
import { createServiceAccount, NAME_LIMIT, TITLE_LIMIT } from './create-service-account.ts';
import {
  emptyServiceAccountForm,
  OFFERED_ROLES,
  readServiceAccountForm,
  refuseName,
  type ServiceAccountForm,
} from './service-account-form.ts';
import { listServiceAccounts, type ServiceAccount } from './store.ts';

const HOME = '/app/service-accounts';

type ServiceAccountPageContext = PageContext & Pick<AppContext, 'passwordHasher'>;

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'service-accounts',
  home: HOME,
  signedOut: {
    view: 'service-accounts-signed-out',
    title: "Sign in to see your organisation's service accounts",
  },
});

/** Where administrators make, see and revoke the accounts that programs log in with. It works without JavaScript. */
export function registerServiceAccountPages(app: FastifyInstance, ctx: ServiceAccountPageContext): void {
  app.get(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.query, 'organisation'));
      return sendAccountsPage(ctx, reply, 200, person, organisation, emptyServiceAccountForm);
    }),
  );

  app.post(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      const read = readServiceAccountForm(request.body);
      if (!read.ok) return sendAccountsPage(ctx, reply, 400, person, organisation, read.form);
      try {
        const made = await createServiceAccount(ctx, person, organisation, read.wish);
        return await sendPassword(ctx, reply, 201, organisation, made);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'already-exists') throw error;
        return sendAccountsPage(ctx, reply, 409, person, organisation, refuseName(read.wish));
      }
    }),
  );

  app.post(
    `${HOME}/:id/password`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      const id = readId(request);
      const changed = await changeServiceAccount(ctx, person, organisation, id, { password: null }, null);
      return sendPassword(ctx, reply, 200, organisation, changed);
    }),
  );

  app.post(
    `${HOME}/:id/revoke`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      await revokeServiceAccount(ctx, person, organisation, readId(request));
      return goTo(ctx, reply, pageOf(HOME, organisation));
    }),
  );
}

function readId(request: FastifyRequest): string {
  return readPageId(request, 'The organisation has no such service account.');
}

/** The answer to the form itself, and no redirect: the password is kept nowhere that a next request could read it from. */
function sendPassword(
  ctx: ServiceAccountPageContext,
  reply: FastifyReply,
  status: number,
  organisation: Organisation,
  { account, password }: { account: ServiceAccount; password: string | null },
): FastifyReply {
  return ctx.pages.send(reply, status, 'service-account-password', {
    title: `The password of ${account.name}`,
    name: account.name,
    isNew: account.version === 1,
    organisation: organisation.name,
    password,
    publicUrl: ctx.config.publicUrl,
    home: pageOf(HOME, organisation),
  });
}

async function sendAccountsPage(
  ctx: ServiceAccountPageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  organisation: Organisation,
  form: ServiceAccountForm,
): Promise<FastifyReply> {
  const accounts = await listServiceAccounts(ctx.db, organisation.id, { limit: GREATEST_LIMIT, after: null });
  return ctx.pages.send(reply, status, 'service-accounts', {
    title: `Service accounts of ${organisation.name}`,
    organisation,
    others: await listOthers(ctx.db, person, organisation, HOME),
    formToken: formTokenOf(ctx, person),
    form,
    limits: { name: NAME_LIMIT, title: TITLE_LIMIT },
    roles: OFFERED_ROLES.map((each) => ({ ...each, chosen: each.role === form.role })),
    accounts: accounts.map(presentListed),
  });
}

function presentListed(account: ServiceAccount) {
  const { id, name, title, role, createdAt, lastUsedAt, revokedAt } = account;
  return {
    id,
    name,
    title,
    role,
    createdAt: presentTime(createdAt),
    lastUsedAt: lastUsedAt === null ? null : presentTime(lastUsedAt),
    revokedAt: revokedAt === null ? null : presentTime(revokedAt),
  };
}
