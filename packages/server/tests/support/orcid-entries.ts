import type { itemKinds } from '@mintmark/orcid';
import { type Api, createApi, type ProblemBody } from './api.ts';
import { connectPerson } from './orcid-deposits.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, signIn } from './people.ts';
import type { System } from './start-system.ts';

export const ENTRIES = '/organisations/default/orcid/entries';
export const GROUPS = '/organisations/default/orcid/groups';

type Kind = (typeof itemKinds)[number];

export type EntryBody = {
  id: string;
  kind: Kind;
  localId: string;
  orcid: string | null;
  email: string | null;
  connectionId: string | null;
  title: string;
  item: Record<string, unknown>;
  batchId: string | null;
  deleted: boolean;
  deposit: {
    state: string;
    reason: string | null;
    detail: string | null;
    problems: { pointer: string; detail: string }[];
    putCode: number | null;
    groupId: string | null;
    acknowledgedAt: string | null;
  };
  version: number;
};

/** An administrator of the first organisation with what ORCID work needs. */
export async function signInAdministrator(system: System): Promise<{ api: Api; token: string }> {
  await signIn(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
  const { token } = await signIn(system, JOSIAH, ['orcid:read', 'orcid:write']);
  return { api: createApi(system, token), token };
}

/** Connects somebody's record for what is on it and for what is said about the person. */
export async function connectWhole(system: System, orcid: string): Promise<void> {
  await connectPerson(system, orcid, 'default', { need: 'person' });
}

const organization = {
  name: 'University of Example',
  address: { city: 'Auckland', country: 'NZ' },
  'disambiguated-organization': {
    'disambiguated-organization-identifier': 'https://ror.org/03b94tp07',
    'disambiguation-source': 'ROR',
  },
};
const selfId = (type: string, value: string) => ({
  'external-id': [
    { 'external-id-type': type, 'external-id-value': value, 'external-id-relationship': 'self' },
  ],
});
const affiliation = { organization, 'role-title': 'Curator', 'start-date': { year: { value: '2021' } } };
const title = (value: string) => ({ title: { value } });

/** One item of each kind, in ORCID's JSON. */
export const itemsOfKinds: Readonly<Record<Kind, Record<string, unknown>>> = {
  work: {
    title: title('Basalts of the North Island'),
    type: 'data-set',
    'external-ids': selfId('doi', '10.5555/entries.1'),
  },
  employment: affiliation,
  education: affiliation,
  qualification: affiliation,
  distinction: affiliation,
  'invited-position': affiliation,
  membership: affiliation,
  service: affiliation,
  funding: {
    type: 'grant',
    title: title('Deep drilling'),
    organization,
    'external-ids': selfId('grant_number', 'UOE-2021-17'),
  },
  'peer-review': {
    'reviewer-role': 'reviewer',
    'review-type': 'review',
    'review-identifiers': selfId('source-work-id', 'review-1'),
    'review-completion-date': { year: { value: '2024' } },
    'review-group-id': 'issn:1741-4857',
    'convening-organization': organization,
  },
  'research-resource': {
    proposal: {
      title: title('Beam time for basalts'),
      hosts: { organization: [organization] },
      'external-ids': selfId('proposal-id', 'P-1'),
    },
    'resource-item': [
      {
        'resource-name': 'Beamline 12',
        'resource-type': 'equipment',
        hosts: { organization: [organization] },
        'external-ids': selfId('proposal-id', 'BL-12'),
      },
    ],
  },
  'researcher-url': { 'url-name': 'Staff page', url: { value: 'https://example.org/people/1' } },
  'other-name': { content: 'J. S. Carberry' },
  keyword: { content: 'psychoceramics' },
  'external-identifier': {
    'external-id-type': 'Staff number',
    'external-id-value': '1001',
    'external-id-url': { value: 'https://example.org/people/1' },
    'external-id-relationship': 'self',
  },
  address: { country: { value: 'NZ' } },
};

export type BatchBody = {
  id: string;
  kind: Kind;
  state: string;
  dryRun: boolean;
  fileName: string | null;
  counts: { total: number; done: number; ok: number; refused: number; skipped: number };
  links: { self: string; result: string | null; apply: string | null; cancel: string | null };
};

export type ReportRow = {
  line: number;
  localId: string | null;
  orcid: string | null;
  email: string | null;
  outcome: 'created' | 'updated' | 'unchanged' | 'refused' | 'skipped' | 'waiting';
  state: string | null;
  reason: string | null;
  putCode: number | null;
  groupId: string | null;
  errors: { field: string; detail: string }[];
  entry: string | null;
};

export const BATCHES = '/organisations/default/orcid/batches';

type Upload = { query?: Record<string, string>; type?: string; headers?: Record<string, string> };

/** Uploads files of entries as a script would. */
export function createEntryBatches(system: Pick<System, 'url'>, token: string, home = BATCHES) {
  const authorization = `Bearer ${token}`;
  const address = (path: string) => `${system.url}/api/v1${home}${path}`;

  async function upload(kind: string, body: string | Uint8Array<ArrayBuffer>, options: Upload = {}) {
    const { query = {}, type = 'text/csv', headers = {} } = options;
    const response = await fetch(address(`?${new URLSearchParams({ kind, ...query })}`), {
      method: 'POST',
      headers: { authorization, 'content-type': type, ...headers },
      body,
    });
    return { status: response.status, body: (await response.json()) as BatchBody & ProblemBody };
  }

  async function read(id: string): Promise<BatchBody> {
    const response = await fetch(address(`/${id}`), { headers: { authorization } });
    return (await response.json()) as BatchBody;
  }

  async function readText(path: string): Promise<string> {
    const response = await fetch(address(path), { headers: { authorization } });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    return text;
  }

  const readResult = async (id: string): Promise<ReportRow[]> =>
    JSON.parse(await readText(`/${id}/result?format=json`)) as ReportRow[];

  return { upload, read, readText, readResult };
}

export type EntryBatches = ReturnType<typeof createEntryBatches>;

/** Uploads rows, works them off, and says what became of them. */
export async function settleEntries(
  system: System,
  batches: EntryBatches,
  kind: string,
  body: string | Uint8Array<ArrayBuffer>,
  options: Upload = {},
): Promise<{ batch: BatchBody; rows: ReportRow[] }> {
  const uploaded = await batches.upload(kind, body, options);
  if (uploaded.status !== 202) throw new Error(`${uploaded.status} ${JSON.stringify(uploaded.body)}`);
  await system.drain();
  return { batch: await batches.read(uploaded.body.id), rows: await batches.readResult(uploaded.body.id) };
}
