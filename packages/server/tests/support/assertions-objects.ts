import { expect } from 'vitest';
import type { Assertions } from './assertions.ts';
import { expectHal, expectRefusal, makeItem, UNKNOWN_UUID } from './dspace.ts';
import { createCollection, createCommunity, type DspaceItemBody } from './dspace-containers.ts';

type Root = {
  dspaceUI: string;
  dspaceName: string;
  dspaceServer: string;
  type: string;
  _links: Record<string, { href: string; templated?: boolean }>;
};

const ITEM_LINKS = [
  'accessStatus',
  'bundles',
  'identifiers',
  'mappedCollections',
  'owningCollection',
  'relationships',
  'self',
  'submitter',
  'templateItemOf',
  'thumbnail',
  'version',
];

export const objectAssertions: Assertions = {
  async 'UUIDLookupRestControllerIT all'({ repository, callers: { admin, anonymous, outsider } }) {
    const { uuid } = await makeItem(repository);
    const restricted = await makeItem(repository, { access: 'organisation' });
    const community = await createCommunity(admin, 'Springs');
    const collection = await createCollection(admin, 'Water samples', community.uuid);
    const status = (await admin.get('/authn/status')).body<{ _links: { eperson: { href: string } } }>();
    const eperson = status._links.eperson.href;
    for (const [id, location] of [
      [uuid, `${admin.root}/core/items/${uuid}`],
      [community.uuid, `${admin.root}/core/communities/${community.uuid}`],
      [collection.uuid, `${admin.root}/core/collections/${collection.uuid}`],
      [eperson.split('/').at(-1), eperson],
    ]) {
      const answer = await admin.get(`/dso/find?uuid=${id}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
    }
    expectRefusal(await anonymous.get(`/dso/find?uuid=${UNKNOWN_UUID}`), 404);
    expectRefusal(await anonymous.get('/dso/find?uuid=invalidUUID'), 400);
    expectRefusal(await anonymous.get(`/dso/find?uuid=${restricted.uuid}`), 401);
    expectRefusal(await outsider.get(`/dso/find?uuid=${restricted.uuid}`), 403);
    expectRefusal(await anonymous.get('/dso/find'), 422);
  },
  async 'RootRestResourceControllerIT serverPropertiesTest/listDefinedEndpoint'({
    repository: { system },
    callers: { anonymous },
  }) {
    const answer = await anonymous.get('');
    expect(answer.status).toBe(200);
    expectHal(answer);
    const root = answer.body<Root>();
    expect(root).toMatchObject({
      dspaceUI: expect.stringMatching(/^http/),
      dspaceName: expect.any(String),
      dspaceServer: `${system.url}/server`,
      type: 'root',
    });
    for (const { href } of Object.values(root._links))
      expect(href.startsWith(anonymous.root), href).toBe(true);
    expect(root._links).toMatchObject({
      self: { href: anonymous.root },
      pid: { href: `${anonymous.root}/pid/find{?id}`, templated: true },
      dso: { href: `${anonymous.root}/dso/find{?uuid}`, templated: true },
      identifiers: { href: `${anonymous.root}/pid/identifiers` },
      items: { href: `${anonymous.root}/core/items` },
      authn: { href: `${anonymous.root}/authn` },
      properties: { href: `${anonymous.root}/config/properties` },
    });
  },
  async 'ItemMatcher matchLinks'({ repository, callers: { anonymous } }) {
    const { uuid } = await makeItem(repository);
    const answer = await anonymous.get(`/core/items/${uuid}`);
    expectHal(answer);
    const { _links: links, _embedded: embedded } = answer.body<DspaceItemBody>();
    const own = `${anonymous.root}/core/items/${uuid}`;
    expect(Object.keys(links)).toEqual(expect.arrayContaining(ITEM_LINKS));
    for (const rel of ITEM_LINKS) expect(links[rel]?.href).toBe(rel === 'self' ? own : `${own}/${rel}`);
    expect(embedded).toBeUndefined();
  },
  async 'ItemMatcher matchFullEmbeds'({ repository, callers: { anonymous } }) {
    const { uuid } = await makeItem(repository);
    for (const query of ['projection=full', 'embed=identifiers', 'embed=owningCollection,identifiers']) {
      const answer = await anonymous.get(`/core/items/${uuid}?${query}`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body<DspaceItemBody>()._embedded).toMatchObject({
        identifiers: { type: 'identifiers', identifiers: [{ identifierType: 'handle' }] },
      });
    }
  },
  async 'dso-redirect.service.spec findByIdAndIDType/getIDHref'({ repository, callers: { anonymous } }) {
    const { uuid } = await makeItem(repository);
    const { handle } = (await anonymous.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
    const { pid } = (await anonymous.get('')).body<Root>()._links;
    const encoded = encodeURIComponent(handle ?? '');
    expect(encoded).toMatch(/^123456789%2F\d+$/);
    const href = pid?.href.replace('{?id}', `?id=${encoded}&embed=bundles&embed=owningCollection`) ?? '';
    const answer = await anonymous.get(href);
    expect(answer.status).toBe(302);
    const end = await anonymous.get(answer.headers.get('location') ?? '');
    expect(end.body()).toMatchObject({ uuid, type: 'item' });
  },
  async 'item-register-doi.component.spec performAction'({ repository, callers: { admin } }) {
    const { uuid } = await makeItem(repository);
    const item = (await admin.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
    const { identifiers } = (await admin.get('')).body<Root>()._links;
    const answer = await admin.send('POST', `${identifiers?.href}?type=doi`, {
      headers: { 'content-type': 'text/uri-list' },
      body: item._links.self?.href ?? '',
    });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body()).toMatchObject({ type: 'identifier', identifierType: 'doi' });
  },
};
