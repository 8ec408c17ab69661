import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Linkset } from '../src/resolver/typed-links/linkset.ts';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
let shoulder: string;

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  shoulder = (await readShoulders(api)).doi;
});
afterAll(() => system?.close());

async function mint(body: Record<string, unknown>): Promise<string> {
  const answer = await api.post<PidBody>('/pids', { shoulder, state: 'public', ...body });
  expect(answer.status).toBe(201);
  return answer.body.pid;
}

async function ask(path: string, accept = '*/*', method = 'GET') {
  const answer = await fetch(`${system.url}${path}`, { method, headers: { accept }, redirect: 'manual' });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    link: answer.headers.get('link') ?? '',
    etag: answer.headers.get('etag'),
    text: await answer.text(),
  };
}

describe('the linkset of one of our own identifiers', () => {
  let pid: string;
  beforeAll(async () => {
    const rightsList = [{ rights: 'CC BY', rightsUri: 'https://creativecommons.org/licenses/by/4.0/' }];
    const metadata = { ...completeMetadata('Test data'), rightsList };
    pid = await mint({ metadata, target: 'https://example.org/data' });
  });

  test.each([
    ['?linkType=linkset', '*/*'],
    ['?linkType=all', 'text/html'],
    ['', 'application/linkset+json'],
    ['', 'application/linkset+json, */*;q=0.1'],
  ])('is given for %j and %j', async (query, accept) => {
    const answer = await ask(`/${pid}${query}`, accept);
    expect(answer).toMatchObject({ status: 200, type: 'application/linkset+json' });
    const [page, ...others] = (JSON.parse(answer.text) as Linkset).linkset;
    expect(page).toMatchObject({
      anchor: `${system.url}/${pid}?info`,
      'cite-as': [{ href: `https://doi.org/${pid}` }],
      item: [{ href: 'https://example.org/data' }],
      license: [{ href: 'https://creativecommons.org/licenses/by/4.0/' }],
    });
    expect(page?.type).toContainEqual({ href: 'https://schema.org/AboutPage' });
    expect(page?.describedby).toContainEqual({
      href: `${system.url}/${pid}?format=datacite-json`,
      type: 'application/vnd.datacite.datacite+json',
    });
    expect(others).toContainEqual({
      anchor: 'https://example.org/data',
      collection: [{ href: `${system.url}/${pid}?info`, type: 'text/html' }],
    });
  });

  test('is text for who asks for that', async () => {
    const answer = await ask(`/${pid}`, 'application/linkset');
    expect(answer).toMatchObject({ status: 200, type: 'application/linkset' });
    expect(answer.text).toContain(
      `<https://example.org/data>; rel="item"; anchor="${system.url}/${pid}?info"`,
    );
  });

  test('is named in the Link header of the redirect and of the page', async () => {
    const own = `<${system.url}/${pid}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`;
    expect((await ask(`/${pid}`)).link).toContain(own);
    expect((await ask(`/${pid}?info`, 'text/html')).link).toContain(own);
  });

  test('tells of no one who did not sign in', async () => {
    const [page] = (JSON.parse((await ask(`/${pid}?linkType=linkset`)).text) as Linkset).linkset;
    expect(page).not.toHaveProperty('author');
  });

  test('is gone with the identifier', async () => {
    const other = await mint({ metadata: completeMetadata(), target: 'https://example.org/x' });
    await api.post(`/pids/${encodeURIComponent(other)}/withdraw`, { reason: 'An error' });
    expect((await ask(`/${other}?linkType=linkset`)).status).toBe(410);
    expect((await ask('/10.5072/never-minted?linkType=linkset')).status).toBe(404);
  });
});
