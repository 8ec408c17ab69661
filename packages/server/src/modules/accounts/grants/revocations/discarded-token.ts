import type { AppContext } from '../../../../context.ts';
import type { OrcidEnvironmentName } from '../../../../orcid-environment.ts';

/** The client that a token was given to: nobody else can have it revoked. */
export type TokenClient = {
  organisationId: string;
  orcidEnvironment: OrcidEnvironmentName;
  clientId: string;
};

/** A token that ORCID gave and nobody keeps, until ORCID has revoked it. */
export type DiscardedToken = TokenClient & {
  id: string;
  sealedAccessToken: string;
  revokeAttempts: number;
};

type DiscardedBinding = Pick<DiscardedToken, 'id' | 'organisationId' | 'clientId'> & {
  orcidEnvironment: string;
};

/** The additional data that a discarded token is sealed with. */
export function discardedContext(token: DiscardedBinding): string {
  const { id, organisationId, orcidEnvironment, clientId } = token;
  return ['discarded_tokens', 'access_token', id, organisationId, orcidEnvironment, clientId].join('|');
}

/** @throws Error when the token was moved here from another row or client, or its key is not known */
export function openDiscardedToken(ctx: Pick<AppContext, 'secrets'>, token: DiscardedToken): string {
  return ctx.secrets.open(token.sealedAccessToken, discardedContext(token));
}
