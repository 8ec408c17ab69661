import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor, Scope } from '../../../http/actor.ts';
import { allowRedirect } from '../../../http/form-action.ts';
import { authenticateSession } from '../authenticate.ts';
import { allowClient } from '../authorizations/allow-client.ts';
import { createFormToken, requireFormToken } from '../form-token.ts';
import { findClient, type KnownClient } from '../oauth-clients/clients.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { loginUrl } from '../sign-in/pages.ts';
import { readField, readFields } from '../tokens/token-form.ts';
import { paths, REQUEST_ENDED, type ServerContext } from './provider.ts';
import { offerScopes, readScopes, scopeMeanings } from './scopes.ts';

const page = { schema: { hide: true }, exposeHeadRoute: false };

/** What a program asks for, in this browser. */
type Asked = { uid: string; client: KnownClient; redirectUri: string; scopes: Scope[] };

/** The page where a person allows a program what it asks for, or does not. It works without JavaScript. */
export function registerConsentPage(app: FastifyInstance, ctx: ServerContext, provider: Provider): void {
  type Params = { Params: { uid: string } };

  app.get<Params>(`${paths.interaction}/:uid`, page, async (request, reply) => {
    const asked = await readAsked(ctx, provider, request, reply);
    const person = await authenticateSession(ctx, request);
    if (person === null) {
      return reply.redirect(loginUrl(ctx, `${paths.interaction}/${asked.uid}`), 303);
    }
    return sendConsentPage(ctx, reply, 200, person, asked, null);
  });

  app.post<Params>(`${paths.interaction}/:uid`, page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    const asked = await readAsked(ctx, provider, request, reply);
    if (person === null) {
      return reply.redirect(loginUrl(ctx, `${paths.interaction}/${asked.uid}`), 303);
    }
    requireFormToken(ctx, person, aboutOf(asked), request);
    allowRedirect(reply, asked.redirectUri);
    switch (readField(request.body, 'decision')) {
      case 'deny':
        return finish(provider, request, reply, {
          error: 'access_denied',
          error_description: 'The person did not allow it.',
        });
      case 'allow': {
        const chosen = chooseScopes(person, asked.scopes, request.body);
        if (chosen.length === 0) {
          return sendConsentPage(
            ctx,
            reply,
            400,
            person,
            asked,
            'Leave at least one of them on, or do not allow it.',
          );
        }
        const authorizationId = await transact(ctx.db, (tx) =>
          allowClient(tx, person, asked.client, chosen, ctx.now()),
        );
        return finish(provider, request, reply, {
          login: { accountId: person.accountId, remember: false },
          consent: { grantId: authorizationId },
        });
      }
      default:
        return sendConsentPage(ctx, reply, 400, person, asked, 'Choose whether to allow it.');
    }
  });
}

/** Of the scopes that were offered, those that the person left on. */
export function chooseScopes(person: PersonActor, requested: readonly Scope[], form: unknown): Scope[] {
  const left = readFields(form, 'scopes');
  return offerScopes(person, requested).filter((scope) => left.includes(scope));
}

/** What the templates of both pages show of the scopes that are offered. */
export function presentOffer(person: PersonActor, requested: readonly Scope[]) {
  return offerScopes(person, requested).map((scope) => ({ scope, meaning: scopeMeanings[scope] }));
}

/** @throws AppError not-found when this browser has no such request under way */
async function readAsked(
  ctx: ServerContext,
  provider: Provider,
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
): Promise<Asked> {
  const { uid } = request.params;
  const found = await provider.interactionDetails(request.raw, reply.raw).catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound) return null;
    throw error;
  });
  // The cookie's path is the address of this page; a browser that sends it elsewhere is not one of ours.
  if (found === null || found.uid !== uid) throw ended();
  const { client_id: clientId, redirect_uri: redirectUri, scope } = found.params;
  const client = typeof clientId === 'string' ? await findClient(ctx.db, clientId) : null;
  if (client === null || typeof redirectUri !== 'string') throw ended();
  return { uid, client, redirectUri, scopes: readScopes(scope) };
}

function ended(): AppError {
  return new AppError('not-found', REQUEST_ENDED);
}

function aboutOf(asked: Asked): string {
  return `consent|${asked.uid}`;
}

async function finish(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<FastifyReply> {
  const returnTo = await provider.interactionResult(request.raw, reply.raw, result, {
    mergeWithLastSubmission: false,
  });
  return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
}

function sendConsentPage(
  ctx: ServerContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  asked: Asked,
  problem: string | null,
): FastifyReply {
  allowRedirect(reply, asked.redirectUri);
  return ctx.pages.send(reply, status, 'oauth-consent', {
    title: `Allow ${asked.client.name}?`,
    client: asked.client,
    destination: describeDestination(asked.redirectUri),
    person: { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) },
    offer: presentOffer(person, asked.scopes),
    formToken: createFormToken(ctx, person, aboutOf(asked)),
    action: `${paths.interaction}/${asked.uid}`,
    switchUrl: loginUrl(ctx, `${paths.interaction}/${asked.uid}`),
    problem,
  });
}

function describeDestination(redirectUri: string): { kind: 'here' | 'site'; host: string } {
  const { protocol, host } = new URL(redirectUri);
  return { kind: protocol === 'http:' ? 'here' : 'site', host };
}
