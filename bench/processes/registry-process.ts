/* A registry in a process of its own, which measures when calls arrive. */
import { type StandIn, startOrcidStandIn } from '@mintmark/sandbox';
import { answerCalls } from '../child.ts';

export type Registry = { url: string; clientId: string; clientSecret: string };

/** Somebody with the permission that they gave. */
export type Permission = { orcid: string; accessToken: string; scope: string };

export type RegistryCalls = {
  start(parameter: null): Promise<Registry>;
  /** @returns people with a token of our client each */
  makePeople(count: number): Promise<Permission[]>;
  /** When each call of the record API and for webhooks arrived, in milliseconds, and the most of any second. */
  readCalls(parameter: null): Promise<{ arrivedAt: number[]; highestPerSecond: number; refused: number }>;
};

/** What another system with the same credentials was allowed. */
const SCOPE = '/read-limited /activities/update';

const CLIENT = { id: 'APP-MINTMARKBENCH', secret: 'bench-client-secret' };

let registry: StandIn | null = null;

answerCalls(
  {
    async start(): Promise<Registry> {
      registry = await startOrcidStandIn({ clients: [{ ...CLIENT, redirectUris: ['http://127.0.0.1/'] }] });
      return { url: registry.url, clientId: CLIENT.id, clientSecret: CLIENT.secret };
    },
    async makePeople(count: number) {
      const { items } = await control<{ items: string[] }>('POST', 'people/many', { count });
      const people: Permission[] = [];
      for (const orcid of items) {
        const token = { orcid, clientId: CLIENT.id, scope: SCOPE };
        const { accessToken } = await control<{ accessToken: string }>('POST', 'tokens', token);
        people.push({ orcid, accessToken, scope: SCOPE });
      }
      return people;
    },
    async readCalls() {
      const log = await control<{ items: { path: string; at: string }[] }>('GET', 'requests');
      const pace = await control<{
        items: { client: string; highestPerSecond: number; refused: number }[];
      }>('GET', 'pace');
      const ours = pace.items.find(({ client }) => client === CLIENT.id);
      return {
        arrivedAt: log.items
          .filter(({ path }) => /^\/v3\.0\/|\/webhook\//.test(path))
          .map(({ at }) => Date.parse(at)),
        highestPerSecond: ours?.highestPerSecond ?? 0,
        refused: ours?.refused ?? 0,
      };
    },
  },
  async () => registry?.close(),
);

async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${registry?.url}/_control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
