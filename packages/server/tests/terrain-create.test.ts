import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Curation,
  completeAttributes,
  type FolderBody,
  makeFolder,
  openCuration,
  putAttributes,
  requestDoi,
} from './support/curation.ts';
import { expectTerrainRefusal, type TerrainAnswer } from './support/terrain.ts';

let curation: Curation;
beforeAll(async () => {
  curation = await openCuration();
});
afterAll(() => curation?.system.close());

const REQUESTS = '/permanent-id-requests';

async function request(folder: Pick<FolderBody, 'id'>, type = 'DOI'): Promise<TerrainAnswer> {
  return curation.laure.terrain.post(REQUESTS, { type, folder: folder.id });
}

async function share(folder: Pick<FolderBody, 'id'>, level: 'read' | 'write' | 'own'): Promise<void> {
  const { laure, garcia } = curation;
  const permissions = [
    { principal: { kind: 'person', orcid: garcia.orcid }, level },
    { principal: { kind: 'person', orcid: laure.orcid }, level: 'own' },
  ];
  const wish = { inherits: true, permissions };
  const answer = await laure.api.put(`/folders/${folder.id}/permissions`, wish, { 'if-match': '*' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe('a request', () => {
  test('is answered with its details, and stands among one’s own', async () => {
    const { laure } = curation;
    const folder = await makeFolder(curation, laure, 'Haak_springs_2026');
    const made = await request(folder);
    expect(made.status, made.text).toBe(200);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'DOI',
      original_path: folder.path,
      folder: expect.objectContaining({ id: folder.id, label: 'Haak_springs_2026', type: 'dir' }),
      requested_by: {
        username: laure.orcid,
        firstname: 'Laure',
        lastname: 'Haak',
        name: 'Laure Haak',
        institution: expect.any(String),
      },
      history: [{ status: 'Submitted', status_date: expect.any(Number), updated_by: laure.orcid }],
    });
    const read = await laure.terrain.get(`${REQUESTS}/${String(made.body.id)}`);
    expect(read.body).toEqual(made.body);
    const { body } = await laure.terrain.get(REQUESTS);
    expect(body).toMatchObject({ total: 1, requests: [{ id: made.body.id, requested_by: laure.orcid }] });
  });

  test('moves the folder into staging, where the requester may write and the curators own', async () => {
    const { laure, josiah, system } = curation;
    const folder = await makeFolder(curation, laure, 'Haak_staged_2026');
    const { id, history } = await requestDoi(curation, laure, folder);
    expect(history).toHaveLength(1);
    const own = await laure.terrain.get(`${REQUESTS}/${id}`);
    expect(own.body.folder).toEqual({
      id: folder.id,
      path: '/default/staging/Haak_staged_2026',
      type: 'dir',
      label: 'Haak_staged_2026',
      'date-created': system.clock.now().getTime(),
      'date-modified': expect.any(Number),
      permission: 'write',
      'file-count': 1,
      'dir-count': 0,
    });
    const all = await josiah.terrain.get(`/admin${REQUESTS}/${id}`);
    expect(all.body.folder).toMatchObject({ permission: 'own', 'share-count': expect.any(Number) });
    expect(all.body.original_path).toBe(folder.path);
  });

  test('of type ARK is one, too', async () => {
    const folder = await makeFolder(curation, curation.laure, 'Haak_ark_2026');
    const made = await request(folder, 'ARK');
    expect(made.status, made.text).toBe(200);
    expect(made.body.type).toBe('ARK');
  });
});

describe('is refused in the order of CyVerse', () => {
  test('0: a folder that nobody knows, and one that is somebody else’s, look the same', async () => {
    const { garcia } = curation;
    const secret = await makeFolder(curation, curation.laure, 'Haak_secret_2026');
    for (const folder of [secret.id, '5ad50035-ca22-4a4d-84ca-d5132f34f588']) {
      const answer = await garcia.terrain.post(REQUESTS, { type: 'DOI', folder });
      expectTerrainRefusal(answer, 404, 'ERR_NOT_FOUND', /no such folder/);
      expect(answer.body['folder-id']).toBe(folder);
      expect(answer.text).not.toContain('secret');
    }
  });

  test.each(['read', 'write'] as const)('1: who may only %s the folder does not own it', async (level) => {
    const folder = await makeFolder(curation, curation.laure, `Haak_shared_${level}`);
    await share(folder, level);
    const answer = await curation.garcia.terrain.post(REQUESTS, { type: 'DOI', folder: folder.id });
    expectTerrainRefusal(answer, 403, 'ERR_NOT_OWNER', /yours/);
    expect(answer.body).toMatchObject({ user: curation.garcia.orcid, 'folder-id': folder.id });
  });

  test('2: a file is no folder', async () => {
    const folder = await makeFolder(curation, curation.laure, 'Haak_file_2026');
    const { body } = await curation.laure.api.get<{ items: { id: string }[] }>(
      `/folders/${folder.id}/children`,
    );
    const file = body.items[0]?.id ?? '';
    const answer = await request({ id: file });
    expectTerrainRefusal(answer, 400, 'ERR_BAD_OR_MISSING_FIELD', /file/);
    expect(answer.body.file).toBeDefined();
  });

  test('3: an empty folder', async () => {
    const folder = await makeFolder(curation, curation.laure, 'Haak_empty_2026', { files: {} });
    const answer = await request(folder);
    expectTerrainRefusal(answer, 400, 'ERR_BAD_OR_MISSING_FIELD', /empty/);
    expect(answer.body.folder).toBeDefined();
  });

  test('4: a name that another folder has in staging', async () => {
    const taken = await makeFolder(curation, curation.garcia, 'Haak_twice_2026');
    await requestDoi(curation, curation.garcia, taken);
    const answer = await request(await makeFolder(curation, curation.laure, 'Haak_twice_2026'));
    expectTerrainRefusal(answer, 400, 'ERR_EXISTS', /name has been submitted/);
    expect(answer.body.path).toBeDefined();
  });

  test('7: an identifier that the folder has already', async () => {
    const identifier = {
      name: 'identifier',
      value: '10.5072/mine',
      attributes: [{ name: 'identifierType', value: 'DOI' }],
    };
    const attributes = [...completeAttributes(), identifier];
    const answer = await request(await makeFolder(curation, curation.laure, 'Haak_named', { attributes }));
    expectTerrainRefusal(answer, 400, 'ERR_BAD_REQUEST', /identifier already/);
    expect(answer.body).toMatchObject({ attribute: 'identifier', identifier: '10.5072/mine' });
  });

  test('8: mistakes in the metadata, all of them at once and as the mistakes of the caller', async () => {
    const attributes = completeAttributes().filter(({ name }) => name !== 'creator' && name !== 'publisher');
    const answer = await request(await makeFolder(curation, curation.laure, 'Haak_mistakes', { attributes }));
    expectTerrainRefusal(answer, 400, 'ERR_BAD_REQUEST');
    const problems = answer.body.problems as { attribute: string; reason: string }[];
    expect(problems.map(({ attribute }) => attribute)).toEqual(
      expect.arrayContaining(['creator', 'publisher']),
    );
    expect(problems.every(({ reason }) => reason.length > 5)).toBe(true);
  });

  test('9: a type that there is not', async () => {
    const answer = await request(await makeFolder(curation, curation.laure, 'Haak_type_2026'), 'EZID');
    expectTerrainRefusal(answer, 400, 'ERR_ILLEGAL_ARGUMENT');
  });

  test('10: a folder that is requested already, by the id of that request', async () => {
    const folder = await makeFolder(curation, curation.laure, 'Haak_again_2026');
    const first = await request(folder);
    const { josiah, system } = curation;
    // Their own folder is not the requester's to request for any more, as in CyVerse.
    expectTerrainRefusal(await request(folder), 403, 'ERR_NOT_OWNER');
    await system.drain();
    const answer = await josiah.terrain.post(REQUESTS, { type: 'DOI', folder: folder.id });
    expectTerrainRefusal(answer, 400, 'ERR_NOT_UNIQUE', /request of this type/);
    expect(answer.body.request).toBe(first.body.id);
  });

  test('a refusal leaves the folder as it was, and a mended folder is taken', async () => {
    const { laure, system } = curation;
    const folder = await makeFolder(curation, laure, 'Haak_mended', { attributes: [] });
    expect((await request(folder)).status).toBe(400);
    await system.drain();
    const { body } = await laure.api.get<FolderBody>(`/folders/${folder.id}`);
    expect(body.path).toBe(folder.path);
    await putAttributes(laure, folder.id, completeAttributes());
    expect((await request(folder)).status).toBe(200);
  });
});
