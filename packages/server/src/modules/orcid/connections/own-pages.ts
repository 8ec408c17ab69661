import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { isOperator, type PersonActor } from '../../../http/actor.ts';
import {
  goTo,
  hasExpired,
  isUsable,
  listGrantsOfConnection,
  listMergeable,
  page,
  presentOrcidUrl,
  presentTime,
  readField,
  readPageId,
} from '../../accounts/index.ts';
import { readClient, readClientOfOrganisation } from '../clients/store.ts';
import { languages, readLanguage } from '../connecting/languages.ts';
import { connectLink } from '../connecting/paths.ts';
import { describeScope, uniteScopes } from '../connecting/scopes.ts';
import { presentOwnSection } from '../deposits/pages/own-section.ts';
import { presentReadingSection } from '../differences/pages.ts';
import { managePath } from '../pages/manage-tabs.ts';
import { formTokenOf, MERGE_PATH, OWN_PATH, signedIn } from '../pages/signed-in.ts';
import { changeConnection, requireOwn } from './change-connection.ts';
import { type Connection, preferences } from './connection.ts';
import { describeRecord, preferenceLabels, stateLabels } from './describe.ts';
import { disconnect } from './disconnect.ts';
import { presentConnectionUrl } from './present.ts';
import { readOrganisations } from './read-organisations.ts';
import { listConnectionsOfAccount, readConnection } from './store.ts';

type OwnPageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'now' | 'pages' | 'secrets' | 'wakeConnections'
>;

const TOLD: Readonly<Record<string, string>> = {
  changed: 'Your choice was kept.',
  merged: 'Your accounts are merged. All that the other one had is here now.',
  disconnected: 'Your record is disconnected. ORCID is being told to revoke the permission.',
};

/** A researcher's own page: which organisations may do what with their record, and how to change that. */
export function registerOwnPages(app: FastifyInstance, ctx: OwnPageContext): void {
  app.get(
    OWN_PATH,
    page,
    signedIn(ctx, (request, reply, person) =>
      sendOwnPage(ctx, reply, person, TOLD[readField(request.query, 'told')] ?? null),
    ),
  );

  app.post(
    `${OWN_PATH}/:id/preference`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const chosen = readField(request.body, 'preference');
      const preference = preferences.find((each) => each === chosen);
      if (preference === undefined) {
        throw new AppError('invalid-input', 'Choose one of the ways that are offered.');
      }
      const language = readLanguage(readField(request.body, 'language'));
      const change = { preference, ...(language === null ? {} : { language }) };
      await changeConnection(ctx, person, readPageId(request), change, null);
      return goTo(ctx, reply, `${OWN_PATH}?told=changed`);
    }),
  );

  app.post(
    `${OWN_PATH}/:id/disconnect`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const connection = requireOwn(await readConnection(ctx.db, readPageId(request)), person);
      await disconnect(ctx, person, connection, null);
      return goTo(ctx, reply, `${OWN_PATH}?told=disconnected`);
    }),
  );
}

async function sendOwnPage(
  ctx: OwnPageContext,
  reply: FastifyReply,
  person: PersonActor,
  told: string | null,
): Promise<FastifyReply> {
  const all = await listConnectionsOfAccount(ctx.db, person.accountId);
  const connections = all.filter(({ state }) => state !== 'erased');
  const organisations = await readOrganisations(ctx.db, connections);
  const shown = connections.map((each) => presentOwn(ctx, each, organisations(each)));
  return ctx.pages.send(reply, 200, 'orcid-own', {
    title: 'ORCID',
    contactEmail: ctx.config.contactEmail,
    told,
    person: { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) },
    formToken: formTokenOf(ctx, person),
    mergeable: (await listMergeable(ctx.db, person)).map(({ orcid }) => orcid),
    mergeHref: MERGE_PATH,
    connections: await Promise.all(shown),
    offers: await listOffers(ctx, person, connections),
    managed: person.memberships
      .filter(({ role }) => role === 'admin' || isOperator(person))
      .map(({ slug, organisationName }) => ({
        name: organisationName,
        href: managePath(slug, 'credentials'),
      })),
  });
}

async function presentOwn(
  ctx: OwnPageContext,
  connection: Connection,
  organisation: { slug: string; name: string },
) {
  const now = ctx.now();
  const grants = await listGrantsOfConnection(ctx.db, connection.id);
  const live = grants.filter((grant) => isUsable(grant) && !hasExpired(grant, now));
  const client = await readClient(ctx.db, connection.orcidClientId);
  const revoking = grants.some((grant) => grant.revokeWantedAt !== null && grant.revokedAt === null);
  const { needed, ...section } = await presentOwnSection(ctx.db, connection.id);
  return {
    id: connection.id,
    ...section,
    ...(await presentReadingSection(ctx.db, connection.id)),
    organisation: organisation.name,
    orcidUrl: presentConnectionUrl(ctx.config, connection),
    state: stateLabels[connection.state],
    isConnected: connection.state === 'connected',
    since: connection.connectedAt === null ? null : presentTime(connection.connectedAt),
    ended: connection.endedAt === null ? null : presentTime(connection.endedAt),
    endedDetail: connection.endedDetail,
    isBeingRevoked: connection.state === 'disconnected' && revoking,
    record: describeRecord(connection),
    refused: client?.refusedDetail !== null,
    writes: client?.api === 'member',
    allowed: describeScope(uniteScopes(...live.map((grant) => grant.scope))),
    connectHref: connectLink(organisation.slug, { returnTo: OWN_PATH, needed }),
    languages: languages.map((each) => ({ ...each, chosen: each.code === (connection.language ?? 'en') })),
    preferences: preferences.map((each) => ({
      value: each,
      text: preferenceLabels[each],
      chosen: each === connection.preference,
    })),
  };
}

/** Organisations that the person belongs to and could connect with. */
async function listOffers(ctx: OwnPageContext, person: PersonActor, connections: readonly Connection[]) {
  const offers: { name: string; href: string }[] = [];
  for (const { organisationId, organisationName, slug } of person.memberships) {
    if (connections.some((each) => each.organisationId === organisationId)) continue;
    if ((await readClientOfOrganisation(ctx.db, organisationId)) === null) continue;
    const href = connectLink(slug, { returnTo: OWN_PATH, needed: [] });
    offers.push({ name: organisationName, href });
  }
  return offers;
}
