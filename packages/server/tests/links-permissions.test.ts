import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import {
  type AnchorBody,
  anchorPath,
  openOtherOrganisation,
  openScheme,
  readAnchor,
  register,
  wishLink,
} from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
  await openScheme(system);
});
afterAll(() => system.close());

let lastNumber = 1000;
/** A core that no test has used. */
const fresh = () => {
  lastNumber += 1;
  return `cores/1/AB${lastNumber}`;
};

describe('who may', () => {
  test('strangers get 401 whatever there is', async () => {
    const stranger = createApi(system, null);
    for (const path of [
      '/anchors',
      anchorPath(fresh()),
      '/links/00000000-0000-0000-0000-000000000000',
      '/handlers',
    ]) {
      expect((await stranger.get(path)).status).toBe(401);
    }
    expect((await stranger.post('/links', { anchor: fresh(), links: [wishLink()] })).status).toBe(401);
  });

  test('members read what is inactive and restricted, and change nothing', async () => {
    const anchor = fresh();
    const { links } = await register(admin, anchor, [
      wishLink(),
      wishLink({ target: 'https://example.org/2', accessRoles: ['Customer'] }),
    ]);
    await admin.patch(anchorPath(anchor), { active: false }, { 'if-match': '*' });
    expect((await readAnchor(member, anchor)).body.links).toHaveLength(2);
    expect((await member.post('/links', { anchor, links: [wishLink()] })).status).toBe(403);
    expect((await member.patch(`/links/${links[0]?.id}`, { title: 'x' }, { 'if-match': '*' })).status).toBe(
      403,
    );
    expect((await member.delete(`/links/${links[0]?.id}`)).status).toBe(403);
  });

  test('a token without pid:publish registers nothing', async () => {
    const { token } = await signIn(system, undefined, ['pid:read', 'pid:mint']);
    const answer = await createApi(system, token).post('/links', { anchor: fresh(), links: [wishLink()] });
    expect(answer.status).toBe(403);
  });
});

describe('another organisation', () => {
  let other: Api;
  beforeAll(async () => {
    const key = await openOtherOrganisation(system, 'museum');
    other = createApi(system, key);
  });

  test('reads what is public, and nothing else', async () => {
    const anchor = fresh();
    const { links } = await register(admin, anchor, [
      wishLink(),
      wishLink({ target: 'https://example.org/2', accessRoles: ['Customer'] }),
      wishLink({ target: 'https://example.org/3', active: false }),
      wishLink({ target: 'https://example.org/4', validFrom: '2027-01-01T00:00:00Z' }),
      wishLink({ target: 'https://example.org/5', accessRoles: ['Anonymous', 'Customer'] }),
    ]);
    const read = await readAnchor(other, anchor);
    expect(read.body.links.map((each) => each.target)).toEqual([
      'https://example.org/core',
      'https://example.org/5',
    ]);
    const statuses = await Promise.all(links.map(({ id }) => other.get(`/links/${id}`)));
    expect(statuses.map((each) => each.status)).toEqual([200, 404, 404, 404, 200]);
    expect((await other.get(`${anchorPath(anchor)}/history`)).status).toBe(404);
    const listed = await other.get<{ items: AnchorBody[] }>('/anchors');
    expect(listed.body.items).toEqual([]);
    await admin.patch(anchorPath(anchor), { active: false }, { 'if-match': '*' });
    expect((await readAnchor(other, anchor)).status).toBe(404);
    expect((await other.get(`/links/${links[0]?.id}`)).status).toBe(404);
  });

  test('cannot register links of an identifier that is taken, nor change them', async () => {
    const anchor = fresh();
    const { links } = await register(admin, anchor, [wishLink()]);
    expect((await other.post('/links', { anchor, links: [wishLink()] })).status).toBe(409);
    expect((await other.patch(`/links/${links[0]?.id}`, { title: 'x' }, { 'if-match': '*' })).status).toBe(
      403,
    );
    await admin.patch(anchorPath(anchor), { active: false }, { 'if-match': '*' });
    expect((await other.delete(`/links/${links[0]?.id}`)).status).toBe(404);
    expect((await other.patch(anchorPath(anchor), { active: true }, { 'if-match': '*' })).status).toBe(404);
  });

  test('registers its own under a shared scheme, and none under another’s own', async () => {
    const mine = await register(other, fresh(), [wishLink()]);
    expect(mine.organisation).toBe('museum');
    await openScheme(system, 'private', { shared: false });
    const refused = await other.post('/links', { anchor: 'private/1/AB1234', links: [wishLink()] });
    expect(refused.status).toBe(403);
    const named = await operator.post('/links', {
      anchor: fresh(),
      organisation: 'museum',
      links: [wishLink()],
    });
    expect(named.body).toMatchObject({ organisation: 'museum' });
  });

  test('cannot be spoken for by someone who is none of its own', async () => {
    const answer = await admin.post('/links', {
      anchor: fresh(),
      organisation: 'museum',
      links: [wishLink()],
    });
    expect(answer.status).toBe(403);
  });
});
