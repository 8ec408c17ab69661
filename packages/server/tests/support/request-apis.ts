import { type Answer, type Api, createApi } from './api.ts';
import { SOFIA } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type RequestSystem, startRequestSystem } from './requests.ts';
import { TEST_ADMIN_TOKEN } from './start-system.ts';

/** What the tests read of a request. */
export type RequestBody = {
  id: string;
  type: string;
  state: string;
  status: string;
  version: number;
  updatedAt: string;
  assignee: { orcid: string } | null;
  folder: { id: string; name: string; path: string | null; originalPath: string };
  permanentId: string | null;
};

export type ListBody<T> = { items: T[]; next: string | null };

export const people = ['requester', 'curator', 'stranger'] as const;
export type Person = (typeof people)[number];

/** A running service with requester, curator and a member whom nothing of it concerns, who speak its API. */
export type RequestDesk = RequestSystem & {
  apis: Record<Person | 'operator', Api>;
  /** Requests an identifier for a new folder, and has it staged. */
  submit(): Promise<RequestBody>;
  act(who: Person, id: string, move: string, body?: unknown): Promise<Answer<RequestBody>>;
  readAs(who: Person, id: string): Promise<RequestBody>;
};

export async function openRequestDesk(): Promise<RequestDesk> {
  const world = await startRequestSystem();
  const apiOf = async (orcid: string) => createApi(world.system, (await signIn(world.system, orcid)).token);
  const apis = {
    requester: await apiOf(JOSIAH),
    curator: await apiOf(LAURE),
    stranger: await apiOf(SOFIA),
    operator: createApi(world.system, TEST_ADMIN_TOKEN),
  };
  const readAs = async (who: Person, id: string) =>
    (await apis[who].get<RequestBody>(`/requests/${id}`)).body;
  return {
    ...world,
    apis,
    readAs,
    async submit() {
      const folder = await world.makeFolder();
      const made = await apis.requester.post<RequestBody>('/requests', { folder: folder.id, type: 'DOI' });
      if (made.status !== 201) throw new Error(`no request: ${made.status} ${JSON.stringify(made.body)}`);
      await world.system.drain();
      return readAs('requester', made.body.id);
    },
    act: (who, id, move, body = {}) => apis[who].post<RequestBody>(`/requests/${id}/${move}`, body),
  };
}
