import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import {
  anchorPath,
  openOtherOrganisation,
  openScheme,
  readAnchor,
  readShown,
  wishLink,
} from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

const UPLOADS = 8;
const ANCHORS = 60;
let system: System;
let admin: Api;
let key: string;
beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
  await openScheme(system);
  await openScheme(system, 'boxes');
  key = await openOtherOrganisation(system, 'museum');
});
afterAll(() => system.close());

const anchors = Array.from(
  { length: ANCHORS },
  (_, index) => `${index % 2 === 0 ? 'cores' : 'boxes'}/1/AB${1000 + index}`,
);

/** Every upload has the same identifiers in an order of its own. */
async function upload(number: number): Promise<{ done: boolean; refused: number }> {
  const rotated = anchors.map((_, index) => anchors[(index + number * 7) % ANCHORS]);
  const turned = number % 2 === 0 ? rotated : rotated.reverse();
  const lines = turned.map((anchor) =>
    JSON.stringify({ anchor, links: [wishLink({ target: `https://example.org/${number}` })] }),
  );
  const answer = await fetch(`${system.url}/api/v1/links/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/jsonl' },
    body: `${lines.join('\n')}\n`,
  });
  const [last = '{}'] = (await answer.text()).trim().split('\n').slice(-1);
  return JSON.parse(last) as { done: boolean; refused: number };
}

test('uploads of the same identifiers at the same time, in whatever orders, all succeed and lose nothing', async () => {
  const museum = createApi(system, key);
  const single = (number: number) =>
    anchors.slice(0, 5).map((anchor) =>
      museum.post('/links', {
        anchor,
        links: [wishLink({ linkType: 'item', target: `https://example.org/one/${number}` })],
      }),
    );
  const [sums, singles, changes] = await Promise.all([
    Promise.all(Array.from({ length: UPLOADS }, (_, number) => upload(number))),
    Promise.all(Array.from({ length: 4 }, (_, number) => single(number)).flat()),
    Promise.all(
      anchors.map((anchor, index) =>
        museum.patch(anchorPath(anchor), { successor: anchors[(index + 2) % ANCHORS] }, { 'if-match': '*' }),
      ),
    ),
  ]);
  for (const sum of sums) expect(sum).toMatchObject({ done: true, rows: ANCHORS, refused: 0 });
  expect(singles.map((each) => each.status)).toEqual(singles.map(() => 201));
  // Those that came before their identifiers, and the one that would close the circle.
  expect(changes.map((each) => each.status).filter((status) => ![200, 400, 404].includes(status))).toEqual(
    [],
  );
  for (const anchor of anchors) {
    const { links } = (await readAnchor(museum, anchor)).body;
    const uploaded = links.filter(({ relation }) => relation === 'describedby');
    expect(uploaded.map(({ target }) => target).sort()).toEqual(
      Array.from({ length: UPLOADS }, (_, number) => `https://example.org/${number}`),
    );
    expect(links.filter((each) => each.isDefault)).toHaveLength(1);
    expect((await readShown(system, anchor))?.links.map(({ id }) => id)).toEqual(links.map(({ id }) => id));
  }
  expect((await readAnchor(admin, anchors[0] ?? '')).status).toBe(200);
});
