import type { Config } from '../../../config.ts';
import { scopes } from '../../../http/actor.ts';
import { grantTypes } from './adapter.ts';
import { paths } from './provider.ts';

const authMethods = ['none', 'client_secret_basic', 'client_secret_post'];

/** Where our authorization server is and what it can do (RFC 8414 section 2). */
export function presentMetadata({ publicUrl }: Pick<Config, 'publicUrl'>): Record<string, unknown> {
  return {
    issuer: publicUrl,
    authorization_endpoint: `${publicUrl}${paths.authorization}`,
    token_endpoint: `${publicUrl}${paths.token}`,
    revocation_endpoint: `${publicUrl}${paths.revocation}`,
    device_authorization_endpoint: `${publicUrl}${paths.deviceAuthorization}`,
    scopes_supported: [...scopes],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_methods_supported: authMethods,
    code_challenge_methods_supported: ['S256'],
    // RFC 9207: answers carry `iss`.
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${publicUrl}/api-docs`,
  };
}
