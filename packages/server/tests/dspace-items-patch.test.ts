import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  archiveItem,
  type DspaceItem,
  type DspacePeople,
  makeOwnItem,
  NOTHING,
  openDspace,
  patch,
} from './support/dspace-people.ts';

let people: DspacePeople;
let path: string;
beforeAll(async () => {
  people = await openDspace();
});
beforeEach(async () => {
  const { uuid } = await archiveItem(people.admin, { 'dc.subject': 'water' });
  path = `/core/items/${uuid}`;
});
afterAll(() => people?.system.close());

const valuesOf = (item: DspaceItem, field: string): string[] =>
  (item.metadata[field] ?? []).map(({ value }) => value);

async function apply(...operations: unknown[]): Promise<DspaceItem> {
  const answer = await patch(people.admin, path, operations);
  expect(answer.status, answer.text).toBe(200);
  const item = answer.body<DspaceItem>();
  const read = (await people.stranger.get(path)).body<DspaceItem>();
  expect(read.metadata).toEqual(item.metadata);
  return item;
}

describe('patching the metadata of an item', () => {
  test('adds at the end, at a place, and to a field that had none', async () => {
    const item = await apply(
      { op: 'add', path: '/metadata/dc.subject/-', value: { value: 'springs', language: 'en' } },
      { op: 'add', path: '/metadata/dc.subject/0', value: { value: 'geology' } },
      { op: 'add', path: '/metadata/dc.description.abstract', value: [{ value: 'About a spring.' }] },
      { op: 'add', path: '/metadata/local.shelf/-', value: { value: 'B 12' } },
    );
    expect(valuesOf(item, 'dc.subject')).toEqual(['geology', 'water', 'springs']);
    expect(item.metadata['dc.subject']?.map(({ place }) => place)).toEqual([0, 1, 2]);
    expect(item.metadata['dc.subject']?.[2]?.language).toBe('en');
    expect(valuesOf(item, 'dc.description.abstract')).toEqual(['About a spring.']);
    expect(valuesOf(item, 'local.shelf')).toEqual(['B 12']);
    expect(item.mintmark?.notHeld).toMatchObject([{ field: 'local.shelf' }]);
  });

  test('adds with the empty place that the Python client sends, as plain JSON', async () => {
    const operations = [
      { op: 'add', path: '/metadata/dc.subject/', value: { value: 'springs', confidence: -1 } },
    ];
    const answer = await people.admin.sendJson('PATCH', path, operations);
    expect(answer.status, answer.text).toBe(200);
    expect(valuesOf(answer.body(), 'dc.subject')).toEqual(['water', 'springs']);
  });

  test('replaces a field, a value, and a member of one', async () => {
    expect(
      valuesOf(
        await apply({ op: 'replace', path: '/metadata/dc.title', value: [{ value: 'A' }] }),
        'dc.title',
      ),
    ).toEqual(['A']);
    expect((await apply({ op: 'replace', path: '/metadata/dc.title/0', value: { value: 'B' } })).name).toBe(
      'B',
    );
    const item = await apply({ op: 'replace', path: '/metadata/dc.title/0/language', value: 'fr' });
    expect(item.metadata['dc.title']).toMatchObject([{ value: 'B', language: 'fr' }]);
  });

  test('removes and moves values', async () => {
    await apply({
      op: 'add',
      path: '/metadata/dc.subject',
      value: [{ value: 'a' }, { value: 'b' }, { value: 'c' }],
    });
    const moved = await apply({ op: 'move', from: '/metadata/dc.subject/2', path: '/metadata/dc.subject/0' });
    expect(valuesOf(moved, 'dc.subject')).toEqual(['c', 'a', 'b']);
    const removed = await apply({ op: 'remove', path: '/metadata/dc.subject/1' });
    expect(valuesOf(removed, 'dc.subject')).toEqual(['c', 'b']);
    expect((await apply({ op: 'remove', path: '/metadata/dc.subject' })).metadata).not.toHaveProperty(
      'dc.subject',
    );
  });

  test('keeps what is computed, and has it once', async () => {
    const before = (await people.stranger.get(path)).body<DspaceItem>();
    const [uri] = valuesOf(before, 'dc.identifier.uri');
    const item = await apply(
      { op: 'add', path: '/metadata/dc.identifier.uri/-', value: { value: uri } },
      { op: 'add', path: '/metadata/dc.subject/-', value: { value: 'springs' } },
    );
    expect(valuesOf(item, 'dc.identifier.uri')).toEqual([uri]);
    const without = await apply({ op: 'remove', path: '/metadata/dc.identifier.uri' });
    expect(valuesOf(without, 'dc.identifier.uri')).toEqual([uri]);
  });

  test('shows a registered DOI beside the Handle, which nobody wrote', async () => {
    await people.admin.register(`${people.root}${path}`);
    const item = (await people.stranger.get(path)).body<DspaceItem>();
    expect(valuesOf(item, 'dc.identifier.uri')).toEqual([
      expect.stringContaining('/handle/123456789/'),
      expect.stringContaining('https://doi.org/10.5072/'),
    ]);
  });

  test('applies all operations or none', async () => {
    const answer = await patch(people.admin, path, [
      { op: 'replace', path: '/metadata/dc.title/0/value', value: 'Half' },
      { op: 'remove', path: '/metadata/dc.nothing' },
    ]);
    expect(answer.status).toBe(422);
    expect((await people.stranger.get(path)).body<DspaceItem>().name).toBe('Spring water');
  });

  test('many at once lose none', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((value) =>
        patch(people.admin, path, [{ op: 'add', path: '/metadata/dc.subject/-', value: { value } }]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const item = (await people.stranger.get(path)).body<DspaceItem>();
    expect(valuesOf(item, 'dc.subject').toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'water']);
  });
});

describe('withdrawing and showing again', () => {
  const withdrawn = (value: unknown) => ({ op: 'replace', path: '/withdrawn', value });

  test('there and back, each as often as one likes', async () => {
    for (const value of [true, true]) {
      expect(await patched(withdrawn(value))).toMatchObject({ withdrawn: true, inArchive: false });
    }
    for (const value of [false, false]) {
      expect(await patched(withdrawn(value))).toMatchObject({ withdrawn: false, inArchive: true });
    }
    expect(await patched(withdrawn('true'))).toMatchObject({ withdrawn: true });
  });

  async function patched(operation: unknown): Promise<DspaceItem> {
    const answer = await people.admin.sendJson('PATCH', path, [operation]);
    expect(answer.status, answer.text).toBe(200);
    return answer.body();
  }

  test('with a change of the metadata before it', async () => {
    const answer = await patch(people.admin, path, [
      withdrawn(true),
      { op: 'replace', path: '/metadata/dc.title/0/value', value: 'Gone' },
    ]);
    expect(answer.body()).toMatchObject({ withdrawn: true, name: 'Gone' });
  });

  test('is not for an item of the workspace', async () => {
    const { uuid } = await makeOwnItem(people.system, { state: 'workspace' });
    expect((await patch(people.admin, `/core/items/${uuid}`, [withdrawn(true)])).status).toBe(422);
    expect((await patch(people.admin, `/core/items/${uuid}`, [withdrawn(false)])).status).toBe(200);
  });

  test('hides it from searches, which is another thing', async () => {
    const item = await patched({ op: 'replace', path: '/discoverable', value: false });
    expect(item).toMatchObject({ discoverable: false, withdrawn: false, inArchive: true });
    expect(await patched({ op: 'replace', path: '/discoverable', value: true })).toMatchObject({
      discoverable: true,
    });
  });
});

describe('what a patch may not be', () => {
  const title = { op: 'replace', path: '/metadata/dc.title/0/value', value: 'x' };

  test.each([
    ['an object', title, 400],
    ['a list of texts', ['replace'], 400],
    ['an unknown operation', [{ ...title, op: 'merge' }], 400],
    ['no path', [{ op: 'remove' }], 400],
    ['a path of another form', [{ op: 'remove', path: 'metadata' }], 400],
    ['no value', [{ op: 'replace', path: '/withdrawn' }], 400],
    ['operations without end', Array.from({ length: 501 }, () => title), 400],
    ['a test', [{ op: 'test', path: '/withdrawn', value: true }], 422],
    ['a copy', [{ op: 'copy', from: '/metadata/dc.title/0', path: '/metadata/dc.title/1' }], 422],
    ['a path that leads nowhere', [{ op: 'replace', path: '/handle', value: '1/1' }], 422],
    ['a state that is none', [{ op: 'replace', path: '/withdrawn', value: 'perhaps' }], 422],
    ['a state that is added', [{ op: 'add', path: '/withdrawn', value: true }], 422],
    ['a field that is none', [{ op: 'add', path: '/metadata/title', value: [{ value: 'x' }] }], 422],
    [
      'a value that is not there',
      [{ op: 'replace', path: '/metadata/dc.subject/7', value: { value: 'x' } }],
      422,
    ],
    [
      'a field that is not there',
      [{ op: 'replace', path: '/metadata/dc.nothing', value: [{ value: 'x' }] }],
      422,
    ],
    ['a place beyond the end', [{ op: 'add', path: '/metadata/dc.subject/7', value: { value: 'x' } }], 422],
    ['no title any more', [{ op: 'remove', path: '/metadata/dc.title' }], 422],
  ])('%s is refused', async (_name, operations, status) => {
    const answer = await patch(people.admin, path, operations);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.body()).toMatchObject({ status, path: `/server/api${path}`, message: expect.any(String) });
  });

  test('another media type is refused, and broken JSON', async () => {
    const body = JSON.stringify([title]);
    for (const type of ['text/plain', 'application/merge-patch+json', 'application/xml']) {
      const answer = await people.admin.send('PATCH', path, { body, headers: { 'content-type': type } });
      expect(answer.status, type).toBe(415);
    }
    const broken = await people.admin.send('PATCH', path, {
      body: '[{',
      headers: { 'content-type': 'application/json-patch+json' },
    });
    expect(broken.status).toBe(400);
  });

  test('who asks comes first, then whether there is such an item, then whether they may', async () => {
    await people.stranger.get('');
    expect((await patch(people.stranger, path, {})).status).toBe(401);
    expect((await patch(people.member, `/core/items/${NOTHING}`, [title])).status).toBe(404);
    expect((await patch(people.member, path, [title])).status).toBe(403);
    expect((await patch(people.member, path, [{ op: 'remove', path: '/metadata/dc.nothing' }])).status).toBe(
      403,
    );
    expect((await patch(people.curator, path, [title])).status).toBe(200);
  });
});
