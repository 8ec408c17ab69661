import { FIRST_KEY_ID, readKeyId, type Secrets } from '../../../secrets.ts';

/** The columns of `grants` that hold tokens. */
export const tokenColumns = ['access_token', 'refresh_token', 'id_token'] as const;
export type TokenColumn = (typeof tokenColumns)[number];

/** What the tokens of a grant are bound to: its row, and whose they are at which client of which registry. */
export type GrantBinding = {
  id: string;
  organisationId: string;
  orcidEnvironment: string;
  clientId: string;
  orcid: string;
};

/** The additional data that a token of a grant is sealed with. */
export function grantSealContext(grant: GrantBinding, column: TokenColumn): string {
  const { id, organisationId, orcidEnvironment, clientId, orcid } = grant;
  return ['grants', column, id, organisationId, orcidEnvironment, clientId, orcid].join('|');
}

/** The additional data of a token that is sealed already: before keys had ids it was bound to row and column alone. */
export function grantSealContextOf(grant: GrantBinding, column: TokenColumn, sealed: string): string {
  return readKeyId(sealed) === FIRST_KEY_ID
    ? `grants.${column}|${grant.id}`
    : grantSealContext(grant, column);
}

/** @throws Error when the token was moved here from another row, column, person or client, or its key is not known */
export function openGrantToken(
  secrets: Secrets,
  grant: GrantBinding,
  column: TokenColumn,
  sealed: string,
): string {
  return secrets.open(sealed, grantSealContextOf(grant, column, sealed));
}
