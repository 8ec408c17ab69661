/**
 * One ORCID registry: where people sign in and where records are read and written. Addresses have no trailing slash.
 * An iD, like a token, belongs to one environment and must be stored with its name.
 */
export type OrcidEnvironment = {
  name: 'production' | 'sandbox' | 'stand-in';
  /** Issuer of id_tokens and base of the OAuth endpoints. */
  issuer: string;
  /** Base of the public record API, with its version. */
  publicApi: string;
  /** Base of the member record API, with its version. */
  memberApi: string;
  /** Base of iD addresses: sandbox iDs are never shown as orcid.org addresses. */
  idBase: string;
};

/** ORCID's own two registries. */
export const orcidEnvironments: {
  readonly production: OrcidEnvironment;
  readonly sandbox: OrcidEnvironment;
} = {
  production: {
    name: 'production',
    issuer: 'https://orcid.org',
    publicApi: 'https://pub.orcid.org/v3.0',
    memberApi: 'https://api.orcid.org/v3.0',
    idBase: 'https://orcid.org',
  },
  sandbox: {
    name: 'sandbox',
    issuer: 'https://sandbox.orcid.org',
    publicApi: 'https://pub.sandbox.orcid.org/v3.0',
    memberApi: 'https://api.sandbox.orcid.org/v3.0',
    idBase: 'https://sandbox.orcid.org',
  },
};

/**
 * Describes a stand-in of ORCID that serves everything at one address. Throws `TypeError` unless the address is
 * https, or http on a loopback host.
 */
export function standInEnvironment(url: string): OrcidEnvironment {
  assertSafeTransport(url);
  const base = url.replace(/\/+$/, '');
  return {
    name: 'stand-in',
    issuer: base,
    publicApi: `${base}/v3.0`,
    memberApi: `${base}/v3.0`,
    idBase: base,
  };
}

/** Says whether an address is plain http on this machine: the only place where secrets may go unencrypted. */
export function isPlainLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Throws `TypeError` when secrets sent to this address would travel unencrypted. */
export function assertSafeTransport(url: string): void {
  if (!URL.canParse(url) || !(url.startsWith('https://') || isPlainLoopback(url))) {
    throw new TypeError('An ORCID address must be https, or http on a loopback host.');
  }
}
