import type { AppContext } from '../../../context.ts';
import type { Grant } from './grant.ts';
import { type GrantBinding, openGrantToken } from './seal-context.ts';

/** The tokens of a grant as ORCID gave them. For one call, and for nothing that is kept. */
export function openGrant(
  ctx: Pick<AppContext, 'secrets'>,
  grant: GrantBinding & Pick<Grant, 'sealedAccessToken' | 'sealedRefreshToken'>,
): { accessToken: string; refreshToken: string | null } {
  const { sealedAccessToken, sealedRefreshToken } = grant;
  return {
    accessToken: openGrantToken(ctx.secrets, grant, 'access_token', sealedAccessToken),
    refreshToken:
      sealedRefreshToken === null
        ? null
        : openGrantToken(ctx.secrets, grant, 'refresh_token', sealedRefreshToken),
  };
}
