import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../../../errors.ts';
import { actorKey, isOperator, type PersonActor } from '../../../../http/actor.ts';
import { oncePerKey } from '../../../../http/idempotency.ts';
import { goTo, type PageContext, page, readField } from '../../../accounts/index.ts';
import { listRepositoryIds } from '../../../registration/index.ts';
import { mayManageShoulders } from '../../policy.ts';
import { createShoulder } from '../create-shoulder.ts';
import { chooseManagedOrganisation } from '../organisation-of.ts';
import { type Form, hasProblems, problemsOf, readTexts, requireRefusal } from './form.ts';
import { mayCreate } from './list-page.ts';
import {
  newShoulderForm,
  readNamingForm,
  readSettingsForm,
  readType,
  registrarOptions,
  roleOptions,
  typeOptions,
} from './settings-form.ts';
import { formTokenOf, signedIn } from './signed-in.ts';

/** The page where administrators make a shoulder without a request. */
export function registerNewPages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    '/app/shoulders/new',
    page,
    signedIn(ctx, async (_request, reply, person) => sendNewPage(ctx, reply, 200, person, newShoulderForm)),
  );

  app.post(
    '/app/shoulders/new',
    page,
    signedIn(ctx, async (request, reply, person) => {
      requireCreator(person);
      const chosen = readTexts(request.body, { organisation: 100, type: 100 });
      const type = readType(chosen.values.type);
      const looks = readNamingForm(request.body);
      const { form: rest, settings, minters } = readSettingsForm(request.body, type ?? 'ark');
      const form: Form = {
        values: { ...chosen.values, ...looks.values, ...rest.values },
        ticked: rest.ticked,
        problems: { ...chosen.problems, ...looks.problems, ...rest.problems },
      };
      if (type === null) form.problems.type = ['Choose one of the types offered.'];
      if (type === null || hasProblems(form.problems)) return sendNewPage(ctx, reply, 400, person, form);
      const wish = { ...settings, ...looks.naming, type };
      const slug = chosen.values.organisation === '' ? undefined : chosen.values.organisation;
      // The key came with the form, so a second click makes nothing more.
      const key = readField(request.body, 'key').slice(0, 100);
      const keyed = {
        actor: actorKey(person),
        key: key === '' ? null : key,
        method: 'POST',
        path: '/app/shoulders/new',
        body: { ...wish, organisation: slug },
      };
      try {
        const organisation = await chooseManagedOrganisation(ctx.db, person, slug);
        const answer = await oncePerKey(ctx, keyed, async (tx) => {
          const { id } = await createShoulder(tx, ctx, person, organisation, wish);
          return { status: 303, headers: {}, body: { id } };
        });
        // What was stored under the key is what this page answered the first time.
        const { id } = answer.body as { id: string };
        return goTo(ctx, reply, `/app/shoulders/${id}`);
      } catch (error) {
        const refusal = requireRefusal(error);
        const problems = problemsOf(refusal, form.values, { minters });
        return sendNewPage(ctx, reply, refusal.status, person, { ...form, problems });
      }
    }),
  );
}

async function sendNewPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  form: Form,
): Promise<FastifyReply> {
  requireCreator(person);
  const managed = person.memberships.filter(({ organisationId }) =>
    mayManageShoulders(person, organisationId),
  );
  const organisationIds =
    managed.length > 0 || !isOperator(person)
      ? managed.map((each) => each.organisationId)
      : [(await chooseManagedOrganisation(ctx.db, person, undefined)).id];
  const repositoryIds = await Promise.all(organisationIds.map((id) => listRepositoryIds(ctx.db, id)));
  return ctx.pages.send(reply, status, 'shoulder-new', {
    title: 'Create a shoulder',
    formToken: formTokenOf(ctx, person),
    key: randomUUID(),
    form,
    types: typeOptions,
    organisations:
      managed.length < 2 ? null : managed.map((each) => ({ value: each.slug, text: each.organisationName })),
    roles: roleOptions,
    registrars: registrarOptions([...new Set(repositoryIds.flat())]),
  });
}

function requireCreator(person: PersonActor): void {
  if (mayCreate(person)) return;
  throw new AppError(
    'not-allowed',
    'Only administrators of an organisation create shoulders; you can request one.',
  );
}
