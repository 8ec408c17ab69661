import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { chooseOrganisation, listOthers, pageOf } from '../organisations/choose-organisation.ts';
import type { Organisation } from '../organisations/store.ts';
import { presentTime } from '../present.ts';
import { createSignedInPages, goTo, type PageContext, page, readPageId } from '../signed-in-pages.ts';
import { readField } from '../tokens/token-form.ts';
import { createKey } from './create-key.ts';
import { emptyKeyForm, type KeyForm, OFFERED_LIVES, readKeyForm } from './key-form.ts';
import { revokeKey } from './revoke-key.ts';
import { type ListedKey, listKeys } from './store.ts';

const HOME = '/app/organisation-keys';

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'organisation-keys',
  home: HOME,
  signedOut: { view: 'organisation-keys-signed-out', title: "Sign in to see your organisation's keys" },
});

/** Where administrators make, see and revoke the keys of an organisation. It works without JavaScript. */
export function registerOrganisationKeyPages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.query, 'organisation'));
      return sendKeysPage(ctx, reply, 200, person, organisation, emptyKeyForm);
    }),
  );

  app.post(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      const read = readKeyForm(request.body);
      if (!read.ok) return sendKeysPage(ctx, reply, 400, person, organisation, read.form);
      const { key, secret } = await createKey(ctx, person, organisation, read.wish);
      // The answer to the form itself, and no redirect: the secret is kept nowhere that a next request could read it from.
      return ctx.pages.send(reply, 201, 'organisation-key-created', {
        title: 'The new key',
        name: key.name,
        organisation: organisation.name,
        secret,
        expiresAt: key.expiresAt === null ? null : presentTime(key.expiresAt),
        publicUrl: ctx.config.publicUrl,
        home: pageOf(HOME, organisation),
      });
    }),
  );

  app.post(
    `${HOME}/:id/revoke`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      await revokeKey(ctx, person, organisation, readPageId(request, 'The organisation has no such key.'));
      return goTo(ctx, reply, pageOf(HOME, organisation));
    }),
  );
}

async function sendKeysPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  organisation: Organisation,
  form: KeyForm,
): Promise<FastifyReply> {
  const now = ctx.now();
  const keys = await listKeys(ctx.db, organisation.id, { limit: GREATEST_LIMIT, after: null });
  return ctx.pages.send(reply, status, 'organisation-keys', {
    title: `Keys of ${organisation.name}`,
    organisation,
    others: await listOthers(ctx.db, person, organisation, HOME),
    formToken: formTokenOf(ctx, person),
    form,
    lives: OFFERED_LIVES.map((life) => ({
      life,
      text: life === 'revoked' ? 'Until it is revoked' : `${life} days`,
      chosen: form.life === life,
    })),
    keys: keys.map((key) => presentListed(key, now)),
  });
}

function presentListed(key: ListedKey, now: Date) {
  return {
    id: key.id,
    name: key.name,
    madeBy: key.createdBy === null ? 'the operator' : (key.createdBy.name ?? key.createdBy.orcid),
    createdAt: presentTime(key.createdAt),
    expiresAt: key.expiresAt === null ? null : presentTime(key.expiresAt),
    lastUsedAt: key.lastUsedAt === null ? null : presentTime(key.lastUsedAt),
    revokedAt: key.revokedAt === null ? null : presentTime(key.revokedAt),
    isOver: key.expiresAt !== null && key.expiresAt <= now,
  };
}
