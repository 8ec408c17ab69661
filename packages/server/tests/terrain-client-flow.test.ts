import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Curation,
  completeAttributes,
  createDoi,
  makeFolder,
  openCuration,
  postStatus,
  putAttributes,
  putFile,
  readDetails,
  statusOf,
} from './support/curation.ts';

let curation: Curation;
beforeAll(async () => {
  curation = await openCuration();
});
afterAll(() => curation?.system.close());

const OWN = '/permanent-id-requests';
const ALL = '/admin/permanent-id-requests';

type Listing = { requests: { id: string; status: string; folder: { path: string } | null }[]; total: number };

test('a request goes the way that CyVerse’s own pages take it, with changes asked for in the middle', async () => {
  const { laure, josiah, system } = curation;
  const folder = await makeFolder(curation, laure, 'Haak_springs_2026', {
    files: { 'data.csv': 'day,degrees\n1,8.2\n' },
  });

  // The researcher's page asks for the types and posts one of them with the id of the folder.
  const { body: types } = await laure.terrain.get(`${OWN}/types`);
  const [{ type = '' } = {}] = types.request_types as { type?: string }[];
  const made = await laure.terrain.post(OWN, { type, folder: folder.id });
  expect(made.status, made.text).toBe(200);
  await system.drain();

  // The curators' page lists all requests by their date, and opens one.
  const list = async (query: string): Promise<Listing> =>
    (await josiah.terrain.get(`${ALL}?${query}`)).body as Listing;
  const listed = await list('sort-field=date_submitted&sort-dir=DESC&limit=100&offset=0');
  expect(listed).toMatchObject({
    total: 1,
    requests: [
      { id: made.body.id, status: 'Submitted', folder: { path: '/default/staging/Haak_springs_2026' } },
    ],
  });
  const id = listed.requests[0]?.id ?? '';
  readDetails(await josiah.terrain.get(`${ALL}/${id}`));

  // A dialogue offers the codes that there are, and takes a new one.
  await postStatus(josiah, id, { status: 'Evaluation' });
  await postStatus(josiah, id, { status: 'Waiting for the README', comments: 'There is no README.' });
  const codes = (await josiah.terrain.get(`${OWN}/status-codes`)).body.status_codes as { name: string }[];
  expect(codes.map(({ name }) => name)).toContain('Waiting for the README');
  await postStatus(josiah, id, { status: 'Pending', comments: 'Please add one, and name your group.' });

  // The researcher mends files and metadata where the folder is now.
  const asked = readDetails(await laure.terrain.get(`${OWN}/${id}`));
  expect(asked.history.at(-1)).toMatchObject({
    status: 'Pending',
    comments: 'Please add one, and name your group.',
  });
  expect(asked.folder).toMatchObject({ permission: 'write' });
  await putFile(curation, laure, folder.id, 'README.txt', 'Temperatures of one spring, by day.');
  await putAttributes(laure, folder.id, [
    ...completeAttributes('Temperatures of one spring'),
    {
      name: 'contributor',
      value: 'Spring Group',
      attributes: [{ name: 'contributorType', value: 'ResearchGroup' }],
    },
  ]);

  // The curator looks at what DataCite will get, and presses the button, which still calls it EZID.
  await postStatus(josiah, id, { status: 'Evaluation', comments: 'Thank you.' });
  const preview = await josiah.terrain.get(`${ALL}/${id}/preview-submission`);
  expect(preview.text).toContain('Temperatures of one spring');
  expect(preview.text).toContain('Spring Group');
  const created = readDetails(await createDoi(curation, josiah, id, 'ezid'));
  const doi = created.permanent_id ?? '';
  expect(statusOf(created)).toBe('Completion');
  expect(created.history.map(({ status }) => status)).toEqual([
    'Submitted',
    'Evaluation',
    'Waiting for the README',
    'Pending',
    'Evaluation',
    'Approved',
    'Completion',
  ]);

  // Everybody sees it.
  const own = readDetails(await laure.terrain.get(`${OWN}/${id}`));
  expect(own).toMatchObject({
    permanent_id: doi,
    folder: { path: '/default/curated/Haak_springs_2026', permission: 'read' },
    original_path: folder.path,
  });
  const done = await list('statuses=Completion');
  expect(done).toMatchObject({ total: 1, requests: [{ id, status: 'Completion' }] });
  const resolved = await fetch(`${system.url}/${doi}`, { redirect: 'manual' });
  expect(resolved.headers.get('location')).toBe(`${system.url}/packages/${folder.id}`);
});
