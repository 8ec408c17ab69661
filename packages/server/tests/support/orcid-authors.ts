import { type Api, createApi } from './api.ts';
import { createItem, type ItemBody } from './items.ts';
import { connectPerson, control, depositsOf, metadataBy, recordOf } from './orcid-deposits.ts';
import { type System, TEST_ADMIN_TOKEN } from './start-system.ts';

export type Authors = {
  /** iDs of people whom no other test knows; none of them is connected. */
  spare: string[];
  /** One of them, connected. */
  connect(): Promise<string>;
  publish(orcid: string, more?: Record<string, unknown>): Promise<ItemBody>;
  /** An item of theirs whose work is on their record already. */
  publishWritten(): Promise<{ orcid: string; item: ItemBody }>;
  retitle(item: ItemBody, orcid: string, title: string): Promise<void>;
  /** Titles of the works on somebody's record. */
  titlesOf(orcid: string): Promise<unknown[]>;
};

/** People with records of their own, of whom things are published. */
export async function createAuthors(system: System, count: number): Promise<Authors> {
  const api: Api = createApi(system, TEST_ADMIN_TOKEN);
  const { items: spare } = await control<{ items: string[] }>(system, 'POST', 'people/many', { count });
  async function connect() {
    const orcid = spare.pop();
    if (orcid === undefined) throw new Error('there are no people left');
    await connectPerson(system, orcid);
    await system.drain();
    return orcid;
  }
  const publish = (orcid: string, more: Record<string, unknown> = {}) =>
    createItem(api, { metadata: { ...metadataBy([orcid]), ...more } });
  return {
    spare,
    connect,
    publish,
    async publishWritten() {
      const orcid = await connect();
      const item = await publish(orcid);
      await system.drain();
      const states = (await depositsOf(system, orcid)).map(({ state }) => state);
      if (states.join() !== 'acknowledged') throw new Error(`not written, but ${states.join()}`);
      return { orcid, item };
    },
    async retitle(item, orcid, title) {
      const change = { metadata: metadataBy([orcid], title) };
      const answer = await api.patch(`/items/${item.uuid}`, change, { 'if-match': '*' });
      if (answer.status !== 200) throw new Error(`not changed: ${JSON.stringify(answer.body)}`);
    },
    async titlesOf(orcid) {
      const items = await recordOf(system, orcid);
      return items.map(({ item }) => (item.title as { title: { value: string } }).title.value);
    },
  };
}
