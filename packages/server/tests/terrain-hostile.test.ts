import { fromDataciteXml } from '@mintmark/datacite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Curation,
  completeAttributes,
  homeOf,
  makeFolder,
  openCuration,
  postStatus,
  readDetails,
  requestDoi,
} from './support/curation.ts';
import { dumpDatabase } from './support/database.ts';
import { expectTerrainRefusal } from './support/terrain.ts';

let curation: Curation;
beforeAll(async () => {
  curation = await openCuration();
});
afterAll(() => curation?.system.close());

const OWN = '/permanent-id-requests';
const ALL = '/admin/permanent-id-requests';
const MARKUP = '"><script>alert(1)</script>]]>&amp;<!--';

describe('many at once', () => {
  test('sixteen requests for one folder make one', async () => {
    const { laure, system } = curation;
    const folder = await makeFolder(curation, laure, 'Haak_rush_2026');
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => laure.terrain.post(OWN, { type: 'DOI', folder: folder.id })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect([400, 403]).toContain(answer.status);
      expect(['ERR_NOT_OWNER', 'ERR_NOT_UNIQUE']).toContain(answer.body.error_code);
    }
    await system.drain();
    const { body } = await laure.terrain.get(OWN);
    expect((body.requests as { folder: { id: string } }[]).map((each) => each.folder.id)).toEqual([
      folder.id,
    ]);
  });

  test('of two folders of one name that are requested at the same moment one passes', async () => {
    const { laure, garcia } = curation;
    const name = 'Same_name_2026';
    const folders = await Promise.all([
      makeFolder(curation, laure, name),
      makeFolder(curation, garcia, name),
    ]);
    const answers = await Promise.all([
      laure.terrain.post(OWN, { type: 'DOI', folder: folders[0].id }),
      garcia.terrain.post(OWN, { type: 'DOI', folder: folders[1].id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const refused = answers.find(({ status }) => status === 400);
    if (refused !== undefined) expectTerrainRefusal(refused, 400, 'ERR_EXISTS');
    // Whoever was refused still has their folder, and the other one's is nobody's to see.
    await curation.system.drain();
    for (const [person, folder, answer] of [
      [laure, folders[0], answers[0]],
      [garcia, folders[1], answers[1]],
    ] as const) {
      const { body } = await person.api.get<{ path: string }>(`/folders/${folder.id}`);
      expect(body.path).toBe(
        answer.status === 200 ? `/default/staging/${name}` : `${homeOf(person)}/${name}`,
      );
    }
  });
});

describe('texts that mean no good', () => {
  test('are told as they were said, as JSON that no browser takes for a page', async () => {
    const { laure, josiah } = curation;
    const { id } = await requestDoi(curation, laure, await makeFolder(curation, laure, 'Haak_words_2026'));
    const status = MARKUP.slice(0, 64);
    const details = await postStatus(josiah, id, { status, comments: `${MARKUP} \u202Egnp.exe` });
    expect(details.history.at(-1)).toMatchObject({ status, comments: `${MARKUP} \u202Egnp.exe` });
    for (const path of [`${OWN}/${id}`, OWN, `${OWN}/status-codes`]) {
      const { headers } = await laure.terrain.get(path);
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  test('are no mark-up in a title, and stay text in the XML that is previewed', async () => {
    const { laure, josiah } = curation;
    const marked = await makeFolder(curation, laure, 'Haak_marked_2026', {
      attributes: completeAttributes(MARKUP),
    });
    const refused = await laure.terrain.post(OWN, { type: 'DOI', folder: marked.id });
    expectTerrainRefusal(refused, 400, 'ERR_BAD_REQUEST', /title/);
    const title = 'Where 1 < 2 && "3" > \'2\' ]]>';
    const folder = await makeFolder(curation, laure, 'Haak_escaped_2026', {
      attributes: completeAttributes(title),
    });
    const { id } = await requestDoi(curation, laure, folder);
    const { text, headers } = await josiah.terrain.get(`${ALL}/${id}/preview-submission`);
    expect(fromDataciteXml(text)).toMatchObject({ metadata: { titles: [{ title }] } });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['10,001 characters', 'x'.repeat(10_001)],
    ['a NUL character', 'a\u0000b'],
    ['half of a character', 'a\ud800b'],
  ])('a word with %s is refused, and nothing is kept', async (what, comments) => {
    const { laure, josiah } = curation;
    const name = `Haak_${what.replaceAll(/[ ,]/g, '_')}`;
    const { id } = await requestDoi(curation, laure, await makeFolder(curation, laure, name));
    const answer = await josiah.terrain.post(`${ALL}/${id}/status`, { comments });
    expectTerrainRefusal(answer, 400, 'ERR_ILLEGAL_ARGUMENT', /comments/);
    expect(readDetails(await laure.terrain.get(`${OWN}/${id}`)).history).toHaveLength(1);
  });
});

test('refusals alone write nothing', async () => {
  const { laure, garcia, josiah, sofia, system } = curation;
  const folder = await makeFolder(curation, laure, 'Haak_quiet_2026', { attributes: [] });
  const { id } = await requestDoi(curation, laure, await makeFolder(curation, laure, 'Haak_still_2026'));
  const tables = ['requests', 'request_history', 'request_steps', 'nodes', 'notices', 'events', 'pids'];
  const dump = async () => {
    const all = await dumpDatabase(system);
    return tables.map((name) => all.get(`public.${name}`));
  };
  const before = await dump();
  expect(before.every((rows) => rows !== undefined)).toBe(true);
  const answers = [
    await laure.terrain.post(OWN, { type: 'DOI', folder: folder.id }),
    await garcia.terrain.post(OWN, { type: 'DOI', folder: folder.id }),
    await garcia.terrain.post(`${ALL}/${id}/status`, { status: 'Evaluation' }),
    await sofia.terrain.post(`${ALL}/${id}/status`, { status: 'Rejected' }),
    await sofia.terrain.post(`${ALL}/${id}/doi`),
    await laure.terrain.post(`${ALL}/${id}/ezid`),
    await josiah.terrain.post(`${ALL}/${id}/status`, { status: 'Completion' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 404, 403, 404, 404, 403, 409]);
  expect(await dump()).toEqual(before);
});
