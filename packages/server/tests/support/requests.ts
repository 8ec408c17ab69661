import { sql } from 'kysely';
import { transact } from '../../src/db/index.ts';
import type { PersonActor } from '../../src/http/actor.ts';
import { actLater, findOrganisation } from '../../src/modules/accounts/index.ts';
import {
  createFolder,
  ensureHome,
  findNode,
  receiveFile,
  replaceAttributes,
} from '../../src/modules/data/index.ts';
import {
  createRequest,
  type PermanentIdRequest,
  rejectRequest,
  retryRequest,
  startPublishing,
  withdrawRequest,
} from '../../src/modules/requests/index.ts';
import { listSteps } from '../../src/modules/requests/pipelines/store.ts';
import { readRequest } from '../../src/modules/requests/store.ts';
import { controlDatacite } from './datacite.ts';
import { SOFIA, setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type System, startSystem } from './start-system.ts';

const ALL_SCOPES = ['pid:read', 'pid:mint', 'pid:publish', 'data:read', 'data:write'] as const;

/** Longer than a claim of a process that died. */
export const CLAIM_OVER_MS = 31_000;

/** An organisation with a requester, a curator and another member. */
export type RequestSystem = {
  system: System;
  datacite: ReturnType<typeof controlDatacite>;
  organisationId: string;
  people: { requester: PersonActor; curator: PersonActor; member: PersonActor };
  /** Who somebody is now, with the roles that they have. */
  person(orcid: string): Promise<PersonActor>;
  /** A folder in the requester's home with a README, a table and complete metadata. */
  makeFolder(name?: string): Promise<{ id: string; name: string }>;
  addFile(folderId: string, name: string, text: string): Promise<string>;
  request(folderId: string, type?: 'DOI' | 'ARK'): Promise<string>;
  /** Approves and publishes. */
  publish(id: string, by?: PersonActor): Promise<PermanentIdRequest>;
  retry(id: string, by?: PersonActor): Promise<PermanentIdRequest>;
  reject(id: string): Promise<PermanentIdRequest>;
  withdraw(id: string): Promise<PermanentIdRequest>;
  read(id: string): Promise<PermanentIdRequest>;
  /** What is in its way, as `step: problem`; null: nothing. */
  problem(id: string): Promise<string | null>;
  /** Who can read a folder: some of public, member, requester, curator. */
  readers(folderId: string): Promise<string[]>;
  pathOf(folderId: string): Promise<string>;
};

export function completeAttributes(title: string) {
  const of = (name: string, value: string) => ({ name, value });
  return [
    of('title', title),
    { ...of('creator', 'Carberry, Josiah'), attributes: [of('affiliation', 'Example University')] },
    of('publisher', 'Example University'),
    {
      ...of('resourceType', 'Measurements'),
      attributes: [of('resourceTypeGeneral', 'Dataset')],
    },
    ...['water', 'springs', 'chemistry'].map((subject) => of('subject', subject)),
    {
      ...of(
        'description',
        'Samples of the water of one spring, taken every week over a year, with their temperature, conductivity and what was dissolved in them. The README says how they were taken and measured, and with which instruments.',
      ),
      attributes: [of('descriptionType', 'Abstract')],
    },
    {
      ...of('rights', 'CC0'),
      attributes: [of('rightsURI', 'https://creativecommons.org/publicdomain/zero/1.0/')],
    },
  ];
}

export async function startRequestSystem(
  options: Parameters<typeof startSystem>[0] = {},
): Promise<RequestSystem> {
  const system = await startSystem({ ...options, env: { DATACITE_TIMEOUT_SECONDS: '2', ...options.env } });
  const { ctx } = system;
  const ids = new Map<string, string>();
  for (const [orcid, role] of [
    [JOSIAH, 'member'],
    [LAURE, 'curator'],
    [SOFIA, 'member'],
  ] as const) {
    await signIn(system, orcid);
    const { rows } = await sql<{ id: string }>`select id from accounts where orcid = ${orcid}`.execute(
      ctx.db,
    );
    ids.set(orcid, rows[0]?.id ?? '');
    await setRole(system, orcid, role);
  }
  const person = async (orcid: string): Promise<PersonActor> => {
    const accountId = ids.get(orcid) ?? '';
    const actor = await actLater(ctx.db, ctx, { id: accountId, accountId, scopes: ALL_SCOPES });
    if (actor === null) throw new Error(`nobody has the iD ${orcid}`);
    return actor;
  };
  const people = {
    requester: await person(JOSIAH),
    curator: await person(LAURE),
    member: await person(SOFIA),
  };
  const organisation = await findOrganisation(ctx.db, 'default');
  if (organisation === null) throw new Error('no organisation');
  const home = await transact(ctx.db, (tx) =>
    ensureHome(tx, organisation.id, people.requester.accountId, ctx.now()),
  );
  let made = 0;

  const addFile = async (folderId: string, name: string, text: string): Promise<string> => {
    const { id } = await receiveFile(ctx, people.requester, {
      folderId,
      name,
      mediaType: null,
      replaces: false,
      body: (async function* () {
        yield Buffer.from(text);
      })(),
      lengthBytes: null,
      sha256: null,
    });
    return id;
  };
  const read = async (id: string): Promise<PermanentIdRequest> => {
    const request = await readRequest(ctx.db, id);
    if (request === null) throw new Error(`no request ${id}`);
    return request;
  };

  return {
    system,
    datacite: controlDatacite(system),
    organisationId: organisation.id,
    people,
    person,
    async makeFolder(wanted) {
      made += 1;
      const name = wanted ?? `Carberry_springs_2026_${made}`;
      const { node } = await createFolder(ctx, people.requester, { parentId: home.id, name });
      await addFile(node.id, 'README.md', `# ${name}\n\nHow the samples were taken.\n`);
      const { node: data } = await createFolder(ctx, people.requester, { parentId: node.id, name: 'data' });
      await addFile(data.id, 'samples.csv', `sample,temperature\n${name},8.4\n`);
      await replaceAttributes(ctx, people.requester, node.id, completeAttributes(`Springs of ${name}`));
      return { id: node.id, name };
    },
    addFile,
    async request(folderId, type = 'DOI') {
      const { id } = await createRequest(ctx, people.requester, { folderId, type });
      return id;
    },
    publish: (id, by = people.curator) => startPublishing(ctx, by, id, {}),
    retry: (id, by = people.curator) => retryRequest(ctx, by, id, {}),
    reject: (id) => rejectRequest(ctx, people.curator, id, { comment: 'Not ours to publish.' }),
    withdraw: (id) => withdrawRequest(ctx, people.requester, id, {}),
    read,
    async problem(id) {
      const steps = await listSteps(ctx.db, id);
      const step = steps.findLast(({ problem }) => problem !== null);
      return step === undefined ? null : `${step.step}: ${step.problem?.detail}`;
    },
    async readers(folderId) {
      const found: string[] = [];
      for (const [who, reader] of [
        ['public', null],
        ['member', await person(SOFIA)],
        ['requester', await person(JOSIAH)],
        ['curator', await person(LAURE)],
      ] as const) {
        if ((await findNode(ctx.db, reader, folderId)) !== null) found.push(who);
      }
      return found;
    },
    async pathOf(folderId) {
      const found = await findNode(ctx.db, { kind: 'operator' }, folderId);
      if (found === null) throw new Error(`no folder ${folderId}`);
      return found.path;
    },
  };
}
