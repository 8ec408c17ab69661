import { parseOrcid } from '@mintmark/identifiers';
import type { FastifyInstance } from 'fastify';
import { type Email, makePerson, type Person } from './people.ts';
import { disableTokens, type IssuedToken, type OrcidClient, type OrcidState } from './state.ts';
import { VISIBILITIES, type Visibility } from './vocabularies.ts';

const MOST_PEOPLE = 100_000;

/** Registers the control routes that only the ORCID stand-in has. Bodies are JSON; errors are 400 with `error`. */
export function registerOrcidControl(app: FastifyInstance, state: OrcidState): void {
  app.get('/_control/people', async () => ({ items: [...state.people.values()] }));

  app.post('/_control/people', async (request, reply) => {
    const person = readPerson(request.body);
    if (typeof person === 'string') return reply.code(400).send({ error: person });
    state.people.set(person.orcid, person);
    return reply.code(201).send(person);
  });

  app.post('/_control/people/many', async (request, reply) => {
    const count = isObject(request.body) ? request.body.count : null;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MOST_PEOPLE) {
      return reply.code(400).send({ error: `"count" must be a whole number from 1 to ${MOST_PEOPLE}.` });
    }
    const people = Array.from({ length: count }, (_, index) => makePerson(index));
    for (const person of people) state.people.set(person.orcid, person);
    return reply.code(201).send({ items: people.map((person) => person.orcid) });
  });

  app.post('/_control/clients', async (request, reply) => {
    const client = readClient(request.body);
    if (typeof client === 'string') return reply.code(400).send({ error: client });
    state.clients.set(client.id, client);
    return reply.code(201).send({ id: client.id, redirectUris: client.redirectUris });
  });

  app.get('/_control/tokens', async () => ({
    items: [...state.tokens.values()].map((token) => presentToken(token, state.now())),
  }));

  app.post('/_control/grants/revoke', async (request, reply) => {
    const body = isObject(request.body) ? request.body : {};
    const { orcid, clientId = null } = body;
    if (typeof orcid !== 'string' || !state.people.has(orcid)) {
      return reply.code(400).send({ error: '"orcid" must be the iD of one of the people.' });
    }
    if (clientId !== null && (typeof clientId !== 'string' || !state.clients.has(clientId))) {
      return reply.code(400).send({ error: '"clientId" must be the id of one of the clients.' });
    }
    const disabled = disableTokens(
      state,
      'grant-revoked',
      (token) => token.orcid === orcid && (clientId === null || token.clientId === clientId),
    );
    return { disabled };
  });
}

/** Shows a token with its secrets: that is what the list is for. `status` is active, expired or why it is disabled. */
function presentToken(token: IssuedToken, now: Date): object {
  return {
    accessToken: token.accessToken,
    refreshToken: token.refreshToken,
    clientId: token.clientId,
    orcid: token.orcid,
    scope: token.scopes.join(' '),
    issuedAt: token.issuedAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    status: token.disabled ?? (token.expiresAt > now ? 'active' : 'expired'),
  };
}

function readPerson(input: unknown): Person | string {
  if (!isObject(input) || typeof input.orcid !== 'string') return '"orcid" must be an ORCID iD.';
  const parsed = parseOrcid(input.orcid);
  if (!parsed.ok) return parsed.problem.message;
  const names = [input.name, input.givenName, input.familyName].map((name) => name ?? null);
  if (!names.every((name): name is string | null => name === null || typeof name === 'string')) {
    return '"name", "givenName" and "familyName" must be strings or null.';
  }
  const [name = null, givenName = null, familyName = null] = names;
  const { biography = null, emails = [], defaultVisibility = 'public' } = input;
  if (biography !== null && typeof biography !== 'string') return '"biography" must be a string or null.';
  if (!Array.isArray(emails) || !emails.every(isEmail)) {
    return '"emails" must be a list of "email", "visibility", "verified" and "primary".';
  }
  if (!isVisibility(defaultVisibility)) {
    return `"defaultVisibility" must be one of ${VISIBILITIES.join(', ')}.`;
  }
  return {
    orcid: parsed.value.canonical,
    name,
    givenName,
    familyName,
    biography,
    emails,
    defaultVisibility,
  };
}

function isEmail(input: unknown): input is Email {
  return (
    isObject(input) &&
    typeof input.email === 'string' &&
    isVisibility(input.visibility) &&
    typeof input.verified === 'boolean' &&
    typeof input.primary === 'boolean'
  );
}

function isVisibility(input: unknown): input is Visibility {
  return VISIBILITIES.some((each) => each === input);
}

function readClient(input: unknown): OrcidClient | string {
  if (!isObject(input)) return 'A client is a JSON object.';
  const { id, secret, redirectUris, name, kind, locked } = input;
  if (typeof id !== 'string' || typeof secret !== 'string') return '"id" and "secret" must be strings.';
  if (!Array.isArray(redirectUris) || !redirectUris.every((uri): uri is string => typeof uri === 'string')) {
    return '"redirectUris" must be a list of addresses.';
  }
  if (name !== undefined && typeof name !== 'string') return '"name" must be a string.';
  if (kind !== undefined && kind !== 'public' && kind !== 'member') return '"kind" must be public or member.';
  if (locked !== undefined && typeof locked !== 'boolean') return '"locked" must be true or false.';
  return {
    id,
    secret,
    redirectUris,
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined ? {} : { kind }),
    ...(locked === undefined ? {} : { locked }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
