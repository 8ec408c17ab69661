import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { kind, makeScheme, putAnchor, putScheme } from './support/typed-links.ts';

let system: System;
let api: Api;
let doi: string;
let ark: string;

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  for (const [namespace, grammar] of [
    ['doi', 'doi'],
    ['ark', 'ark'],
    ['handle', 'handle'],
    ['orcid', 'orcid'],
  ] as const) {
    await putScheme(system, makeScheme(namespace, 'open', [{ ...kind(namespace, 'I', '.+'), grammar }]));
  }
  const shoulders = await readShoulders(api);
  const mint = async (shoulder: string) => {
    const wish = {
      shoulder,
      state: 'public',
      metadata: completeMetadata(),
      target: 'https://example.org/data',
    };
    return (await api.post<PidBody>('/pids', wish)).body.pid;
  };
  doi = await mint(shoulders.doi);
  ark = await mint(shoulders.ark);
});
afterAll(() => system?.close());

async function ask(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${system.url}${path}`, { headers, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

describe('our own identifiers', () => {
  test('keep their addresses beside schemes of the same name', async () => {
    for (const path of [
      `/${doi}`,
      `/doi/${doi}`,
      `/doi:${doi}`,
      `/DOI/${doi}`,
      `/${encodeURIComponent(doi)}`,
      `/${ark}`,
    ]) {
      expect(await ask(path), path).toMatchObject({ status: 302, location: 'https://example.org/data' });
    }
    expect((await ask(`/doi/${doi}?info`)).status).toBe(200);
    expect((await ask('/doi/10.5072/unknown')).status).toBe(404);
  });

  test('without links are answered for as such, when they are asked for as identifiers of a scheme', async () => {
    expect(await ask(`/doi/doi/${encodeURIComponent(doi)}`)).toMatchObject({
      status: 302,
      location: 'https://example.org/data',
    });
    expect(await ask(`/ark/ark/${encodeURIComponent(ark)}`)).toMatchObject({
      status: 302,
      location: 'https://example.org/data',
    });
    expect(
      JSON.parse((await ask(`/doi/doi/${encodeURIComponent(doi)}?linkType=linkset`)).text),
    ).toMatchObject({
      linkset: [{ 'cite-as': [{ href: `https://doi.org/${doi}` }] }, {}, {}, {}, {}, {}, {}, {}, {}],
    });
    expect((await ask('/doi/doi/10.5072%2Funknown')).status).toBe(404);
    expect((await ask('/orcid/orcid/0000-0002-1825-0097')).status).toBe(404);
    expect((await ask('/orcid/orcid/0000-0002-1825-0098')).status).toBe(400);
  });

  test('with links are answered for by those, and their own linkset has them too', async () => {
    await putAnchor(system, `doi/doi/${encodeURIComponent(doi)}`, {
      links: [
        { href: 'https://example.org/linked', title: 'A protocol', relation: 'related', isDefault: true },
      ],
    });
    expect((await ask(`/doi/doi/${encodeURIComponent(doi)}`)).location).toBe('https://example.org/linked');
    expect((await ask(`/${doi}`)).location).toBe('https://example.org/data');
    const { linkset } = JSON.parse((await ask(`/${doi}?linkType=linkset`)).text);
    expect(linkset).toContainEqual(
      expect.objectContaining({ related: [expect.objectContaining({ href: 'https://example.org/linked' })] }),
    );
  });

  test('whose prefix looks like a key of GS1 are found where GS1 has nothing', async () => {
    expect((await ask('/8003/abc')).status).toBe(400);
    expect((await ask('/20.500.12345/abc')).status).toBe(404);
    expect((await ask('/2027/abc')).status).toBe(404);
  });
});
