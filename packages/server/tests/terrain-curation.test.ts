import { fromDataciteXml } from '@mintmark/datacite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Curation,
  completeAttributes,
  createDoi,
  type DetailsBody,
  type FolderBody,
  makeFolder,
  openCuration,
  postStatus,
  putAttributes,
  readDetails,
  requestDoi,
  statusOf,
} from './support/curation.ts';
import { controlDatacite } from './support/datacite.ts';
import { expectTerrainRefusal } from './support/terrain.ts';

let curation: Curation;
beforeAll(async () => {
  curation = await openCuration();
});
afterAll(() => curation?.system.close());

const OWN = '/permanent-id-requests';
const ALL = '/admin/permanent-id-requests';

let count = 0;

/** A staged request of Laure's for a folder of its own. */
async function stage(): Promise<{ folder: FolderBody; id: string; name: string }> {
  count += 1;
  const name = `Haak_curated_${count}`;
  const folder = await makeFolder(curation, curation.laure, name);
  const { id } = await requestDoi(curation, curation.laure, folder);
  return { folder, id, name };
}

async function readOwn(id: string): Promise<DetailsBody> {
  return readDetails(await curation.laure.terrain.get(`${OWN}/${id}`));
}

describe('a status', () => {
  test('is posted with a word, and the requester reads both', async () => {
    const { id } = await stage();
    const { josiah, laure } = curation;
    const posted = await postStatus(josiah, id, { status: 'Evaluation', comments: 'I look at it.' });
    expect(posted.history.at(-1)).toEqual({
      status: 'Evaluation',
      comments: 'I look at it.',
      status_date: curation.system.clock.now().getTime(),
      updated_by: josiah.orcid,
    });
    const own = await readOwn(id);
    expect(own.history).toEqual(posted.history);
    expect(own.requested_by).toMatchObject({ username: laure.orcid });
  });

  test('that is left out stays as it was, and the word is kept', async () => {
    const { id } = await stage();
    await postStatus(curation.josiah, id, { status: 'Evaluation' });
    const { history } = await postStatus(curation.josiah, id, { comments: 'Two days more.' });
    expect(history.at(-1)).toMatchObject({ status: 'Evaluation', comments: 'Two days more.' });
    const { history: bare } = await postStatus(curation.josiah, id, {});
    expect(bare.at(-1)).toMatchObject({ status: 'Evaluation' });
    expect(bare.at(-1)).not.toHaveProperty('comments');
  });

  test.each(['', '   ', '\n'])('with a blank word (%j) has none', async (comments) => {
    const { id } = await stage();
    const { history } = await postStatus(curation.josiah, id, { status: 'Evaluation', comments });
    expect(history.at(-1)).not.toHaveProperty('comments');
  });

  test.each([
    'Asked our archivist',
    'evaluation',
    'Prüfung – 検査',
    "x'; drop table requests",
    'x'.repeat(64),
    '',
  ])(
    'of any name (%j) is taken, is kept for others, and changes nothing that the request may do',
    async (status) => {
      const { id } = await stage();
      const { history } = await postStatus(curation.josiah, id, { status });
      expect(history.at(-1)?.status).toBe(status);
      const { body } = await curation.josiah.terrain.get(`${OWN}/status-codes`);
      expect(body.status_codes).toContainEqual({
        id: expect.any(String),
        name: status,
        description: status,
      });
      expect(statusOf(await postStatus(curation.josiah, id, { status: 'Evaluation' }))).toBe('Evaluation');
    },
  );

  test('goes through the states of a review', async () => {
    const { id } = await stage();
    const { josiah } = curation;
    for (const status of ['Evaluation', 'Pending', 'Evaluation', 'Approved', 'Evaluation']) {
      expect(statusOf(await postStatus(josiah, id, { status }))).toBe(status);
    }
    expect((await readOwn(id)).history.map(({ status }) => status)).toEqual([
      'Submitted',
      'Evaluation',
      'Pending',
      'Evaluation',
      'Approved',
      'Evaluation',
    ]);
  });

  test.each(['Completion', 'Failed'])('%s is not posted by hand', async (status) => {
    const { id } = await stage();
    for (const before of ['Evaluation', 'Approved']) {
      await postStatus(curation.josiah, id, { status: before });
      const answer = await curation.josiah.terrain.post(`${ALL}/${id}/status`, { status });
      expectTerrainRefusal(answer, 409, 'ERR_CONFLICT');
    }
    expect(statusOf(await readOwn(id))).toBe('Approved');
  });

  test('Rejected brings the folder back to where it was, and it may be requested again', async () => {
    const { id, folder } = await stage();
    await postStatus(curation.josiah, id, { status: 'Rejected', comments: 'Not ours.' });
    await curation.system.drain();
    const details = await readOwn(id);
    expect(statusOf(details)).toBe('Rejected');
    expect(details.folder).toMatchObject({ id: folder.id, path: folder.path, permission: 'own' });
    const again = await requestDoi(curation, curation.laure, folder);
    expect(again.id).not.toBe(id);
    expect((await curation.josiah.terrain.get(`${ALL}/${id}`)).body.folder).not.toBeUndefined();
  });

  test.each([
    ['65 characters', { status: 'x'.repeat(65) }, 'status'],
    ['a number', { status: 7 }, 'status'],
    ['a word that is none', { comments: { text: 'x' } }, 'comments'],
    ['a word of 100,000 characters', { comments: 'x'.repeat(100_000) }, 'comments'],
    ['a date of its own', { status: 'Evaluation', status_date: 1 }, 'status_date'],
    ['an identifier of its own', { status: 'Completion', permanent_id: '10.5072/x' }, 'permanent_id'],
  ])('with %s is refused', async (_name, body, field) => {
    const { id } = await stage();
    const answer = await curation.josiah.terrain.post(`${ALL}/${id}/status`, body);
    expectTerrainRefusal(answer, 400, 'ERR_ILLEGAL_ARGUMENT');
    expect(Object.keys(answer.body.reason as object)).toContain(field);
    expect((await readOwn(id)).history).toHaveLength(1);
  });

  test('of a request of another organisation is not set, nor is there one', async () => {
    const { id, name } = await stage();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/status'],
      ['POST', '/doi'],
      ['POST', '/ezid'],
      ['GET', '/preview-submission'],
    ] as const) {
      const { terrain } = curation.sofia;
      const answer =
        method === 'GET'
          ? await terrain.get(`${ALL}/${id}${path}`)
          : await terrain.post(`${ALL}/${id}${path}`, {});
      expectTerrainRefusal(answer, 404, 'ERR_NOT_FOUND', /no request with this id/);
      expect(answer.text).not.toContain(name);
    }
  });

  test('two curators at once: what both post is kept', async () => {
    const { id } = await stage();
    const posts = await Promise.all(
      ['Evaluation', 'With the group', 'Evaluation', 'With the group'].map((status) =>
        curation.josiah.terrain.post(`${ALL}/${id}/status`, { status }),
      ),
    );
    expect(posts.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await readOwn(id)).history).toHaveLength(5);
  });
});

describe('the preview', () => {
  test('is the XML that DataCite would be sent, with a placeholder for the name', async () => {
    const { id, name } = await stage();
    const answer = await curation.josiah.terrain.get(`${ALL}/${id}/preview-submission`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(answer.text).toContain('<identifier identifierType="DOI">10.5072/placeholder</identifier>');
    const read = fromDataciteXml(answer.text);
    expect(read).toMatchObject({
      metadata: { titles: [{ title: `Title of ${name}` }], publicationYear: 2026 },
    });
  });

  test('is refused once the attribute has a name in it', async () => {
    const { id, folder } = await stage();
    await postStatus(curation.josiah, id, { status: 'Evaluation' });
    const identifier = { name: 'identifier', value: '10.5072/mine' };
    await putAttributes(curation.laure, folder.id, [...completeAttributes(), identifier]);
    const answer = await curation.josiah.terrain.get(`${ALL}/${id}/preview-submission`);
    expectTerrainRefusal(answer, 400, 'ERR_BAD_REQUEST', /identifier already/);
    expect(answer.body).toMatchObject({ identifier: '10.5072/mine' });
  });

  test('is refused with all mistakes of the metadata', async () => {
    const { id, folder } = await stage();
    await postStatus(curation.josiah, id, { status: 'Evaluation' });
    await putAttributes(curation.laure, folder.id, []);
    const answer = await curation.josiah.terrain.get(`${ALL}/${id}/preview-submission`);
    expectTerrainRefusal(answer, 400, 'ERR_BAD_REQUEST');
    expect((answer.body.problems as unknown[]).length).toBeGreaterThan(2);
  });
});

describe('a DOI', () => {
  test.each(['doi', 'ezid'] as const)('is created at /%s, and written everywhere', async (path) => {
    const { id, folder, name } = await stage();
    await postStatus(curation.josiah, id, { status: 'Evaluation' });
    const answer = await createDoi(curation, curation.josiah, id, path);
    const details = readDetails(answer);
    expect(details.permanent_id).toMatch(/^10\.5072\//);
    expect(details.folder).toMatchObject({
      id: folder.id,
      path: `/default/curated/${name}`,
      permission: 'own',
    });
    expect(details.history.at(-1)).toMatchObject({
      status: 'Completion',
      comments: expect.stringContaining(`https://doi.org/${details.permanent_id}`),
      updated_by: 'mintmark',
    });
    const stored = (await controlDatacite(curation.system).dois()).filter(
      ({ doi }) => doi === details.permanent_id?.toLowerCase(),
    );
    expect(stored).toMatchObject([{ state: 'findable' }]);
    const own = await readOwn(id);
    expect(own.permanent_id).toBe(details.permanent_id);
    expect(own.folder).toMatchObject({ permission: 'read' });
  });

  test('is not created for an ARK', async () => {
    const folder = await makeFolder(curation, curation.laure, 'Haak_no_doi_2026');
    const made = await curation.laure.terrain.post(OWN, { type: 'ARK', folder: folder.id });
    await curation.system.drain();
    const answer = await curation.josiah.terrain.post(`${ALL}/${String(made.body.id)}/doi`);
    expectTerrainRefusal(answer, 400, 'ERR_BAD_OR_MISSING_FIELD', /type ARK/);
    expect(answer.body['request-type']).toBe('ARK');
  });

  test('is not created twice', async () => {
    const { id } = await stage();
    const { permanent_id: doi } = readDetails(await createDoi(curation, curation.josiah, id));
    const answer = await curation.josiah.terrain.post(`${ALL}/${id}/doi`);
    expectTerrainRefusal(answer, 400, 'ERR_BAD_REQUEST', /complete/);
    expect(answer.body['permanent-id']).toBe(doi);
  });

  test('is not created while the metadata has mistakes: all of them are told, and the status stays', async () => {
    const { id, folder } = await stage();
    await postStatus(curation.josiah, id, { status: 'Evaluation' });
    const attributes = completeAttributes().filter(({ name }) => name !== 'title' && name !== 'creator');
    await putAttributes(curation.laure, folder.id, attributes);
    const answer = await curation.josiah.terrain.post(`${ALL}/${id}/doi`);
    expectTerrainRefusal(answer, 400, 'ERR_BAD_REQUEST');
    const problems = answer.body.problems as { attribute: string }[];
    expect(problems.map(({ attribute }) => attribute)).toEqual(expect.arrayContaining(['title', 'creator']));
    expect(statusOf(await readOwn(id))).toBe('Evaluation');
    await putAttributes(curation.laure, folder.id, completeAttributes());
    expect(statusOf(readDetails(await createDoi(curation, curation.josiah, id)))).toBe('Completion');
  });

  test('is not created while an error of the checklist is open; each is told, and the status stays', async () => {
    const { laure, josiah } = curation;
    const folder = await makeFolder(curation, laure, 'Haak_unread_2026', { files: { 'data.csv': 'a,b' } });
    const { id } = await requestDoi(curation, laure, folder);
    const doi = await josiah.terrain.post(`${ALL}/${id}/doi`);
    const approved = await josiah.terrain.post(`${ALL}/${id}/status`, { status: 'Approved' });
    for (const answer of [doi, approved]) {
      expectTerrainRefusal(answer, 409, 'ERR_CONFLICT');
      expect(answer.body.reason).toContain('README');
      expect(answer.body.problems).toEqual([{ reason: expect.stringContaining('README') }]);
    }
    expect(statusOf(await readOwn(id))).toBe('Submitted');
    const waiver = { waivedReason: 'The table explains itself.' };
    expect((await josiah.api.post(`/requests/${id}/checks/readme`, waiver)).status).toBe(200);
    expect((await josiah.terrain.post(`${ALL}/${id}/status`, { status: 'Approved' })).status).toBe(200);
  });

  test('that takes longer than a client waits is on its way, and is there when it is asked again', async () => {
    const { id } = await stage();
    const answer = await curation.josiah.terrain.post(`${ALL}/${id}/doi`, undefined, { prefer: 'wait=0' });
    expect(statusOf(readDetails(answer))).toBe('Approved');
    await curation.system.drain();
    expect(statusOf(await readOwn(id))).toBe('Completion');
  });

  test('asked for by ten clicks is one', async () => {
    const { id } = await stage();
    const datacite = controlDatacite(curation.system);
    const before = (await datacite.dois()).length;
    const clicks = await Promise.all(
      Array.from({ length: 10 }, () =>
        curation.josiah.terrain.post(`${ALL}/${id}/doi`, undefined, { prefer: 'wait=0' }),
      ),
    );
    expect(clicks.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const click of clicks.filter(({ status }) => status !== 200)) {
      expectTerrainRefusal(click, 409, 'ERR_CONFLICT');
    }
    await curation.system.drain();
    expect(statusOf(await readOwn(id))).toBe('Completion');
    expect(await datacite.dois()).toHaveLength(before + 1);
  });

  test('is created from Pending and from a status that somebody made up, as in CyVerse', async () => {
    for (const status of ['Pending', 'With the group']) {
      const { id } = await stage();
      await postStatus(curation.josiah, id, { status });
      expect(statusOf(readDetails(await createDoi(curation, curation.josiah, id)))).toBe('Completion');
    }
  });

  test('of a folder that has gone back is not created', async () => {
    const { id } = await stage();
    await postStatus(curation.josiah, id, { status: 'Rejected' });
    await curation.system.drain();
    const answer = await curation.josiah.terrain.post(`${ALL}/${id}/doi`);
    expectTerrainRefusal(answer, 404, 'ERR_NOT_FOUND', /no such folder/);
    expect(answer.body.path).toBeDefined();
    // A curator has no right to what is at somebody's home again.
    expect((await curation.josiah.terrain.get(`${ALL}/${id}`)).body.folder).toBeNull();
  });

  test('a name that is published is not taken by another folder', async () => {
    const { id, name } = await stage();
    await createDoi(curation, curation.josiah, id);
    const folder = await makeFolder(curation, curation.garcia, name);
    const answer = await curation.garcia.terrain.post(OWN, { type: 'DOI', folder: folder.id });
    expectTerrainRefusal(answer, 400, 'ERR_EXISTS', /name has been published/);
    expect(answer.body.path).toBeDefined();
  });
});

describe('a DOI that DataCite refuses', () => {
  test('fails with its reason, for curator and requester, and trying again asks for no second one', async () => {
    const refusing = await openCuration({ repositoryDomains: ['elsewhere.example.org'] });
    try {
      const { laure, josiah, system } = refusing;
      const { id } = await requestDoi(
        refusing,
        laure,
        await makeFolder(refusing, laure, 'Haak_refused_2026'),
      );
      const first = await createDoi(refusing, josiah, id);
      expectTerrainRefusal(first, 400, 'ERR_BAD_REQUEST');
      const { history } = readDetails(await laure.terrain.get(`${OWN}/${id}`));
      expect(history.at(-1)).toMatchObject({
        status: 'Failed',
        comments: expect.stringMatching(/.{20}/),
        updated_by: 'mintmark',
      });
      const second = await createDoi(refusing, josiah, id);
      expectTerrainRefusal(second, 400, 'ERR_BAD_REQUEST');
      expect(second.body['permanent-id']).toBe(first.body['permanent-id']);
      expect((await controlDatacite(system).dois()).length).toBeLessThanOrEqual(1);
    } finally {
      await refusing.system.close();
    }
  });
});
