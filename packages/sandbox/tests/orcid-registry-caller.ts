import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startOrcidStandIn } from '../src/orcid/index.ts';
import type { StandIn } from '../src/stand-in.ts';
import { CALLBACK, CARBERRY, MEMBER } from './orcid-caller.ts';

export const OTHER_MEMBER = { id: 'APP-0000000000000003', secret: 'other-secret', redirectUris: [CALLBACK] };

export const JSON_TYPE = 'application/vnd.orcid+json';
export const XML_TYPE = 'application/vnd.orcid+xml';

type CallOptions = {
  token?: string | null;
  body?: unknown;
  /** Content-Type of the body; default: ORCID's JSON. */
  type?: string;
  accept?: string | null;
};

export type Answered = { status: number; headers: Headers; text: string; json: () => Json };
// biome-ignore lint/suspicious/noExplicitAny: answers are taken apart member by member, and a wrong one fails the test.
type Json = any;

/** Gives a file one registry, emptied before every test, with a clock and the calls that clients and tests make. */
export function useRegistry() {
  let standIn: StandIn;
  let now = new Date('2026-11-21T10:00:00Z');

  beforeAll(async () => {
    standIn = await startOrcidStandIn({ clients: [MEMBER, OTHER_MEMBER], now: () => now });
  });
  beforeEach(async () => {
    now = new Date('2026-11-21T10:00:00Z');
    await control('POST', '/reset');
  });
  afterAll(() => standIn.close());

  async function control(method: string, path: string, body?: unknown): Promise<Answered> {
    return read(
      await fetch(`${standIn.url}/_control${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    );
  }

  /** A token that a person gave to a client. */
  async function personToken(
    scope = '/activities/update /person/update /read-limited',
    options: { orcid?: string; clientId?: string } = {},
  ): Promise<string> {
    const { orcid = CARBERRY, clientId = MEMBER.id } = options;
    return (await control('POST', '/tokens', { orcid, clientId, scope })).json().accessToken;
  }

  /** A token that a client got for itself. */
  async function clientToken(scope: string, client: typeof MEMBER = MEMBER): Promise<string> {
    const response = await fetch(`${standIn.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: client.id,
        client_secret: client.secret,
        grant_type: 'client_credentials',
        scope,
      }),
    });
    return (await read(response)).json().access_token;
  }

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answered> {
    const { token = null, body, type = JSON_TYPE, accept = JSON_TYPE } = options;
    const headers: Record<string, string> = {};
    if (token !== null) headers.authorization = `Bearer ${token}`;
    if (accept !== null) headers.accept = accept;
    if (body !== undefined) headers['content-type'] = type;
    return read(
      await fetch(`${standIn.url}${path}`, {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  }

  return {
    baseUrl: () => standIn.url,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    control,
    personToken,
    clientToken,
    call,
  };
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

export function putCodeOf(answer: Answered): string {
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

/** A work that the registry takes. */
export function sampleWork(doi: string, title = `About ${doi}`): object {
  return {
    title: { title: { value: title } },
    type: 'physical-object',
    'external-ids': {
      'external-id': [
        {
          'external-id-type': 'doi',
          'external-id-value': doi,
          'external-id-url': { value: `https://doi.org/${doi}` },
          'external-id-relationship': 'self',
        },
      ],
    },
  };
}

const DATA = new URL('../../../../shared/data/orcid/', import.meta.url);
const SAMPLES = new URL('samples-3.0/write_samples/', DATA);

export const hasOrcidData = existsSync(DATA);

/** `title`, with the reason when its tests are skipped. */
export function titleOf(title: string): string {
  return hasOrcidData ? title : `${title} (skipped: no ../shared/data/orcid beside the repository)`;
}

/** ORCID's samples of what clients write, as [file, text]. */
export function readSamples(): [string, string][] {
  if (!hasOrcidData) return [];
  return readdirSync(SAMPLES)
    .sort()
    .map((file) => [file, readFileSync(new URL(file, SAMPLES), 'utf8')]);
}

const XSD_FILES: Readonly<Record<string, string>> = {
  'external-identifier': 'record_3.0/person-external-identifier-3.0.xsd',
  'group-id': 'group-id-3.0/group-id-3.0.xsd',
  notification: 'notification_3.0/notification-permission-3.0.xsd',
};

const validators = new Map<string, XsdValidator>();

/** What ORCID's XML Schema of a document's namespace has against it; [] when it is valid. */
export function listSchemaProblems(xml: string): string[] {
  const prefix = /<([a-z-]+):/.exec(xml)?.[1] ?? '';
  let validator = validators.get(prefix);
  if (validator === undefined) {
    xmlRegisterFsInputProviders();
    const path = fileURLToPath(
      new URL(`xsd-3.0/${XSD_FILES[prefix] ?? `record_3.0/${prefix}-3.0.xsd`}`, DATA),
    );
    validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path), { url: path }));
    validators.set(prefix, validator);
  }
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ message, line }) => `line ${line}: ${message.trim()}`);
  } finally {
    document.dispose();
  }
}

/**
 * Everything that a document of one item states, found without the registry's own reader: a line for each element
 * that holds text and each attribute, in the order of the document.
 */
export function listStatements(xml: string): string[] {
  const lines: string[] = [];
  const path: string[] = [];
  const marks = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w-]+):([\w-]+)((?:\s+[^<>]*?)?)(\/?)>([^<]*)/g;
  for (const [whole, closing, , name = '', attributes = '', empty, text = ''] of xml.matchAll(marks)) {
    if (whole.startsWith('<!') || whole.startsWith('<?')) continue;
    if (closing === '/') {
      path.pop();
      continue;
    }
    path.push(name);
    for (const [, key, value] of attributes.matchAll(/\s([\w:-]+)="([^"]*)"/g)) {
      if (key !== undefined && !key.includes(':') && key !== 'xmlns')
        lines.push(`${path.join('/')}@${key}=${value}`);
    }
    if (text.trim() !== '') lines.push(`${path.join('/')}=${text.trim()}`);
    if (empty === '/') path.pop();
  }
  return lines;
}
