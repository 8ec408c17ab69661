import type { AppContext } from '../../../context.ts';
import { type Grant, grantContext } from './grant.ts';

/** The tokens of a grant as ORCID gave them. For one call, and for nothing that is kept. */
export function openGrant(
  ctx: Pick<AppContext, 'secrets'>,
  grant: Pick<Grant, 'id' | 'sealedAccessToken' | 'sealedRefreshToken'>,
): { accessToken: string; refreshToken: string | null } {
  const { id, sealedAccessToken, sealedRefreshToken } = grant;
  return {
    accessToken: ctx.secrets.open(sealedAccessToken, grantContext('access_token', id)),
    refreshToken:
      sealedRefreshToken === null
        ? null
        : ctx.secrets.open(sealedRefreshToken, grantContext('refresh_token', id)),
  };
}
