import type { FastifyRequest } from 'fastify';
import type { Parameters } from './form.ts';
import type { OrcidClient, OrcidState } from './state.ts';

export type OauthAnswer = { status: number; body: Record<string, unknown> };

/** ORCID writes the description first here, and only here. */
export const CLIENT_REFUSED: OauthAnswer = {
  status: 401,
  body: { error_description: 'Client authentication failed', error: 'invalid_client' },
};

/** Finds the client by client_secret_post, the one method that ORCID's discovery document lists. */
export function authenticateClient(state: OrcidState, form: Parameters): OrcidClient | null {
  const client = state.clients.get(form.get('client_id') ?? '');
  return client !== undefined && client.secret === form.get('client_secret') ? client : null;
}

/** Says whether a request carries a form, whatever is in it. */
export function isForm(request: FastifyRequest): boolean {
  const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return mediaType === 'application/x-www-form-urlencoded';
}

/** Makes an OAuth error answer (RFC 6749 section 5.2). */
export function refuse(status: number, error: string, description: string): OauthAnswer {
  return { status, body: { error, error_description: description } };
}
