import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import {
  anchorPath,
  openOtherOrganisation,
  openScheme,
  readAnchor,
  register,
  wishLink,
} from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
let system: System;
let admin: Api;
let stranger: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
  await openScheme(system);
  stranger = createApi(system, await openOtherOrganisation(system, 'museum'));
});
afterAll(() => system.close());

const change = (id: string | undefined, body: unknown) =>
  admin.patch(`/links/${id}`, body, { 'if-match': '*' });
const readLinkset = async (anchor: string): Promise<string> =>
  (await fetch(`${system.url}/${anchor}?linkType=linkset`)).text();
const readLinksetOfRelease4 = async (anchor: string): Promise<string> =>
  (await fetch(`${system.url}/api/v4/${anchor}?linkType=all`)).text();

describe('an earlier target', () => {
  test.each([
    ['was restricted', { accessRoles: ['Auditor'] }, { accessRoles: [] }],
    ['was never active', { active: false }, { active: true }],
    ['was still to come', { validFrom: '2099-01-01T00:00:00Z' }, { validFrom: null }],
  ])('that %s stays unseen when the link is opened', async (name, closed, opened) => {
    const anchor = `cores/1/SE${1000 + name.length}`;
    const { links } = await register(admin, anchor, [
      wishLink({ linkType: 'item', target: 'https://example.org/always' }),
      wishLink({ target: 'https://example.org/secret', title: 'Secret', ...closed }),
    ]);
    const id = links[1]?.id;
    expect((await change(id, { target: 'https://example.org/open', title: 'Open', ...opened })).status).toBe(
      200,
    );
    for (const shown of [await readLinkset(anchor), await readLinksetOfRelease4(anchor)]) {
      expect(shown).toContain('https://example.org/open');
      expect(shown.toLowerCase()).not.toContain('secret');
    }
    expect(JSON.stringify((await readAnchor(stranger, anchor)).body)).not.toContain('secret');
    expect(JSON.stringify((await readAnchor(admin, anchor)).body)).toContain('https://example.org/secret');
  });

  test('that everyone saw is shown to everyone', async () => {
    const { links } = await register(admin, 'cores/1/SE0002', [wishLink()]);
    await change(links[0]?.id, { target: 'https://example.org/later' });
    expect(await readLinkset('cores/1/SE0002')).toContain('"https://example.org/core"');
  });
});

describe('looking back', () => {
  const at = (date: Date): string => `?at=${encodeURIComponent(date.toISOString())}`;

  test('shows strangers nothing that is restricted by now, deleted or not', async () => {
    const anchor = 'cores/1/SE0003';
    const { links } = await register(admin, anchor, [
      wishLink({ target: 'https://example.org/closed' }),
      wishLink({ linkType: 'item', target: 'https://example.org/removed' }),
      wishLink({ linkType: 'item', target: 'https://example.org/kept' }),
    ]);
    const then = system.clock.now();
    system.clock.advance(HOUR_MS);
    await change(links[0]?.id, { accessRoles: ['Auditor'] });
    await change(links[1]?.id, { accessRoles: ['Auditor'] });
    await admin.delete(`/links/${links[1]?.id}?hard=true`);
    const seen = (await readAnchor(stranger, anchor, at(then))).body.links.map(({ target }) => target);
    expect(seen).toEqual(['https://example.org/kept']);
    expect((await readAnchor(admin, anchor, at(then))).body.links).toHaveLength(3);
  });

  test('tells strangers nothing of an identifier that is switched off', async () => {
    const anchor = 'cores/1/SE0004';
    await register(admin, anchor, [wishLink()]);
    const then = system.clock.now();
    system.clock.advance(HOUR_MS);
    await admin.patch(anchorPath(anchor), { active: false }, { 'if-match': '*' });
    const long = new Date(then.getTime() - HOUR_MS);
    for (const query of ['', at(then), at(long)]) {
      const [there, never] = [
        await readAnchor(stranger, anchor, query),
        await readAnchor(stranger, 'cores/1/SE9999', query),
      ];
      expect([there.status, there.body]).toEqual([404, never.body]);
    }
  });
});

test('a restricted link is as unknown to strangers who change it as to those who read it', async () => {
  const { links } = await register(admin, 'cores/1/SE0005', [wishLink({ accessRoles: ['Auditor'] })]);
  const path = `/links/${links[0]?.id}`;
  const answers = [
    await stranger.get(path),
    await stranger.patch(path, { title: 'x' }, { 'if-match': '"9"' }),
    await stranger.delete(path),
  ];
  expect(answers.map((each) => each.status)).toEqual([404, 404, 404]);
});
