import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { allowRedirect } from '../../../http/form-action.ts';
import {
  authenticateSession,
  createSecret,
  listMergeable,
  presentOrcidUrl,
  readBrowserSecret,
  readField,
  readOrganisationSlugs,
  readReturnTo,
  requireOurPages,
  setBrowserCookie,
} from '../../accounts/index.ts';
import { readMailAddress } from '../../notifications/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { findRegistry } from '../clients/registry.ts';
import { MERGE_PATH } from '../pages/signed-in.ts';
import { completeConnect, type FinishedConnect } from './finish-connect.ts';
import { languages, readLanguage } from './languages.ts';
import { connectLink, connectPath, readNeed } from './paths.ts';
import { type ConnectOffer, readOffer } from './read-offer.ts';
import { explainConnectFailure } from './reasons.ts';
import { describeScope, splitScope } from './scopes.ts';
import { beginConnect, type ConnectWish } from './start-connect.ts';

type ConnectPageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'jobs' | 'log' | 'now' | 'pages' | 'secrets' | 'wakeConnections'
>;

/** No HEAD beside GET: a link checker must not use up a connection under way. */
const page = { schema: { hide: true }, exposeHeadRoute: false };

/** The page that explains what is asked, the way to ORCID and back, and the pages of what came of it. */
export function registerConnectPages(app: FastifyInstance, ctx: ConnectPageContext): void {
  type Params = { Params: { slug: string } };

  app.get<Params>('/orcid/connect/:slug', page, async (request, reply) => {
    const present = await authenticateSession(ctx, request);
    const { need, needed } = readNeed(readField(request.query, 'need'));
    const offer = await readOffer(ctx.db, request.params.slug, { present, needed });
    const returnTo = readReturnTo(readField(request.query, 'return_to') || null);
    return sendOfferPage(ctx, reply, { offer, present, need, returnTo });
  });

  app.post<Params>('/orcid/connect/:slug', page, async (request, reply) => {
    requireOurPages(ctx, request);
    const present = await authenticateSession(ctx, request);
    const { needed } = readNeed(readField(request.body, 'need'));
    const { client, scope } = await readOffer(ctx.db, request.params.slug, { present, needed });
    return sendToConnect(ctx, request, reply, {
      client,
      accountId: present?.accountId ?? null,
      invitationId: null,
      scope,
      returnTo: readReturnTo(readField(request.body, 'return_to') || null),
      prefill: await readPrefill(ctx, client, present),
      lang: readLanguage(readField(request.body, 'lang')),
    });
  });

  app.get<Params>('/orcid/connect/:slug/granted', page, async (request, reply) => {
    const present = await authenticateSession(ctx, request);
    const offer = await readOffer(ctx.db, request.params.slug, { present, needed: '' });
    const returnTo = readReturnTo(readField(request.query, 'return_to') || null);
    return sendGrantedPage(ctx, reply, { offer, present, returnTo });
  });

  app.get('/auth/orcid/connected', page, async (request, reply) => {
    const query = new URL(request.url, ctx.config.publicUrl).searchParams;
    if (!query.has('code') && !query.has('error')) {
      return ctx.pages.send(reply, 200, 'orcid-connect-fragment', {
        title: 'Back from ORCID',
        head: '<script src="/assets/sign-in-fragment.js" defer></script>',
      });
    }
    const present = await authenticateSession(ctx, request);
    const browserSecret = readBrowserSecret(ctx.config, request);
    const finished = await completeConnect(ctx, { query, browserSecret, present });
    return sendFinished(ctx, reply, finished, present);
  });
}

/**
 * Begins to connect in this browser and sends it to ORCID. The form that led here was on a page that let it, by
 * `allowConnectForm`.
 */
export async function sendToConnect(
  ctx: Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>,
  request: FastifyRequest,
  reply: FastifyReply,
  wish: Omit<ConnectWish, 'browserSecret'>,
): Promise<FastifyReply> {
  const browserSecret = readBrowserSecret(ctx.config, request) ?? createSecret();
  const url = await beginConnect(ctx, { ...wish, browserSecret });
  setBrowserCookie(ctx.config, reply, browserSecret);
  return reply.header('cache-control', 'no-store').redirect(url, 303);
}

/** Lets a form of a page lead to the registry of a client. */
export function allowConnectForm(
  ctx: Pick<AppContext, 'config'>,
  reply: FastifyReply,
  client: Pick<OrganisationClient, 'environment'>,
): void {
  const registry = findRegistry(ctx.config, client.environment);
  if (registry !== null) allowRedirect(reply, registry.issuer);
}

/**
 * What ORCID fills in for somebody who is signed in here. Its advice is to send the iD where it is known; the mail address
 * is for those whose iD is of another registry.
 */
async function readPrefill(
  ctx: ConnectPageContext,
  client: OrganisationClient,
  present: PersonActor | null,
): Promise<ConnectWish['prefill']> {
  if (present === null) return {};
  if (present.orcidEnvironment === client.environment) return { orcid: present.orcid };
  const { address } = await readMailAddress(ctx.db, present.accountId, ctx.now());
  return address === null ? {} : { email: address };
}

function sendOfferPage(
  ctx: ConnectPageContext,
  reply: FastifyReply,
  view: { offer: ConnectOffer; present: PersonActor | null; need: string; returnTo: string },
): FastifyReply {
  const { offer, present, need, returnTo } = view;
  const { organisation, client, connection } = offer;
  allowConnectForm(ctx, reply, client);
  return ctx.pages.send(reply, 200, 'orcid-connect', {
    title: `Connect your ORCID iD with ${organisation.name}`,
    organisation: organisation.name,
    action: connectPath(organisation.slug),
    need,
    returnTo,
    writes: client.api === 'member',
    asked: describeScope(offer.scope),
    isConnected: connection?.state === 'connected',
    allowed: describeScope(offer.allowed),
    refused: client.refusedDetail !== null,
    environment: client.environment,
    languages: languages.map((each) => ({ ...each, chosen: each.code === (connection?.language ?? 'en') })),
    person:
      present === null ? null : { name: present.name, orcidUrl: presentOrcidUrl(ctx.config, present.orcid) },
  });
}

function sendGrantedPage(
  ctx: ConnectPageContext,
  reply: FastifyReply,
  view: { offer: ConnectOffer; present: PersonActor | null; returnTo: string },
): FastifyReply {
  const { organisation, client, connection, allowed } = view.offer;
  const registry = findRegistry(ctx.config, client.environment);
  const isOwn = view.present !== null && connection?.state === 'connected';
  return ctx.pages.send(reply, 200, 'orcid-connect-granted', {
    title: `Your ORCID record is connected with ${organisation.name}`,
    organisation: organisation.name,
    writes: client.api === 'member',
    // What belongs to the person is shown to them alone; who has no session here is told what happened.
    own:
      isOwn && registry !== null
        ? {
            name: connection.name,
            orcidUrl: `${registry.idBase}/${connection.orcid}`,
            allowed: describeScope(allowed),
            preference: connection.preference,
          }
        : null,
    // The stand-in has no page for it.
    trustedUrl: client.environment === 'stand-in' ? null : `${registry?.idBase}/trusted-parties`,
    returnTo: view.returnTo,
  });
}

async function sendFinished(
  ctx: ConnectPageContext,
  reply: FastifyReply,
  finished: FinishedConnect,
  present: PersonActor | null,
): Promise<FastifyReply> {
  const organisationId = finished.about?.client.organisationId;
  const slugs = organisationId === undefined ? null : await readOrganisationSlugs(ctx.db, [organisationId]);
  const slug = slugs?.get(organisationId ?? '') ?? null;
  const { returnTo = '/', scope = '' } = finished.about ?? {};
  const again = slug === null ? null : connectLink(slug, { returnTo, needed: splitScope(scope) });
  reply.header('cache-control', 'no-store');
  switch (finished.kind) {
    case 'connected': {
      const query = new URLSearchParams({ return_to: finished.about.returnTo });
      return reply.redirect(`${ctx.config.publicUrl}${connectPath(slug ?? '')}/granted?${query}`, 303);
    }
    case 'denied':
      return ctx.pages.send(reply, 403, 'orcid-connect-denied', {
        title: 'Your ORCID record was not connected',
        again,
        returnTo,
        contactEmail: ctx.config.contactEmail,
      });
    case 'failed': {
      const { status, what, todo } = explainConnectFailure(finished.reason, finished.error);
      return ctx.pages.send(reply, status, 'orcid-connect-failed', {
        title: 'Your ORCID record was not connected',
        what,
        todo,
        again,
        mergeHref: await findMergePage(ctx, present),
        contactEmail: ctx.config.contactEmail,
      });
    }
    default:
      return finished satisfies never;
  }
}

/** Where somebody merges another account of theirs that ORCID has spoken of; null: there is none. */
async function findMergePage(
  ctx: Pick<AppContext, 'db'>,
  present: PersonActor | null,
): Promise<string | null> {
  const accounts = present === null ? [] : await listMergeable(ctx.db, present);
  return accounts.length === 0 ? null : MERGE_PATH;
}
