import type { FastifyInstance, FastifyReply } from 'fastify';
import { ANONYMOUS_ROLE, untpAccessRoles } from '../../../anchors/access-role.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { chooseOrganisation, listOthers, pageOf } from '../organisations/choose-organisation.ts';
import type { Organisation } from '../organisations/store.ts';
import { presentTime } from '../present.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { createSignedInPages, goTo, type PageContext, page } from '../signed-in-pages.ts';
import { readField } from '../tokens/token-form.ts';
import { grantAccessRole, withdrawAccessRole } from './change-access-role.ts';
import { listAccessRoles } from './store.ts';

const HOME = '/app/access-roles';
const FIELD_LIMIT = 100;

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'access-roles',
  home: HOME,
  signedOut: { view: 'access-roles-signed-out', title: 'Sign in to see who sees restricted links' },
});

/** The form as it stood in the browser, to be shown again, and a sentence for each field that is wrong. */
type RoleForm = { orcid: string; role: string; problems: { orcid?: string; role?: string } };

const emptyForm: RoleForm = { orcid: '', role: '', problems: {} };

/** Where administrators say who sees which restricted links of an organisation. It works without JavaScript. */
export function registerAccessRolePages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.query, 'organisation');
      const organisation = await chooseOrganisation(ctx.db, person, slug);
      const after = readPosition(request.query);
      return sendRolesPage(ctx, reply, 200, person, organisation, emptyForm, after);
    }),
  );

  app.post(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.body, 'organisation');
      const organisation = await chooseOrganisation(ctx.db, person, slug);
      const wish = readWish(request.body);
      try {
        await grantAccessRole(ctx, person, organisation, wish);
      } catch (error) {
        const form = { ...wish, problems: readProblems(error) };
        return sendRolesPage(ctx, reply, 400, person, organisation, form, null);
      }
      return goTo(ctx, reply, pageOf(HOME, organisation));
    }),
  );

  app.post(
    `${HOME}/withdraw`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.body, 'organisation');
      const organisation = await chooseOrganisation(ctx.db, person, slug);
      await withdrawAccessRole(ctx, person, organisation, readWish(request.body));
      return goTo(ctx, reply, pageOf(HOME, organisation));
    }),
  );
}

function readWish(input: unknown): { orcid: string; role: string } {
  const read = (name: string) => readField(input, name).trim().slice(0, FIELD_LIMIT);
  return { orcid: read('orcid'), role: read('role') };
}

/** What is wrong with the fields of the form. @throws what was thrown, if it is about something else */
function readProblems(error: unknown): RoleForm['problems'] {
  if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
  const find = (pointer: string) => error.problems.find((each) => each.pointer === pointer)?.detail;
  const [orcid, role] = [find('/params/orcid'), find('/params/role')];
  return { ...(orcid === undefined ? {} : { orcid }), ...(role === undefined ? {} : { role }) };
}

/** Where the list goes on, as the page before says it; null: from the beginning. */
function readPosition(query: unknown): { orcid: string; role: string } | null {
  const [orcid, role] = [readField(query, 'after'), readField(query, 'after_role')];
  return orcid === '' ? null : { orcid, role };
}

async function sendRolesPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  organisation: Organisation,
  form: RoleForm,
  after: { orcid: string; role: string } | null,
): Promise<FastifyReply> {
  const of = { organisationId: organisation.id, orcidEnvironment: ctx.config.orcid.environment };
  const roles = await listAccessRoles(ctx.db, of, { limit: GREATEST_LIMIT + 1, after });
  const shown = roles.slice(0, GREATEST_LIMIT);
  const last = roles.length > GREATEST_LIMIT ? shown.at(-1) : undefined;
  const home = pageOf(HOME, organisation);
  return ctx.pages.send(reply, status, 'access-roles', {
    title: `Who sees restricted links of ${organisation.name}`,
    organisation,
    others: await listOthers(ctx.db, person, organisation, HOME),
    formToken: formTokenOf(ctx, person),
    form,
    known: untpAccessRoles.filter((role) => role !== ANONYMOUS_ROLE),
    roles: shown.map((each) => ({
      orcid: each.orcid,
      orcidUrl: presentOrcidUrl(ctx.config, each.orcid),
      authenticated: each.authenticated,
      name: each.name,
      role: each.role,
      createdAt: presentTime(each.createdAt),
    })),
    next:
      last === undefined
        ? null
        : `${home}&after=${encodeURIComponent(last.orcid)}&after_role=${encodeURIComponent(last.role)}`,
  });
}
