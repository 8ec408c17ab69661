import {
  type AuthorizationServer,
  startDeviceAuthorization,
  type TokenSet,
  waitForDeviceTokens,
} from '@mintmark/client';
import { CLIENT_ID } from '../program-session.ts';

/**
 * Signs in with a code that is typed in a browser elsewhere (RFC 8628).
 * @throws OauthError when it is not allowed or nobody answers in time; MintmarkError
 */
export async function signInByDevice(
  server: AuthorizationServer,
  scope: string,
  tell: (text: string) => void,
): Promise<TokenSet> {
  const device = await startDeviceAuthorization(server, { clientId: CLIENT_ID, scope });
  tell(
    `On any device, open\n\n    ${device.verificationUri}\n\nsign in there with ORCID, and type the code\n\n` +
      `    ${device.userCode}\n\nIt is good for ${Math.floor(device.expiresInSeconds / 60)} minutes. Waiting …\n`,
  );
  return waitForDeviceTokens(server, { clientId: CLIENT_ID, device });
}
