import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Parameters, readParameters } from './form.ts';
import { renderProblemPage, renderSignInPage } from './pages.ts';
import type { Person } from './people.ts';
import { matchesRedirectUri, withQuery } from './redirect-uri.ts';
import { describeScopes, mayAskPerson, splitScope } from './scopes.ts';
import {
  type AuthorizationRequest,
  findSession,
  issueCode,
  keepRequest,
  type OrcidClient,
  type OrcidState,
  openSession,
  type Session,
  takeRequest,
} from './state.ts';

/** Named for the stand-in, because browsers share cookies between the ports of one host. */
const SESSION_COOKIE = 'orcid_stand_in_session';

/** ORCID's documented limit. */
const STATE_LIMIT = 2000;

/** Parameters that fill in ORCID's registration form. */
const PREFILLED = ['given_names', 'family_names', 'email'];

const LANGUAGES = 'ar cs en es fr de it ja ko pl pt ru tr zh_CN zh_TW'.split(' ');

/** More people than anybody wants to scroll through; any other is reached with `orcid`. */
const PEOPLE_SHOWN = 20;

/** BASE64URL of a SHA-256, RFC 7636 section 4.2. */
const CODE_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Registers GET /oauth/authorize (check, then the sign-in page) and the POST of that page's form. */
export function registerAuthorize(app: FastifyInstance, state: OrcidState): void {
  app.get('/oauth/authorize', async (request, reply) => {
    const checked = checkRequest(state, request.query);
    switch (checked.kind) {
      case 'page':
        return sendPage(reply, 400, renderProblemPage('This request cannot be answered', checked.detail));
      case 'fragment':
        return reply.redirect(`${checked.redirectUri}#${checked.fragment}`);
      case 'ok':
        break;
      default:
        return checked satisfies never;
    }
    const { client, parameters, authorization } = checked;
    const session = findSession(state, readSessionCookie(request));
    const prompts = (parameters.get('prompt') ?? '').split(' ');
    if (prompts.includes('none')) return answerSilently(state, reply, authorization, session);
    const { people, selected } = choosePeople(state, parameters, session);
    return sendPage(
      reply,
      200,
      renderSignInPage({
        language: readLanguage(parameters.get('lang')),
        clientName: client.name ?? client.id,
        asked: describeScopes(authorization.scopes),
        people,
        selected,
        prefilled: PREFILLED.flatMap((name) => parameters.get(name) ?? []),
        formToken: keepRequest(state, authorization),
      }),
    );
  });

  app.post('/oauth/authorize', async (request, reply) => {
    const form = readParameters(request.body);
    const decision = form?.get('decision');
    const orcid = form?.get('orcid') ?? '';
    if (decision !== 'grant' && decision !== 'deny') {
      return sendPage(
        reply,
        400,
        renderProblemPage('Nothing was decided', 'Go back and choose Grant or Deny.'),
      );
    }
    if (decision === 'grant' && !state.people.has(orcid)) {
      return sendPage(reply, 400, renderProblemPage('Nobody was chosen', 'Go back and choose who you are.'));
    }
    const authorization = takeRequest(state, form?.get('form_token') ?? '');
    if (authorization === null) {
      const detail = 'It was used before or is too old. Start again at the service that sent you here.';
      return sendPage(reply, 400, renderProblemPage('This page is no longer good', detail));
    }
    if (decision === 'deny') {
      const denial = { error: 'access_denied', state: authorization.state };
      return reply.redirect(withQuery(authorization.redirectUri, denial), 303);
    }
    const { id, session } = openSession(state, orcid);
    reply.header('set-cookie', `${SESSION_COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`);
    return sendCode(state, reply, authorization, session, 303);
  });
}

/** Whom the page shows: the first of the people, and whoever is meant, by iD, by mail address or by session. */
function choosePeople(
  state: OrcidState,
  parameters: Parameters,
  session: Session | null,
): { people: Person[]; selected: string } {
  const email = parameters.get('email')?.toLowerCase();
  const all = [...state.people.values()];
  const meant =
    state.people.get(parameters.get('orcid') ?? '') ??
    (email === undefined ? undefined : all.find((person) => hasEmail(person, email))) ??
    state.people.get(session?.orcid ?? '');
  const first = all.slice(0, PEOPLE_SHOWN);
  const people = meant === undefined || first.includes(meant) ? first : [meant, ...first];
  return { people, selected: (meant ?? people[0])?.orcid ?? '' };
}

function hasEmail(person: Person, email: string): boolean {
  return (person.emails ?? []).some((each) => each.email.toLowerCase() === email);
}

/** ORCID's languages; it answers others in English. */
function readLanguage(lang: string | undefined): string {
  const language = lang ?? 'en';
  return LANGUAGES.includes(language) ? language.replace('_', '-') : 'en';
}

type CheckedRequest =
  | {
      kind: 'ok';
      client: OrcidClient;
      parameters: Parameters;
      authorization: AuthorizationRequest;
    }
  | { kind: 'page'; detail: string }
  | { kind: 'fragment'; redirectUri: string; fragment: string };

/**
 * Checks a request in ORCID's order: a wrong client or redirect_uri is never redirected, everything after it
 * comes back in the fragment, without description and without state.
 */
function checkRequest(state: OrcidState, query: unknown): CheckedRequest {
  const parameters = readParameters(query);
  if (parameters === null) return { kind: 'page', detail: 'A parameter is given twice.' };
  const responseType = parameters.get('response_type');
  if (responseType === undefined) return { kind: 'page', detail: 'The parameter response_type is missing.' };
  const client = state.clients.get(parameters.get('client_id') ?? '');
  if (client === undefined) return { kind: 'page', detail: 'The client_id is missing or unknown.' };
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!client.redirectUris.some((registered) => matchesRedirectUri(redirectUri, registered))) {
    return { kind: 'page', detail: 'The redirect_uri is not one that this client has registered.' };
  }
  const refuse = (error: string): CheckedRequest => ({
    kind: 'fragment',
    redirectUri,
    fragment: `error=${error}`,
  });
  // Discovery lists the implicit response types, as ORCID's does; the stand-in serves the code flow only.
  if (responseType !== 'code') return refuse('unsupported_response_type');
  const scopes = splitScope(parameters.get('scope') ?? '');
  if (!mayAskPerson(scopes, client.kind ?? 'member')) return refuse('invalid_scope');
  if ((parameters.get('state') ?? '').length > STATE_LIMIT) return refuse('invalid_request');
  const codeChallenge = parameters.get('code_challenge') ?? null;
  const method = parameters.get('code_challenge_method') ?? null;
  const pkceIsSound =
    codeChallenge === null ? method === null : method === 'S256' && CODE_CHALLENGE.test(codeChallenge);
  if (!pkceIsSound) return refuse('invalid_request');
  return {
    kind: 'ok',
    client,
    parameters,
    authorization: {
      clientId: client.id,
      redirectUri,
      scopes,
      state: parameters.get('state') ?? null,
      nonce: parameters.get('nonce') ?? null,
      codeChallenge,
    },
  };
}

/** Answers prompt=none: only someone who is signed in and granted all of this before comes back with a code. */
function answerSilently(
  state: OrcidState,
  reply: FastifyReply,
  authorization: AuthorizationRequest,
  session: Session | null,
): FastifyReply {
  if (session === null) return reply.redirect(`${authorization.redirectUri}#login_required`);
  const granted = [...state.tokens.values()]
    .filter((token) => token.clientId === authorization.clientId && token.orcid === session.orcid)
    .filter((token) => token.disabled === null && token.expiresAt > state.now())
    .flatMap((token) => token.scopes);
  if (!authorization.scopes.every((scope) => granted.includes(scope))) {
    return reply.redirect(`${authorization.redirectUri}#interaction_required`);
  }
  return sendCode(state, reply, authorization, session, 302);
}

function sendCode(
  state: OrcidState,
  reply: FastifyReply,
  request: AuthorizationRequest,
  session: Session,
  status: 302 | 303,
): FastifyReply {
  const code = issueCode(state, request, session);
  return reply.redirect(withQuery(request.redirectUri, { code, state: request.state }), status);
}

function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
    .type('text/html; charset=utf-8')
    .send(page);
}

function readSessionCookie(request: FastifyRequest): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}
