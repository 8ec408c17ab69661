import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Idr, instrumentScheme, openIdr, startWithKey } from './support/idr.ts';
import type { System } from './support/start-system.ts';

let system: System;
let key: string;
let anyone: Idr;

beforeAll(async () => {
  ({ system, key } = await startWithKey());
  anyone = openIdr(system, '/api/v4', null);
});
afterAll(() => system?.close());

describe('the vocabulary', () => {
  test('leads to its list under the same prefix', async () => {
    for (const prefix of ['/api/v4', '/api/1.0.0', '/api/2.0.0', '/api/3.0.0']) {
      for (const path of ['/voc', '/voc/']) {
        const { status, headers } = await openIdr(system, prefix, null).get(path);
        const location = headers.get('location') ?? '';
        expect([status, location]).toEqual([302, `${system.url}${prefix}/voc?show=linktypes`]);
        expect((await fetch(location)).status).toBe(200);
      }
    }
  });

  test('is told by prefix and key, and filtered', async () => {
    const { body } = await anyone.get<Record<string, Record<string, unknown>>>('/voc?show=linktypes');
    expect(Object.keys(body).slice(0, 2)).toEqual(['gs1', 'untp']);
    expect(body.gs1?.pip).toEqual({ title: expect.any(String), description: expect.any(String) });
    expect(Object.keys((await anyone.get('/voc?show=LinkTypes&prefix=untp')).body)).toEqual(['untp']);
    expect((await anyone.get('/voc?show=linktypes&prefix=nope')).body).toEqual({});
    const v1 = await openIdr(system, '/api/1.0.0', null).get<Record<string, unknown>>('/voc?show=linktypes');
    expect(v1.body.pip).toEqual(body.gs1?.pip);
  });

  test('tells of a link type, and refuses one that there is not', async () => {
    expect((await anyone.get('/voc/untp:dpp')).status).toBe(200);
    for (const name of ['nope', 'constructor', 'gs1:constructor', ':', 'x:pip']) {
      const { status, body } = await anyone.get(`/voc/${name}`);
      expect.soft([status, body.error], name).toEqual([400, 'Link type not found']);
    }
  });

  test('is named by the description of the resolver', async () => {
    const { body } = await anyone.get('/.well-known/resolver');
    expect(body).toMatchObject({
      name: expect.any(String),
      resolverRoot: `${system.url}/api/v4`,
      supportedPrimaryKeys: ['all'],
    });
    expect((body as never as { supportedLinkType: unknown[] }).supportedLinkType).toContainEqual({
      namespace: expect.stringContaining('uncefact'),
      prefix: 'untp:',
      profile: `${system.url}/api/v4/voc?show=linktypes`,
    });
    await openIdr(system, '/api/v4', key).post('/identifiers', {
      ...instrumentScheme('own-words'),
      namespaceURI: 'https://example.org/words/',
    });
    const documented = await openIdr(system, '/api/1.0.0', null).get('/.well-known/resolver');
    expect((documented.body as never as { supportedLinkType: unknown[] }).supportedLinkType).toEqual(
      expect.arrayContaining([
        {
          namespace: 'https://example.org/words/',
          prefix: 'own-words:',
          profile: `${system.url}/api/1.0.0/voc?show=linktypes`,
        },
        {
          namespace: `${system.url}/api/1.0.0/voc/`,
          prefix: 'local:',
          profile: `${system.url}/api/1.0.0/voc?show=linktypes`,
        },
      ]),
    );
    expect((await anyone.get('/health-check')).body).toEqual({ status: 'OK' });
  });
});
