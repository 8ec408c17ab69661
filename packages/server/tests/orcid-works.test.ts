import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { createItem } from './support/items.ts';
import { connectPerson, depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  await connectPerson(system, JOSIAH);
});
afterAll(() => system.close());

describe('a published item', () => {
  test('is on the record of its creator, with its DOI and its type', async () => {
    const item = await createItem(api, { metadata: metadataBy([JOSIAH], 'Snow depth at Finse') });
    await system.drain();
    console.log(await depositsOf(system), item.identifiers);
    const [work] = await recordOf(system, JOSIAH);
    expect(work).toMatchObject({ kind: 'work', source: 'APP-MINTMARKSTANDIN' });
    console.log(JSON.stringify(work, null, 1), LAURE);
  });
});
