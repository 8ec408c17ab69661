import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import {
  type AnchorBody,
  anchorPath,
  type LinkBody,
  openOtherOrganisation,
  openScheme,
  type RegistrationBody,
  readAnchor,
  readShown,
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

describe('registering links', () => {
  test('makes the identifier, and says where it resolves', async () => {
    const answer = await admin.post<RegistrationBody>('/links', {
      anchor: 'cores/core/AB0001/box/7',
      description: 'Box 7 of the first core',
      links: [
        wishLink({
          titles: { fr: 'Au sujet de cette carotte', 'zh-hans': '关于此岩芯' },
          types: ['text/HTML', 'application/pdf'],
          hreflang: ['EN-us', 'es-419'],
          context: 'AU',
          method: ['POST', 'X-API-Key'],
          rel: ['untp:idr'],
          encryptionMethod: 'AES-128',
          public: true,
          passQuery: true,
          accessRoles: ['untp:accessRole#Customer', 'loan-desk'],
          validFrom: '2026-01-01T01:00:00+01:00',
          validUntil: '2027-01-01T00:00:00Z',
        }),
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe('/api/v1/anchors/cores%2F1%2FAB0001%2F2%2F7');
    expect(answer.body).toMatchObject({
      anchor: 'cores/1/AB0001/2/7',
      resolverUri: `${system.url}/cores/1/AB0001/2/7`,
      state: 'active',
      created: true,
      outcomes: [{ outcome: 'added' }],
      links: [
        {
          relation: 'describedby',
          titles: { fr: 'Au sujet de cette carotte', 'zh-Hans': '关于此岩芯' },
          types: ['text/html', 'application/pdf'],
          hreflang: ['en-US', 'es-419'],
          accessRoles: ['untp:accessRole#Customer', 'loan-desk'],
          validFrom: '2026-01-01T00:00:00.000Z',
          isDefault: true,
          isDefaultContext: true,
          isDefaultType: true,
        },
      ],
    });
    const [link] = answer.body.links;
    const read = await admin.get<LinkBody>(`/links/${link?.id}`);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toEqual({ anchor: 'cores/1/AB0001/2/7', ...link });
  });

  test('shows the resolver exactly what it needs', async () => {
    const anchor = fresh();
    const { organisation, links } = await register(admin, anchor, [wishLink()], { description: 'A core' });
    const shown = await readShown(system, anchor);
    expect(shown).toEqual({
      organisationId: expect.any(String),
      organisation,
      description: 'A core',
      state: 'active',
      reason: null,
      withdrawnAt: null,
      successor: null,
      updatedAt: '2026-06-01T09:00:00.000Z',
      links: [
        {
          id: links[0]?.id,
          href: 'https://example.org/core',
          relation: 'describedby',
          curie: null,
          title: 'About this core',
          titles: {},
          types: [],
          hreflang: [],
          context: '',
          isDefault: true,
          isDefaultContext: true,
          isDefaultType: true,
          passQuery: null,
          accessRoles: [],
          encryptionMethod: null,
          method: [],
          rel: [],
          public: null,
          validFrom: null,
          validUntil: null,
          predecessors: [],
        },
      ],
    });
  });
});

describe('the same link', () => {
  test('registered again is written anew in its place, and keeps its id', async () => {
    const anchor = fresh();
    const first = await register(admin, anchor, [wishLink({ types: ['text/html', 'application/pdf'] })]);
    const again = await register(admin, anchor, [
      wishLink({ types: ['application/pdf', 'TEXT/html'], title: 'Better title', hreflang: ['en'] }),
    ]);
    expect(again.outcomes).toEqual([{ id: first.links[0]?.id, outcome: 'changed' }]);
    expect(again.links).toHaveLength(1);
    expect(again.links[0]).toMatchObject({ title: 'Better title', hreflang: ['en'], version: 2 });
    expect(again.version).toBe(2);
  });

  test('registered as it is changes nothing', async () => {
    const anchor = fresh();
    const wish = wishLink({ titles: { fr: 'Carotte', de: 'Bohrkern' } });
    await register(admin, anchor, [wish]);
    const again = await admin.post<RegistrationBody>('/links', { anchor, links: [wish] });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ created: false, version: 1, outcomes: [{ outcome: 'unchanged' }] });
    const { body } = await admin.get<{ items: unknown[] }>(`${anchorPath(anchor)}/history`);
    expect(body.items).toHaveLength(1);
  });

  test.each([
    ['another target', { target: 'https://example.org/other' }],
    ['another link type', { linkType: 'item' }],
    ['another media type', { types: ['text/html'] }],
    ['another context', { context: 'NZ' }],
  ])('is another one with %s', async (_, difference) => {
    const anchor = fresh();
    await register(admin, anchor, [wishLink()]);
    const both = await register(admin, anchor, [wishLink(difference)]);
    expect(both.links).toHaveLength(2);
    expect(both.outcomes).toMatchObject([{ outcome: 'added' }]);
  });

  test('twice in one request is refused', async () => {
    const links = [wishLink(), wishLink({ title: 'The same again' })];
    const answer = await admin.post<ProblemBody>('/links', { anchor: fresh(), links });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/links/1' }]);
  });

  test('repeated with the same key is answered as the first time', async () => {
    const body = { anchor: fresh(), links: [wishLink()] };
    const headers = { 'idempotency-key': 'register-once' };
    const first = await admin.post('/links', body, headers);
    const again = await admin.post('/links', body, headers);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('the default', () => {
  const flagsOf = (body: AnchorBody) => body.links.map((each) => each.isDefault);

  test('is the first link, until another one claims it; the last claim wins', async () => {
    const anchor = fresh();
    const links = [wishLink(), wishLink({ target: 'https://example.org/2' })];
    expect(flagsOf(await register(admin, anchor, links))).toEqual([true, false]);
    const third = wishLink({ target: 'https://example.org/3', isDefault: true });
    expect(flagsOf(await register(admin, anchor, [third]))).toEqual([false, false, true]);
    expect(flagsOf(await register(admin, anchor, [wishLink({ isDefault: true })]))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('stays with a link that is registered again without a word about it', async () => {
    const anchor = fresh();
    await register(admin, anchor, [wishLink()]);
    const other = wishLink({ target: 'https://example.org/2', isDefault: true });
    await register(admin, anchor, [other]);
    expect(flagsOf(await register(admin, anchor, [wishLink({ title: 'New title' })]))).toEqual([false, true]);
  });

  test('passes to the first active link when its own is taken out of sight', async () => {
    const anchor = fresh();
    const { links } = await register(admin, anchor, [
      wishLink({ target: 'https://example.org/1' }),
      wishLink({ target: 'https://example.org/2' }),
      wishLink({ target: 'https://example.org/3', isDefault: true }),
    ]);
    expect((await admin.delete(`/links/${links[2]?.id}`)).status).toBe(204);
    expect(flagsOf((await readAnchor(admin, anchor)).body)).toEqual([true, false, false]);
  });

  test('is one for each link type by context, and one for each of those by media type', async () => {
    const { links } = await register(admin, fresh(), [
      wishLink({ context: 'AU' }),
      wishLink({ context: 'AU', types: ['text/html'], isDefaultType: true }),
      wishLink({ context: 'NZ', isDefaultContext: true }),
      wishLink({ linkType: 'item' }),
    ]);
    expect(links.map((each) => each.isDefaultContext)).toEqual([false, false, true, true]);
    expect(links.map((each) => each.isDefaultType)).toEqual([false, true, true, true]);
  });
});

describe('a refusal', () => {
  test('tells all that is wrong at once, and where', async () => {
    const answer = await admin.post<ProblemBody>('/links', {
      anchor: 'cores/core/AB12',
      description: 'bell \u0007',
      links: [
        wishLink(),
        {
          linkType: 'evil:thing',
          target: 'http://169.254.169.254/latest/meta-data',
          title: 'Two\nlines',
          titles: { english: 'About', 'en-us': 'A', 'EN-US': 'B' },
          types: ['text/html', 'html'],
          hreflang: ['en_US'],
          context: 'a\tb',
          accessRoles: ['untp:accessRole#Anonymous', 'untp:accessRole#customer'],
          method: ['two words'],
          rel: ['predecessor-version'],
          validFrom: '2026-01-02T00:00:00Z',
          validUntil: '2026-01-01T00:00:00Z',
        },
      ],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toEqual([
      '/anchor',
      '/description',
      '/links/1/linkType',
      '/links/1/target',
      '/links/1/validUntil',
      '/links/1/title',
      '/links/1/titles/english',
      '/links/1/titles/EN-US',
      '/links/1/types/1',
      '/links/1/hreflang/0',
      '/links/1/context',
      '/links/1/accessRoles/1',
      '/links/1/method/0',
      '/links/1/rel/0',
    ]);
  });

  test('of one link leaves nothing behind, not even the identifier', async () => {
    const anchor = fresh();
    const links = [wishLink(), wishLink({ target: 'ftp://example.org/' })];
    expect((await admin.post('/links', { anchor, links })).status).toBe(400);
    expect((await readAnchor(admin, anchor)).status).toBe(404);
  });

  test.each([
    ['of a namespace that nobody registered', 'nowhere/1/AB1234', 404],
    ['without a value', 'cores/1', 400],
    ['of a qualifier alone', 'cores/2/7', 400],
    ['with qualifiers in the wrong order', 'cores/1/AB1234/3/a/2/7', 400],
    ['with a wrong percent sign', 'cores/1/AB%1', 400],
    ['that is not whole', 'xxcores/1/AB1234yy', 404],
    ['of a value that its scheme does not have', 'cores/1/xxAB1234', 400],
    ['of a GTIN with a wrong check digit', 'gs1/01/09506000134351', 400],
  ])('meets an identifier %s', async (_, anchor, status) => {
    const answer = await admin.post<ProblemBody>('/links', { anchor, links: [wishLink()] });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.errors).toMatchObject([{ pointer: '/anchor' }]);
  });

  test('meets the 501st link', async () => {
    const anchor = fresh();
    const links = Array.from({ length: 100 }, (_, index) => index);
    for (let hundred = 0; hundred < 5; hundred += 1) {
      await register(
        admin,
        anchor,
        links.map((index) => wishLink({ target: `https://example.org/${hundred}/${index}` })),
      );
    }
    const one = wishLink({ target: 'https://example.org/one-more' });
    expect((await admin.post('/links', { anchor, links: [one] })).status).toBe(400);
    expect(
      (await admin.post('/links', { anchor, links: [wishLink({ target: 'https://example.org/0/0' })] }))
        .status,
    ).toBe(200);
  });
});

test('a GTIN-13 is the identifier of its GTIN-14, by whatever name', async () => {
  const first = await register(operator, 'gs1/gtin/9506000134352/lot/AB%2F1', [
    wishLink({ linkType: 'gs1:pip' }),
  ]);
  expect(first).toMatchObject({
    anchor: 'gs1/01/09506000134352/10/AB%2F1',
    resolverUri: `${system.url}/01/09506000134352/10/AB%2F1`,
    links: [{ linkType: 'gs1:pip', relation: expect.stringMatching(/^https:.*gs1.*\/pip$/) }],
  });
  const read = await readAnchor(operator, 'gs1/01/9506000134352/lot/AB%2F1');
  expect(read.body.anchor).toBe(first.anchor);
});

test('texts of all the world are kept as they are: “Crème brûlée 日本語 😀”', async () => {
  const anchor = `${fresh()}/3/${encodeURIComponent('日本語 😀')}`;
  const text = 'Crème brûlée 日本語 😀';
  await register(admin, anchor, [wishLink({ title: text, titles: { ja: text }, context: '日本' })], {
    description: text,
  });
  const { body } = await readAnchor(admin, anchor);
  expect(body).toMatchObject({
    anchor,
    description: text,
    links: [{ title: text, titles: { ja: text }, context: '日本' }],
  });
  expect(await readShown(system, anchor)).toMatchObject({ description: text, links: [{ title: text }] });
});

test('20 concurrent writers: 20 stored', async () => {
  const anchor = fresh();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      admin.post('/links', { anchor, links: [wishLink({ target: `https://example.org/${index}` })] }),
    ),
  );
  expect(answers.map((each) => each.status)).toEqual(Array.from({ length: 20 }, () => 201));
  const { body } = await readAnchor(admin, anchor);
  expect(body.links).toHaveLength(20);
  expect(body.version).toBe(20);
  expect(body.links.filter((each) => each.isDefault)).toHaveLength(1);
  expect((await readShown(system, anchor))?.links).toHaveLength(20);
});

describe('changing a link', () => {
  async function registerOne(
    wish: Record<string, unknown> = {},
  ): Promise<{ anchor: string; link: LinkBody }> {
    const anchor = fresh();
    const { links } = await register(admin, anchor, [wishLink(wish)]);
    const [link] = links;
    if (link === undefined) throw new Error('no link');
    return { anchor, link };
  }

  test('keeps what is left out', async () => {
    const { link } = await registerOne({ types: ['text/html'], hreflang: ['en'], context: 'AU' });
    const answer = await admin.patch<LinkBody>(`/links/${link.id}`, { title: 'New' }, { 'if-match': '"1"' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answer.body).toMatchObject({ ...link, title: 'New', version: 2, types: ['text/html'] });
  });

  test.each([
    ['a link type that there is not', { linkType: 'evil:thing' }, '/linkType'],
    ['a private target', { target: 'http://10.0.0.1/' }, '/target'],
    ['a context with control characters', { context: 'not\u0000a\u0007country' }, '/context'],
    ['a language that is none', { hreflang: ['english'] }, '/hreflang/0'],
    [
      'an end before the beginning',
      { validFrom: '2027-01-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      '/validUntil',
    ],
  ])('is as strict as registering: %s is refused', async (_, change, pointer) => {
    const { link } = await registerOne();
    const answer = await admin.patch<ProblemBody>(`/links/${link.id}`, change, { 'if-match': '*' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
    expect((await admin.get<LinkBody>(`/links/${link.id}`)).body.version).toBe(1);
  });

  test('needs the version that was read', async () => {
    const { link } = await registerOne();
    const path = `/links/${link.id}`;
    expect((await admin.patch(path, { title: 'A' })).status).toBe(428);
    expect((await admin.patch(path, { title: 'A' }, { 'if-match': '"1"' })).status).toBe(200);
    const stale = await admin.patch(path, { title: 'B' }, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect(stale.headers.get('etag')).toBe('"2"');
    expect((await admin.delete(path, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('cannot make two links the same', async () => {
    const { anchor, link } = await registerOne();
    const other = await register(admin, anchor, [wishLink({ target: 'https://example.org/other' })]);
    const id = other.outcomes[0]?.id;
    await admin.delete(`/links/${link.id}`);
    const answer = await admin.patch<ProblemBody>(
      `/links/${id}`,
      { target: link.target },
      { 'if-match': '*' },
    );
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('is inactive');
    await admin.delete(`/links/${link.id}?hard=true`);
    expect((await admin.patch(`/links/${id}`, { target: link.target }, { 'if-match': '*' })).status).toBe(
      200,
    );
  });

  test('takes it out of sight, and registering it again brings it back with its id', async () => {
    const { anchor, link } = await registerOne();
    expect((await admin.delete(`/links/${link.id}`)).status).toBe(204);
    expect((await admin.delete(`/links/${link.id}`)).status).toBe(204);
    expect((await admin.get<LinkBody>(`/links/${link.id}`)).body).toMatchObject({
      active: false,
      isDefault: false,
    });
    expect((await readShown(system, anchor))?.links).toEqual([]);
    const again = await register(admin, anchor, [wishLink()]);
    expect(again.links).toMatchObject([{ id: link.id, active: true, isDefault: true }]);
  });

  test('deletes it for good when that is asked for', async () => {
    const { anchor, link } = await registerOne();
    expect((await admin.delete(`/links/${link.id}?hard=true`)).status).toBe(204);
    expect((await admin.get(`/links/${link.id}`)).status).toBe(404);
    const again = await register(admin, anchor, [wishLink()]);
    expect(again.outcomes).toMatchObject([{ outcome: 'added' }]);
    expect(again.links[0]?.id).not.toBe(link.id);
  });
});

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
