import type { FastifyRequest } from 'fastify';
import { readCaller } from './access.ts';
import { RegistryError } from './errors.ts';
import type { OrcidClient, OrcidState } from './state.ts';

/** Finds the client that calls with a token of its own, which no person gave, and refuses one without the scope. */
export function requireClient(state: OrcidState, request: FastifyRequest, scope: string): OrcidClient {
  const { token, client, scopes } = readCaller(state, request);
  if (token === null || client === null) throw new RegistryError(9004);
  if (token.orcid !== null || !scopes.has(scope)) throw new RegistryError(9038);
  return client;
}
