import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import type { SecretRotation, SecretsInUse } from './types.ts';

/** What operators do with the keys that stored secrets are sealed with. Every function throws `MintmarkError`. */
export type SecretClient = {
  /** Which keys stored secrets are sealed with, and how many values each. */
  countSecrets(): Promise<SecretsInUse>;
  /** Seals at most `limit` values with the present key; repeat it until `done`. */
  rotateSecrets(request: { limit: number }): Promise<SecretRotation>;
};

export function createSecretClient(
  api: Client<paths>,
  calls: {
    answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  },
): SecretClient {
  return {
    countSecrets: () => calls.answerOf(api.GET('/api/v1/secrets')),
    rotateSecrets: (body) => calls.answerOf(api.POST('/api/v1/secrets/rotation', { body })),
  };
}
