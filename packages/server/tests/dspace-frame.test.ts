import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.close());

describe('the root document', () => {
  test.each([
    ['/server/api', '/server'],
    ['/rest/api', '/rest'],
    ['/api', ''],
  ])(
    'RootRestResourceControllerIT serverPropertiesTest, listDefinedEndpoint at %s',
    async (prefix, context) => {
      for (const path of [prefix, `${prefix}/`]) {
        const answer = await fetch(`${system.url}${path}`);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('application/hal+json;charset=UTF-8');
        const root = (await answer.json()) as { _links: Record<string, { href: string }> };
        expect(root).toMatchObject({
          dspaceUI: system.url,
          dspaceName: expect.any(String),
          dspaceServer: `${system.url}${context}`,
          type: 'root',
          _links: { self: { href: `${system.url}${prefix}` } },
        });
        for (const { href } of Object.values(root._links)) {
          expect(href.startsWith(`${system.url}${prefix}`)).toBe(true);
        }
        expect(root._links.pid).toEqual({ href: `${system.url}${prefix}/pid/find{?id}`, templated: true });
      }
    },
  );
});
