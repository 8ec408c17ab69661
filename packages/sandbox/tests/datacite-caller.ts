import { onTestFinished } from 'vitest';
import { type DataciteStandInOptions, type StandIn, startDataciteStandIn } from '../src/index.ts';

export const OWNER = { id: 'MINTMARK.DEMO', password: 'owner-secret', prefixes: ['10.5072', '10.5073'] };
export const STRANGER = { id: 'MINTMARK.OTHER', password: 'other-secret', prefixes: ['10.5074'] };
export const KERNEL_4 = 'http://datacite.org/schema/kernel-4';

/** Metadata that every state accepts. */
export const COMPLETE = {
  schemaVersion: KERNEL_4,
  url: 'https://example.org/rocks',
  creators: [
    {
      name: 'Carberry, Josiah',
      nameType: 'Personal',
      affiliation: [{ name: 'Example', affiliationIdentifier: 'https://ror.org/05gq02987' }],
    },
  ],
  titles: [{ title: 'Rocks of the sea floor', lang: 'en' }],
  publisher: { name: 'Example', publisherIdentifier: 'https://ror.org/05gq02987' },
  publicationYear: 2026,
  types: { resourceTypeGeneral: 'Dataset', resourceType: 'Survey' },
};

type Body = Record<string, unknown>;
export type Answer = { status: number; headers: Headers; text: string; body: Body };
type CallOptions = {
  as?: { id: string; password: string } | null;
  attributes?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};
export type Caller = {
  standIn: StandIn;
  /** Calls as the owner unless `as` says otherwise; `attributes` are wrapped in a JSON:API document. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Orders a fault and fails when the control API refuses the order. */
  orderFault(fault: Body): Promise<void>;
};

/** Starts a stand-in of two repositories for one test, and closes it afterwards. */
export async function startDatacite(options: Partial<DataciteStandInOptions> = {}): Promise<Caller> {
  const standIn = await startDataciteStandIn({ repositories: [OWNER, STRANGER], ...options });
  onTestFinished(() => standIn.close());
  const call = async (method: string, path: string, given: CallOptions = {}): Promise<Answer> => {
    const { as = OWNER, attributes, raw, headers, signal } = given;
    const body = attributes === undefined ? raw : JSON.stringify({ data: { type: 'dois', attributes } });
    const response = await fetch(standIn.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(as === null ? {} : { authorization: basic(as) }),
        ...(body === undefined ? {} : { 'content-type': 'application/vnd.api+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
  const orderFault = async (fault: Body) => {
    const raw = JSON.stringify(fault);
    const headers = { 'content-type': 'application/json' };
    const answer = await call('POST', '/_control/faults', { as: null, raw, headers });
    if (answer.status !== 201) throw new Error(answer.text);
  };
  return { standIn, call, orderFault };
}

export function basic({ id, password }: { id: string; password: string }): string {
  return `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;
}

/** The attributes of the DOI in an answer. */
export function attributesOf(answer: Answer): Body {
  const data = answer.body.data as { attributes: Body } | undefined;
  if (data === undefined) throw new Error(`no DOI in ${answer.status} ${answer.text}`);
  return data.attributes;
}
