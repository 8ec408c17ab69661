import { randomUUID } from 'node:crypto';
import { transact } from '../../src/db/index.ts';
import type { RequestNews } from '../../src/modules/notifications/index.ts';
import { tellOfRequest } from '../../src/modules/notifications/index.ts';
import { type Api, createApi } from './api.ts';
import { SOFIA, setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import type { System } from './start-system.ts';

type Notice = { kind: string; title: string; body: string; link: string | null; mail: string };

/** Distributes over the kinds. */
type Matter = RequestNews extends infer News
  ? News extends RequestNews
    ? Omit<News, 'request' | 'actor' | 'occasion'>
    : never
  : never;

export type Person = { accountId: string; name: string | null; orcid: string; api: Api };

/** People of an organisation whom news of a request may reach. */
export type Told = {
  organisationId: string;
  /** An administrator, a curator, and a member who made the request. */
  josiah: Person;
  sofia: Person;
  laure: Person;
  request: RequestNews['request'];
  tell(
    matter: Matter,
    options?: Partial<Pick<RequestNews, 'actor' | 'occasion'>> & {
      request?: Partial<RequestNews['request']>;
    },
  ): Promise<void>;
  /** Who was told since the last time that this was asked, with what. */
  notices(): Promise<Record<'josiah' | 'sofia' | 'laure', Notice[]>>;
};

export async function openTold(system: System): Promise<Told> {
  const [josiah, sofia, laure] = [
    await readPerson(system, JOSIAH),
    await readPerson(system, SOFIA),
    await readPerson(system, LAURE),
  ];
  await setRole(system, JOSIAH, 'admin');
  await setRole(system, SOFIA, 'curator');
  await setRole(system, LAURE, 'member');
  const { id: organisationId } = await system.ctx.db
    .selectFrom('organisations')
    .select('id')
    .executeTakeFirstOrThrow();
  const id = randomUUID();
  const request = {
    id,
    organisationId,
    type: 'DOI',
    label: 'Submitted',
    folderName: 'Carberry_springs_2026',
    path: '/default/staging/Carberry_springs_2026',
    requesterId: laure.accountId,
    assigneeId: null,
  };
  const seen = new Set<string>();
  const read = async ({ api, orcid }: Person): Promise<Notice[]> => {
    const { body } = await api.get<{ items: (Notice & { id: string })[] }>('/notices?limit=200');
    const fresh = body.items.filter((each) => !seen.has(`${orcid}|${each.id}`));
    for (const each of fresh) seen.add(`${orcid}|${each.id}`);
    return fresh.map(({ id: _, ...notice }) => notice);
  };
  let lastOccasion = 0;
  return {
    organisationId,
    josiah,
    sofia,
    laure,
    request,
    tell: (matter, options = {}) => {
      lastOccasion += 1;
      const news = {
        actor: toActor(laure),
        occasion: String(lastOccasion),
        ...options,
        ...matter,
        request: { ...request, ...options.request },
      } as RequestNews;
      return transact(system.ctx.db, (tx) => tellOfRequest(tx, system.ctx, news));
    },
    notices: async () => ({ josiah: await read(josiah), sofia: await read(sofia), laure: await read(laure) }),
  };
}

export function toActor({ accountId, name, orcid }: Person): RequestNews['actor'] {
  return { kind: 'person', accountId, name, orcid };
}

async function readPerson(system: System, orcid: string): Promise<Person> {
  const { token } = await signIn(system, orcid);
  const { id, name } = await system.ctx.db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('orcid', '=', orcid)
    .executeTakeFirstOrThrow();
  return { accountId: id, name, orcid, api: createApi(system, token) };
}
