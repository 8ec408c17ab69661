import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { chooseOrganisation, listOthers, pageOf } from '../organisations/choose-organisation.ts';
import type { Organisation } from '../organisations/store.ts';
import { presentTime } from '../present.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { createSignedInPages, goTo, type PageContext, page } from '../signed-in-pages.ts';
import { readField } from '../tokens/token-form.ts';
import { addGroupMember, deleteGroup, putGroup, removeGroupMember, requireGroup } from './change-group.ts';
import { GROUP_NAME_PATTERN, GROUP_TITLE_LIMIT } from './group-name.ts';
import { findGroup, listGroupMembers, listGroups } from './store.ts';

const HOME = '/app/groups';
const NAME_LIMIT = 63;
const ORCID_LIMIT = 100;

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'groups',
  home: HOME,
  signedOut: { view: 'groups-signed-out', title: 'Sign in to see the groups of your organisation' },
});

/** The form as it stood in the browser, to be shown again, and what is wrong with it. */
type GroupForm = { name: string; title: string; mistake: string | null };

const emptyForm: GroupForm = { name: '', title: '', mistake: null };

/** Where administrators make the groups that folders are shared with. It works without JavaScript. */
export function registerGroupPages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.query, 'organisation'));
      const after = readText(request.query, 'after').slice(0, NAME_LIMIT);
      return sendGroupsPage(ctx, reply, 200, person, organisation, emptyForm, after);
    }),
  );

  app.post(
    HOME,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      const name = readField(request.body, 'name')
        .trim()
        .slice(0, NAME_LIMIT + 1);
      const title = readText(request.body, 'title').trim().slice(0, GROUP_TITLE_LIMIT).toWellFormed();
      try {
        await makeGroup(ctx, person, organisation, { name, title });
      } catch (error) {
        const form = { name, title, mistake: readMistake(error) };
        return sendGroupsPage(ctx, reply, 400, person, organisation, form, '');
      }
      return goTo(ctx, reply, groupPageOf(organisation, name));
    }),
  );

  app.get(
    `${HOME}/:name`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.query, 'organisation'));
      const after = readText(request.query, 'after').slice(0, ORCID_LIMIT);
      return sendGroupPage(ctx, reply, 200, person, organisation, readName(request), { after });
    }),
  );

  registerGroupForm(app, ctx, 'members', async (person, organisation, name, input) => {
    await addGroupMember(ctx, person, organisation, { group: name, orcid: readOrcid(input) });
    return groupPageOf(organisation, name);
  });
  registerGroupForm(app, ctx, 'remove', async (person, organisation, name, input) => {
    await removeGroupMember(ctx, person, organisation, { group: name, orcid: readOrcid(input) });
    return groupPageOf(organisation, name);
  });
  registerGroupForm(app, ctx, 'delete', async (person, organisation, name) => {
    await deleteGroup(ctx, person, organisation, name, null);
    return pageOf(HOME, organisation);
  });
}

/** A form of one group's page. @param act says where its sender goes on */
function registerGroupForm(
  app: FastifyInstance,
  ctx: PageContext,
  what: string,
  act: (person: PersonActor, organisation: Organisation, name: string, input: unknown) => Promise<string>,
): void {
  app.post(
    `${HOME}/:name/${what}`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      const name = readName(request);
      try {
        return await goTo(ctx, reply, await act(person, organisation, name, request.body));
      } catch (error) {
        const form = { after: '', orcid: readOrcid(request.body), mistake: readMistake(error) };
        return sendGroupPage(ctx, reply, 400, person, organisation, name, form);
      }
    }),
  );
}

/** @throws AppError invalid-input for a name that cannot be one, or is taken */
async function makeGroup(
  ctx: PageContext,
  person: PersonActor,
  organisation: Organisation,
  { name, title }: { name: string; title: string },
): Promise<void> {
  if (!new RegExp(GROUP_NAME_PATTERN).test(name)) {
    throw new AppError(
      'invalid-input',
      'Names of groups have at most 63 small letters, digits and hyphens, and begin with a letter or digit.',
    );
  }
  if ((await findGroup(ctx.db, organisation.id, name)) !== null) {
    throw new AppError('invalid-input', 'There is a group of this name already.');
  }
  await putGroup(ctx, person, organisation, { name, title: title === '' ? null : title }, null);
}

/** What a database can be asked for. */
function readText(input: unknown, name: string): string {
  return readField(input, name).replaceAll('\0', '').toWellFormed();
}

function readName(request: FastifyRequest): string {
  return readText(request.params, 'name').slice(0, NAME_LIMIT + 1);
}

function readOrcid(input: unknown): string {
  return readText(input, 'orcid').trim().slice(0, ORCID_LIMIT);
}

/** What is wrong with a form, as one sentence. @throws what was thrown, if it is about something else */
function readMistake(error: unknown): string {
  if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
  return error.problems[0]?.detail ?? error.message;
}

function groupPageOf(organisation: Organisation, name: string): string {
  return pageOf(`${HOME}/${encodeURIComponent(name)}`, organisation);
}

async function sendGroupsPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  organisation: Organisation,
  form: GroupForm,
  after: string,
): Promise<FastifyReply> {
  const groups = await listGroups(ctx.db, organisation.id, { limit: GREATEST_LIMIT + 1, after });
  const shown = groups.slice(0, GREATEST_LIMIT);
  const last = groups.length > GREATEST_LIMIT ? shown.at(-1) : undefined;
  return ctx.pages.send(reply, status, 'groups', {
    title: `Groups of ${organisation.name}`,
    organisation,
    others: await listOthers(ctx.db, person, organisation, HOME),
    formToken: formTokenOf(ctx, person),
    form,
    nameLimit: NAME_LIMIT,
    titleLimit: GROUP_TITLE_LIMIT,
    groups: shown.map(({ name, title }) => ({ name, title, href: groupPageOf(organisation, name) })),
    next: last === undefined ? null : `${pageOf(HOME, organisation)}&after=${encodeURIComponent(last.name)}`,
  });
}

async function sendGroupPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  organisation: Organisation,
  name: string,
  form: { after: string; orcid?: string; mistake?: string },
): Promise<FastifyReply> {
  const group = await requireGroup(ctx.db, organisation.id, name);
  const members = await listGroupMembers(ctx.db, group.id, { limit: GREATEST_LIMIT + 1, after: form.after });
  const shown = members.slice(0, GREATEST_LIMIT);
  const last = members.length > GREATEST_LIMIT ? shown.at(-1) : undefined;
  return ctx.pages.send(reply, status, 'group', {
    title: group.title ?? group.name,
    name: group.name,
    path: `${HOME}/${group.name}`,
    home: pageOf(HOME, organisation),
    organisation,
    formToken: formTokenOf(ctx, person),
    orcid: form.orcid ?? '',
    mistake: form.mistake ?? null,
    members: shown.map((each) => ({
      orcid: each.orcid,
      orcidUrl: presentOrcidUrl(ctx.config, each.orcid),
      name: each.name,
      addedAt: presentTime(each.addedAt),
    })),
    next:
      last === undefined
        ? null
        : `${groupPageOf(organisation, name)}&after=${encodeURIComponent(last.orcid)}`,
  });
}
