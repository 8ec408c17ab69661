import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDocument } from '../src/modules/schemes/document/check-document.ts';
import { type Api, createApi } from './support/api.ts';
import type { SchemeBody } from './support/schemes.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
});
afterAll(() => system.close());

export type Check = {
  valid: boolean;
  anchor: string | null;
  elements: { value: string }[];
  problem: unknown;
};
const NAMESPACES = ['ark', 'doi', 'gs1', 'handle', 'igsn', 'isbn', 'issn', 'orcid', 'raid', 'ror'];

describe('the schemes that come with the service', () => {
  test('are there after the first start, for every organisation', async () => {
    const { body } = await operator.get<{ items: SchemeBody[] }>('/schemes');
    expect(body.items.map(({ namespace }) => namespace)).toEqual(NAMESPACES);
    expect(body.items.every(({ shared }) => shared)).toBe(true);
    expect(body.items.filter(({ profile }) => profile === 'gs1').map((each) => each.namespace)).toEqual([
      'gs1',
    ]);
  });

  test.each(NAMESPACES)('%s keeps every rule that other schemes keep', async (namespace) => {
    const { body } = await operator.get<SchemeBody>(`/schemes/${namespace}`);
    const shape = { namespace, identifierPath: 'identifiers', unknownMembers: 'refuse' as const };
    expect(checkDocument(body.document, shape)).toEqual({ ok: true, document: body.document });
  });
});
