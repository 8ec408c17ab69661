import { describe, expect, test } from 'vitest';
import { attributesOf, COMPLETE, STRANGER, startDatacite } from './datacite-caller.ts';

const PUBLISHED = { ...COMPLETE, event: 'publish' };

describe('states', () => {
  test.each([
    ['draft', [], 'register', 'registered'],
    ['draft', [], 'publish', 'findable'],
    ['draft', [], 'hide', 'draft'],
    ['draft', [], 'show', 'draft'],
    ['registered', ['register'], 'publish', 'findable'],
    ['registered', ['register'], 'show', 'findable'],
    ['registered', ['register'], 'hide', 'registered'],
    ['findable', ['publish'], 'hide', 'registered'],
    ['findable', ['publish'], 'register', 'findable'],
    ['findable', ['publish'], 'constructor', 'findable'],
  ])(
    'a %s DOI (after %j) that gets the event %s is %s, with 200 in every case',
    async (state, before, event, after) => {
      const { call } = await startDatacite();
      const created = await call('PUT', '/dois/10.5072/a', { attributes: COMPLETE });
      expect(created.status).toBe(201);
      for (const earlier of before) await call('PUT', '/dois/10.5072/a', { attributes: { event: earlier } });
      expect(attributesOf(await call('GET', '/dois/10.5072/a')).state).toBe(state);
      const answer = await call('PUT', '/dois/10.5072/a', { attributes: { event } });
      expect(answer.status).toBe(200);
      expect(attributesOf(answer).state).toBe(after);
    },
  );

  test('the state in a request is ignored', async () => {
    const { call } = await startDatacite();
    const answer = await call('PUT', '/dois/10.5072/a', { attributes: { ...COMPLETE, state: 'findable' } });
    expect(attributesOf(answer).state).toBe('draft');
  });

  test('hiding keeps the reason, keeps the name resolving and hides the record from strangers', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    const attributes = { event: 'hide', reason: 'withdrawn by author', url: 'https://example.org/gone' };
    const hidden = await call('PUT', '/dois/10.5072/a', { attributes });
    expect(attributesOf(hidden)).toMatchObject({ state: 'registered', reason: 'withdrawn by author' });
    expect((await call('GET', '/dois/10.5072/a', { as: null })).status).toBe(404);
    expect((await call('GET', '/dois/10.5072/a', { as: STRANGER })).status).toBe(404);
    const resolved = await call('GET', '/10.5072/A', { as: null });
    expect(resolved.status).toBe(302);
    expect(resolved.headers.get('location')).toBe('https://example.org/gone');
  });

  test('an address with letters outside ASCII resolves, percent-encoded', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: { ...PUBLISHED, url: 'https://example.org/größe' } });
    const resolved = await call('GET', '/10.5072/a', { as: null });
    expect(resolved.headers.get('location')).toBe('https://example.org/gr%C3%B6%C3%9Fe');
  });

  test('a draft does not resolve, and nobody but its owner sees it', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: COMPLETE });
    expect((await call('GET', '/10.5072/a', { as: null })).status).toBe(404);
    expect((await call('GET', '/dois/10.5072/a', { as: STRANGER })).status).toBe(404);
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(200);
  });

  test('a refused hand-over to the Handle system is no error: the DOI is findable and does not resolve until a later PUT', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'handle-refused', match: { doi: '10.5072/A' } });
    const first = await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    expect(first.status).toBe(201);
    expect(attributesOf(first)).toMatchObject({ state: 'findable', registered: null });
    expect((await call('GET', '/10.5072/a', { as: null })).status).toBe(404);
    expect((await call('GET', '/dois/10.5072/a/get-url')).status).toBe(404);
    const second = await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    expect(attributesOf(second).registered).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect((await call('GET', '/10.5072/a', { as: null })).status).toBe(302);
  });

  test('get-url shows what the Handle system knows', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: { event: 'none' } });
    expect((await call('GET', '/dois/10.5072/a/get-url')).status).toBe(204);
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    expect((await call('GET', '/dois/10.5072/a/get-url')).body).toEqual({ url: COMPLETE.url });
    expect((await call('GET', '/dois/10.5072/a/get-url', { as: null })).status).toBe(401);
    expect((await call('GET', '/dois/10.5072/a/get-url', { as: STRANGER })).status).toBe(403);
    expect((await call('GET', '/dois/10.5072/none/get-url', { as: null })).status).toBe(404);
  });
});

describe('looking around', () => {
  test('the list shows strangers the findable DOIs only, and repositories every state of everyone', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/draft', { attributes: {} });
    await call('PUT', '/dois/10.5072/open', { attributes: PUBLISHED });
    const stranger = await call('GET', '/dois', { as: null });
    expect(stranger.body).toMatchObject({ data: [{ id: '10.5072/open' }], meta: { total: 1 } });
    const other = await call('GET', '/dois?prefix=10.5072', { as: STRANGER });
    expect(other.body).toMatchObject({ meta: { total: 2, totalPages: 1, page: 1 } });
    const drafts = await call('GET', '/dois?state=findable&state=draft');
    expect(drafts.body).toMatchObject({ data: [{ id: '10.5072/draft' }] });
    const found = await call('GET', '/dois?query=doi:10.5072/open');
    expect(found.body).toMatchObject({ data: [{ id: '10.5072/open' }] });
  });

  test('the list comes in pages', async () => {
    const { call } = await startDatacite();
    for (const suffix of ['a', 'b', 'c']) await call('PUT', `/dois/10.5072/${suffix}`, { attributes: {} });
    const query = 'page%5Bsize%5D=2&page%5Bnumber%5D=2';
    const { data, meta } = (await call('GET', `/dois?${query}`)).body as { data: unknown[]; meta: unknown };
    expect(data).toHaveLength(1);
    expect(meta).toMatchObject({ total: 3, totalPages: 2, page: 2 });
  });

  test('random names follow the suffix algorithm and need a prefix', async () => {
    const { call } = await startDatacite();
    const known = await call('GET', '/dois/random?prefix=10.5072/fk2&number=123456');
    expect(known.body).toEqual({ dois: ['10.5072/fk2-003r-j076'] });
    const several = await call('GET', '/dois/random?prefix=10.5072&size=3');
    expect(several.body.dois).toHaveLength(3);
    const none = await call('GET', '/dois/random');
    expect(none.status).toBe(422);
    expect(none.body).toEqual({ errors: [{ status: '422', title: 'Parameter prefix is required' }] });
  });

  test('get-dois lists the names that the Handle system knows, in upper case', async () => {
    const { call } = await startDatacite();
    expect((await call('GET', '/dois/get-dois')).status).toBe(204);
    await call('PUT', '/dois/10.5072/draft', { attributes: {} });
    await call('PUT', '/dois/10.5072/open', { attributes: PUBLISHED });
    expect((await call('GET', '/dois/get-dois')).body).toEqual({ dois: ['10.5072/OPEN'] });
    expect((await call('GET', '/dois/get-dois', { as: null })).status).toBe(401);
  });

  test('heartbeat, repository and prefixes answer', async () => {
    const { call } = await startDatacite();
    expect(await call('GET', '/heartbeat', { as: null })).toMatchObject({ status: 200, text: 'OK' });
    expect((await call('GET', '/repositories/Mintmark.Demo')).body).toMatchObject({
      data: { id: 'mintmark.demo', type: 'repositories', attributes: { isActive: true } },
    });
    expect((await call('GET', '/repositories/none')).status).toBe(404);
    expect((await call('GET', '/client-prefixes?client-id=mintmark.demo')).body).toMatchObject({
      data: [
        { relationships: { prefix: { data: { id: '10.5072' } } } },
        { relationships: { prefix: { data: { id: '10.5073' } } } },
      ],
      meta: { total: 2 },
    });
    expect((await call('GET', '/prefixes/10.5072')).body).toMatchObject({ data: { id: '10.5072' } });
    expect((await call('GET', '/prefixes/10.9999')).status).toBe(404);
  });
});
