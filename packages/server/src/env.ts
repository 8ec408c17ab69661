import { createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config, MailConfig, ObjectStorageConfig, Role } from './config.ts';
import { type OrcidEnvironmentName, orcidEnvironmentNames } from './orcid-environment.ts';

/** All wrong variables of an environment at once. */
export class InvalidEnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration has mistakes:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidEnvironmentError';
    this.problems = problems;
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const ROLES = ['http', 'worker', 'resolver'] as const;

/**
 * Reads the environment variables of `.env.example` into a configuration.
 * Where no DataCite or ORCID credentials are given, it points at the stand-ins on PORT+1 and PORT+2.
 * @throws InvalidEnvironmentError listing every wrong variable
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Config {
  const reader = new Reader(env);
  const port = reader.port('PORT', 3000);
  const orcidPort = reader.port('ORCID_STAND_IN_PORT', port + 1);
  const datacitePort = reader.port('DATACITE_STAND_IN_PORT', port + 2);
  const dataDir = resolve(reader.text('DATA_DIR', './data'));
  const orcidEnvironment = reader.oneOf<OrcidEnvironmentName>(
    'ORCID_ENVIRONMENT',
    orcidEnvironmentNames,
    'stand-in',
  );
  const orcidStandIn = orcidEnvironment === 'stand-in';
  // The stand-in is there to try everything out.
  const orcidApi = reader.oneOf(
    'ORCID_API',
    ['public', 'member'] as const,
    orcidStandIn ? 'member' : 'public',
  );
  const dataciteUrl = reader.url('DATACITE_URL', null);
  const dataciteStandIn = dataciteUrl === null;
  // While everything is a stand-in there is nothing to guard.
  const isTrial = orcidStandIn && dataciteStandIn;
  const leastSecret = isTrial ? 1 : 16;

  const config: Config = {
    roles: reader.roles(),
    host: reader.text('HOST', '127.0.0.1'),
    port,
    publicUrl: reader.origin('PUBLIC_URL', `http://localhost:${port}`),
    publicUrlGiven: reader.optional('PUBLIC_URL') !== null,
    databaseUrl: reader.databaseUrl(),
    dataDir,
    objectStorage: reader.objectStorage(),
    identifierPath: reader.identifierPath(),
    orcid: {
      environment: orcidEnvironment,
      api: orcidApi,
      requestsPerSecond: reader.integer('ORCID_REQUESTS_PER_SECOND', orcidApi === 'member' ? 24 : 12, 1, 24),
      pollingHours: reader.integer('ORCID_POLLING_HOURS', 24, 1, 720),
      clientId: orcidStandIn
        ? reader.text('ORCID_CLIENT_ID', 'APP-MINTMARKSTANDIN0')
        : reader.required('ORCID_CLIENT_ID'),
      clientSecret: orcidStandIn
        ? reader.text('ORCID_CLIENT_SECRET', 'stand-in-client-secret')
        : reader.required('ORCID_CLIENT_SECRET'),
      standInUrl: orcidStandIn ? `http://localhost:${orcidPort}` : null,
    },
    datacite: {
      url: dataciteUrl ?? `http://localhost:${datacitePort}`,
      repositoryId: dataciteStandIn
        ? reader.text('DATACITE_REPOSITORY_ID', 'MINTMARK.DEMO')
        : reader.required('DATACITE_REPOSITORY_ID'),
      password: dataciteStandIn
        ? reader.text('DATACITE_PASSWORD', 'stand-in-password')
        : reader.required('DATACITE_PASSWORD'),
      prefix: dataciteStandIn
        ? reader.doiPrefix('DATACITE_PREFIX', '10.5072')
        : reader.doiPrefix('DATACITE_PREFIX', null),
      requestsPerFiveMinutes: reader.integer('DATACITE_REQUESTS_PER_5_MINUTES', 500, 1, 3000),
      timeoutMs: 1000 * reader.integer('DATACITE_TIMEOUT_SECONDS', 30, 1, 120),
      standIn: dataciteStandIn,
    },
    signUp: reader.oneOf('SIGN_UP', ['open', 'closed'] as const, orcidStandIn ? 'open' : 'closed'),
    secretKey: Buffer.alloc(0),
    previousSecretKeys: reader.secrets('SECRET_KEY_PREVIOUS', leastSecret).map(deriveKey),
    adminToken: reader.bearer('ADMIN_TOKEN', leastSecret),
    requestsPerMinute: reader.integer('REQUESTS_PER_MINUTE', 600_000, 1, 10_000_000),
    logLevel: reader.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    contactEmail: reader.optional('CONTACT_EMAIL'),
    handlePrefix: reader.handlePrefix(),
    mail: null,
    allowPrivateTargets:
      reader.oneOf('ALLOW_PRIVATE_TARGETS', ['true', 'false'] as const, 'false') === 'true',
    dspaceUiUrl: '',
  };
  if (orcidEnvironment === 'production' && !config.publicUrl.startsWith('https://')) {
    reader.problems.push(
      'PUBLIC_URL must start with https:// with ORCID_ENVIRONMENT=production: ORCID sends people back over https only',
    );
  }
  config.dspaceUiUrl = reader.webAddress('DSPACE_UI_URL', config.publicUrl);
  config.mail = reader.mail(config);
  const secretKey = reader.secret('SECRET_KEY', leastSecret);
  if (secretKey === null && config.databaseUrl !== null && !isTrial) {
    reader.problems.push(
      'SECRET_KEY is needed when DATABASE_URL is set: it encrypts stored tokens. Use 32 random characters or more.',
    );
  }
  if (reader.problems.length > 0) throw new InvalidEnvironmentError(reader.problems);
  return { ...config, secretKey: secretKey === null ? localSecretKey(dataDir) : deriveKey(secretKey) };
}

/**
 * With no key configured one is made once and kept beside the embedded database, readable by its owner only. It gets
 * its name when it is whole: a start that was killed half-way must not leave an empty key behind.
 */
function localSecretKey(dataDir: string): Buffer {
  const path = join(dataDir, 'secret-key');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
    writeFileSync(unfinished, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    try {
      linkSync(unfinished, path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      rmSync(unfinished);
    }
  }
  const key = readFileSync(path, 'utf8').trim();
  if (key === '')
    throw new InvalidEnvironmentError([
      `the key file ${path} is empty; restore it from a backup, or set SECRET_KEY`,
    ]);
  return deriveKey(key);
}

function isSmtpUrl(text: string): boolean {
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password, pathname, search, hash } = new URL(text);
  // What follows the server would be ignored in silence, such as the rest of a password that holds a "/".
  return (
    hostname !== '' && /^\/?$/.test(pathname) && `${search}${hash}` === '' && isDecodable(username + password)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function deriveKey(secret: string): Buffer {
  return createHash('sha256').update('mintmark secret key\0').update(secret).digest();
}

class Reader {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly problems: string[] = [];

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  optional(name: string): string | null {
    const value = this.#env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  text(name: string, fallback: string): string {
    return this.optional(name) ?? fallback;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === null) this.problems.push(`${name} is needed with these settings`);
    return value ?? '';
  }

  secret(name: string, minimumLength: number): string | null {
    const value = this.optional(name);
    if (value !== null && value.length < minimumLength) {
      this.problems.push(`${name} is too short: use ${minimumLength} characters or more`);
    }
    return value;
  }

  /** Several of them, separated by commas. */
  secrets(name: string, minimumLength: number): string[] {
    const values = (this.#env[name] ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    if (values.some((each) => each.length < minimumLength)) {
      this.problems.push(`${name} has a key that is too short: each has ${minimumLength} characters or more`);
    }
    return values;
  }

  /** A secret that clients send as `Authorization: Bearer …`: with spaces or other letters none could. */
  bearer(name: string, minimumLength: number): string | null {
    const value = this.secret(name, minimumLength);
    if (value !== null && !/^[\x21-\x7e]+$/.test(value)) {
      this.problems.push(`${name} must be ASCII without spaces, since it is sent in a header`);
    }
    return value;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.optional(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    this.problems.push(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
    return fallback;
  }

  port(name: string, fallback: number): number {
    return this.integer(name, fallback, 0, 65_535);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.optional(name);
    if (value === null) return fallback;
    const found = allowed.find((each) => each === value);
    if (found !== undefined) return found;
    this.problems.push(`${name} must be one of ${allowed.join(', ')}, not "${value}"`);
    return fallback;
  }

  url(name: string, fallback: string | null): string | null {
    const value = this.optional(name);
    if (value === null) return fallback;
    if (URL.canParse(value)) return value.replace(/\/+$/, '');
    this.problems.push(`${name} must be a URL, not "${value}"`);
    return fallback;
  }

  /** An address of pages, which may have a path; without a trailing slash. */
  webAddress(name: string, fallback: string): string {
    const value = this.optional(name);
    if (value === null) return fallback;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url !== null && /^https?:$/.test(url.protocol) && `${url.username}${url.search}${url.hash}` === '') {
      return url.href.replace(/\/+$/, '');
    }
    this.problems.push(`${name} must be an address such as https://repository.example.org, not "${value}"`);
    return fallback;
  }

  origin(name: string, fallback: string): string {
    const value = this.optional(name);
    if (value === null) return fallback;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (
      url !== null &&
      (url.protocol === 'http:' || url.protocol === 'https:') &&
      url.pathname === '/' &&
      url.search === ''
    ) {
      return url.origin;
    }
    this.problems.push(
      `${name} must be the address people use, such as https://pid.example.org, without a path; not "${value}"`,
    );
    return fallback;
  }

  databaseUrl(): string | null {
    const value = this.optional('DATABASE_URL');
    if (value === null || /^postgres(ql)?:\/\//.test(value)) return value;
    this.problems.push(
      'DATABASE_URL must start with postgres:// or postgresql://; leave it empty for the embedded database',
    );
    return null;
  }

  doiPrefix(name: string, fallback: string | null): string {
    const value = this.optional(name) ?? fallback;
    if (value !== null && /^10\.\d{4,5}$/.test(value)) return value;
    this.problems.push(
      `${name} must be a DOI prefix such as 10.5072${value === null ? '' : `, not "${value}"`}`,
    );
    return '';
  }

  handlePrefix(): string | null {
    const value = this.optional('HANDLE_PREFIX');
    if (value === null || (/^\d+(\.[a-z0-9_-]+)*$/.test(value) && !value.startsWith('10.'))) return value;
    this.problems.push(`HANDLE_PREFIX must be a Handle prefix such as 20.500.12345, not "${value}"`);
    return null;
  }

  mail({ publicUrl, contactEmail }: Pick<Config, 'publicUrl' | 'contactEmail'>): MailConfig | null {
    const smtpUrl = this.optional('SMTP_URL');
    const from = this.optional('MAIL_FROM') ?? contactEmail ?? `mintmark@${new URL(publicUrl).hostname}`;
    if (smtpUrl === null) return null;
    // Neither value is repeated: the first holds a password.
    if (!isSmtpUrl(smtpUrl)) {
      this.problems.push(
        'SMTP_URL must look like smtp://user:password@mail.example.org:587 or smtps://…, with / @ : % in a password written as %2F %40 %3A %25',
      );
    }
    if (!/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(from)) {
      this.problems.push('MAIL_FROM must be one mail address, such as mintmark@example.org');
    }
    return { smtpUrl, from };
  }

  roles(): ReadonlySet<Role> {
    const value = this.optional('ROLES');
    if (value === null) return new Set(ROLES);
    const names = value.split(',').map((each) => each.trim());
    const known = ROLES.filter((role) => names.includes(role));
    if (known.length !== names.length)
      this.problems.push(`ROLES must list some of ${ROLES.join(', ')}, not "${value}"`);
    return new Set(known);
  }

  identifierPath(): string {
    const value = this.text('IDENTIFIER_PATH', 'identifiers').replace(/^\/+|\/+$/g, '');
    if (/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(value) && value.length <= 200)
      return value;
    this.problems.push(`IDENTIFIER_PATH must be a folder such as identifiers, not "${value}"`);
    return 'identifiers';
  }

  objectStorage(): ObjectStorageConfig | null {
    const host = this.optional('OBJECT_STORAGE_ENDPOINT');
    if (host === null) return null;
    const secure = this.oneOf('OBJECT_STORAGE_USE_SSL', ['true', 'false'] as const, 'true') === 'true';
    const port = this.integer('OBJECT_STORAGE_PORT', secure ? 443 : 80, 1, 65_535);
    return {
      endpoint: /^https?:\/\//.test(host)
        ? host.replace(/\/+$/, '')
        : `${secure ? 'https' : 'http'}://${host}:${port}`,
      accessKey: this.required('OBJECT_STORAGE_ACCESS_KEY'),
      secretKey: this.required('OBJECT_STORAGE_SECRET_KEY'),
      bucket: this.required('OBJECT_STORAGE_BUCKET_NAME'),
      region: this.text('OBJECT_STORAGE_REGION', 'us-east-1'),
      pathStyle: this.oneOf('OBJECT_STORAGE_PATH_STYLE', ['true', 'false'] as const, 'true') === 'true',
    };
  }
}
