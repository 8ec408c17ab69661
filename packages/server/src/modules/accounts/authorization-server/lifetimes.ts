/** How long what the authorization server gives out lives, in seconds. */
export const lifetimesSeconds = {
  accessToken: 3600,
  /** From its last use: each use gives a new one. */
  refreshToken: 30 * 86_400,
  /** However often it is refreshed: once a year the person is asked again. */
  authorization: 365 * 86_400,
  authorizationCode: 60,
  deviceCode: 600,
  /** How long a person may take to sign in and decide. */
  interaction: 3600,
} as const;

/** The least time between two questions of a device (RFC 8628 section 3.2). */
export const POLL_INTERVAL_SECONDS = 5;
