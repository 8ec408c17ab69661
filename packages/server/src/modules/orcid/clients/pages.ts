import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { type OrcidEnvironmentName, orcidEnvironmentNames } from '../../../orcid-environment.ts';
import { goTo, type Organisation, page, presentTime, readField } from '../../accounts/index.ts';
import { connectPath } from '../connecting/paths.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { formTokenOf, signedIn } from '../pages/signed-in.ts';
import type { ClientTest, OrganisationClient } from './client.ts';
import { type ClientForm, emptyForm, formOf, readClientForm } from './client-form.ts';
import { listRedirectUris } from './present.ts';
import { putClient, removeClient } from './put-client.ts';
import { findRegistry } from './registry.ts';
import { listClientsOfOrganisation, readClientOfOrganisation, readClientTest } from './store.ts';
import { testClient } from './test-client.ts';

type ClientPageContext = Pick<
  AppContext,
  'config' | 'db' | 'log' | 'now' | 'pages' | 'pause' | 'secrets' | 'wakeConnections' | 'wakeDeposits'
>;

const PATH = '/app/orcid/manage/:slug/credentials';

const environmentLabels: Readonly<Record<OrcidEnvironmentName, string>> = {
  production: 'ORCID (orcid.org)',
  sandbox: "ORCID's sandbox (sandbox.orcid.org)",
  'stand-in': 'The stand-in of ORCID that runs with this service',
};

const outcomeLabels = {
  passed: 'Works.',
  failed: 'Does not work.',
  'not-granted': 'Not granted.',
  unknown: 'Not known.',
} as const;

/** Where administrators give their organisation its credentials at ORCID, and see what works with them. */
export function registerClientPages(app: FastifyInstance, ctx: ClientPageContext): void {
  app.get(
    PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const asked = readField(request.query, 'change');
      const environment = orcidEnvironmentNames.find((each) => each === asked);
      const client =
        environment === undefined
          ? null
          : await readClientOfOrganisation(ctx.db, organisation.id, environment);
      return sendClientPage(ctx, reply, person, organisation, {
        status: 200,
        form: client === null ? emptyForm : formOf(client),
      });
    }),
  );

  app.post(
    PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
      const read = readClientForm(request.body);
      if (!read.ok) return sendClientPage(ctx, reply, person, organisation, { status: 400, form: read.form });
      try {
        await putClient(ctx, person, organisation, read.wish, read.versions);
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'internal-error') throw error;
        const form = { ...read.form, refusal: { detail: error.message, problems: error.problems } };
        return sendClientPage(ctx, reply, person, organisation, { status: error.status, form });
      }
      return goTo(ctx, reply, managePath(slug, 'credentials'));
    }),
  );

  app.post(
    `${PATH}/:environment/:what`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
      const asked = readField(request.params, 'environment');
      const environment = orcidEnvironmentNames.find((each) => each === asked);
      const client =
        environment === undefined
          ? null
          : await readClientOfOrganisation(ctx.db, organisation.id, environment);
      const what = readField(request.params, 'what');
      if (client === null || (what !== 'test' && what !== 'remove')) {
        throw new AppError('not-found', 'The organisation has no such credentials.');
      }
      if (what === 'test') await testClient(ctx, person, client);
      else await removeClient(ctx, person, client, new Set([Number(readField(request.body, 'version'))]));
      return goTo(ctx, reply, managePath(slug, 'credentials'));
    }),
  );
}

async function sendClientPage(
  ctx: ClientPageContext,
  reply: FastifyReply,
  person: PersonActor,
  organisation: Organisation,
  view: { status: number; form: ClientForm },
): Promise<FastifyReply> {
  const { status, form } = view;
  const home = managePath(organisation.slug, 'credentials');
  const clients = await listClientsOfOrganisation(ctx.db, organisation.id);
  const tests = await Promise.all(clients.map((each) => readClientTest(ctx.db, each.id)));
  return ctx.pages.send(reply, status, 'orcid-credentials', {
    title: `ORCID: credentials of ${organisation.name}`,
    tabs: presentTabs(organisation.slug, 'credentials'),
    home,
    formToken: formTokenOf(ctx, person),
    organisation: organisation.name,
    redirectUris: listRedirectUris(ctx.config, clients.find((each) => each.fromEnvironment) ?? null),
    connectUrl: `${ctx.config.publicUrl}${connectPath(organisation.slug)}`,
    clients: clients.map((each, at) => presentListed(each, tests[at] ?? null, home)),
    form,
    isOpen: form !== emptyForm || clients.length === 0,
    environments: orcidEnvironmentNames
      .filter((name) => findRegistry(ctx.config, name) !== null)
      .map((name) => ({
        value: name,
        text: environmentLabels[name],
        chosen: name === (form.environment || (ctx.config.orcid.environment as string)),
      })),
  });
}

function presentListed(client: OrganisationClient, test: ClientTest | null, home: string) {
  return {
    environment: client.environment,
    label: environmentLabels[client.environment],
    api: client.api,
    clientId: client.clientId,
    version: client.version,
    requestsPerSecond: client.requestsPerSecond,
    asksForPerson: client.asksForPerson,
    fromEnvironment: client.fromEnvironment,
    refused: client.refusedDetail,
    changeHref: `${home}?change=${client.environment}#form`,
    action: `${home}/${client.environment}`,
    test:
      test === null
        ? null
        : {
            at: presentTime(test.at),
            checks: test.checks.map((each) => ({ ...each, mark: outcomeLabels[each.outcome] })),
          },
  };
}
