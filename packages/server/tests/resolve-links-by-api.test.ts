import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { anchorPath, register } from './support/links.ts';
import { openOrganisation, removeMember } from './support/organisation.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const GTIN = '09506000134352';
let system: System;
let admin: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
});
afterAll(() => system?.close());

async function ask(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${system.url}${path}`, { headers, redirect: 'manual' });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    headers: answer.headers,
    text: await answer.text(),
  };
}

describe('what is registered by API', () => {
  test('resolves at once, and no longer when it is changed, switched off or withdrawn', async () => {
    const { links } = await register(admin, `gs1/01/${GTIN}`, [
      { linkType: 'gs1:pip', target: 'https://example.org/en', title: 'Product', hreflang: ['en'] },
      { linkType: 'gs1:pip', target: 'https://example.org/fr', title: 'Produit', hreflang: ['fr'] },
      { linkType: 'gs1:recallStatus', target: 'https://example.org/{gtin}{/lot}', title: 'Recall' },
    ]);
    expect((await ask('/01/9506000134352')).location).toBe('https://example.org/en');
    expect((await ask('/01/9506000134352', { 'accept-language': 'fr-CH' })).location).toBe(
      'https://example.org/fr',
    );
    for (const name of [
      'gs1:recallStatus',
      'https://gs1.org/voc/recallStatus',
      'https://ref.gs1.org/voc/recallStatus',
    ]) {
      const { location } = await ask(`/gtin/${GTIN}/lot/A1?linkType=${encodeURIComponent(name)}`);
      expect(location).toMatch(new RegExp(`^https://example.org/${GTIN}/A1\\?`));
    }
    const { linkset } = JSON.parse((await ask(`/01/${GTIN}?linkType=linkset`)).text);
    expect(Object.keys(linkset[0])).toEqual([
      'anchor',
      'itemDescription',
      'https://ref.gs1.org/voc/defaultLink',
      'https://ref.gs1.org/voc/defaultLinkMulti',
      'https://ref.gs1.org/voc/pip',
      'https://ref.gs1.org/voc/recallStatus',
    ]);
    const recall = links.find(({ linkType }) => linkType === 'gs1:recallStatus');
    const changed = await admin.patch(`/links/${recall?.id}`, { active: false }, { 'if-match': '*' });
    expect(changed.status).toBe(200);
    expect((await ask(`/01/${GTIN}?linkType=gs1:recallStatus`)).status).toBe(404);
    const reason = encodeURIComponent('Given out in error.');
    const path = `${anchorPath(`gs1/01/${GTIN}`)}?reason=${reason}`;
    expect((await admin.delete(path, { 'if-match': '*' })).status).toBeLessThan(300);
    expect(await ask(`/01/${GTIN}`)).toMatchObject({
      status: 410,
      text: expect.stringContaining('Given out in error.'),
    });
  });

  test('is given as a list to choose from where nothing that can be asked tells links apart, repaired flags or not', async () => {
    const certificate = (name: string, more: object = {}) => ({
      linkType: 'gs1:certificationInfo',
      target: `https://example.org/${name}`,
      title: name,
      hreflang: ['en'],
      types: ['text/html'],
      ...more,
    });
    await register(admin, 'gs1/01/09506000134376', [
      { linkType: 'gs1:pip', target: 'https://example.org/en', title: 'Product' },
      certificate('one'),
      certificate('two'),
      certificate('pdf', { types: ['application/pdf'] }),
      certificate('swiss', { context: 'CH' }),
    ]);
    const path = '/01/09506000134376?linkType=gs1:certificationInfo';
    const several = await ask(path);
    expect([several.status, several.location]).toEqual([300, null]);
    const [item] = JSON.parse(several.text).linkset;
    expect(
      item['https://ref.gs1.org/voc/certificationInfo'].map((each: { title: string }) => each.title),
    ).toEqual(['one', 'two']);
    expect((await ask(path, { accept: 'application/pdf' })).location).toMatch(
      /^https:\/\/example\.org\/pdf\?/,
    );
    expect((await ask(`${path}&context=CH`)).location).toMatch(/^https:\/\/example\.org\/swiss\?/);
    expect((await ask('/01/09506000134376')).location).toBe('https://example.org/en');
  });

  test('of a corrected key leads to its successor', async () => {
    await register(admin, 'gs1/01/00614141123452', [
      { linkType: 'gs1:pip', target: 'https://example.org/old', title: 'Old' },
    ]);
    await register(admin, 'gs1/01/09506000164908', [
      { linkType: 'gs1:pip', target: 'https://example.org/new', title: 'New' },
    ]);
    const { status } = await admin.patch(
      anchorPath('gs1/01/00614141123452'),
      { successor: 'gs1/01/09506000164908' },
      { 'if-match': '*' },
    );
    expect(status).toBe(200);
    const { location, headers } = await ask('/01/614141123452/10/A1');
    expect(location).toBe('https://example.org/new');
    expect(headers.get('link')).toContain('successor-version');
  });

  test('as a handler leads to the other resolver', async () => {
    const handler = { target: 'https://id.example.org/resolver/', title: 'Another resolver' };
    const path = `/handlers/${encodeURIComponent('gs1/^4012345')}`;
    expect((await admin.put(path, handler, { 'if-none-match': '*' })).status).toBeLessThan(300);
    expect((await ask('/01/4012345000009?17=261231')).location).toBe(
      'https://id.example.org/resolver/01/04012345000009?17=261231',
    );
  });

  test('as a restricted link is shown to who was given the role, by their token alone', async () => {
    await register(admin, 'gs1/417/9506000134352', [
      { linkType: 'gs1:pip', target: 'https://example.org/open', title: 'Open' },
      {
        linkType: 'gs1:certificationInfo',
        target: 'https://example.org/audit',
        title: 'Audit',
        accessRoles: ['untp:accessRole#Auditor'],
      },
    ]);
    const laure = await signIn(system, LAURE);
    await removeMember(system, LAURE);
    const path = '/417/9506000134352?linkType=gs1:certificationInfo';
    const headers = { authorization: `Bearer ${laure.token}` };
    expect((await ask(path, headers)).status).toBe(404);
    const given = await admin.put(`/organisations/default/access-roles/${LAURE}/Auditor`, {});
    expect(given.status).toBeLessThan(300);
    const answer = await ask(path, headers);
    expect(answer.location).toContain('https://example.org/audit');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect((await ask(`${path}&accessRole=Auditor`)).status).toBe(404);
    expect((await ask(path, { authorization: 'Bearer wrong' })).status).toBe(401);
  });

  test('a scheme that is deleted takes its links along', async () => {
    const document = {
      namespace: 'cores',
      applicationIdentifiers: [
        { title: 'Core', label: 'CORE', shortcode: 'core', ai: 'core', type: 'I', regex: '[A-Z]{2}\\d{4}' },
      ],
    };
    expect((await admin.put('/schemes/cores', document, { 'if-none-match': '*' })).status).toBeLessThan(300);
    await register(admin, 'cores/core/AB1234', [
      { linkType: 'describedby', target: 'https://example.org/core', title: 'Core' },
    ]);
    expect((await ask('/cores/core/AB1234')).location).toBe('https://example.org/core');
    const { status } = await admin.delete('/schemes/cores?cascade=true', { 'if-match': '*' });
    expect(status).toBe(204);
    expect((await ask('/cores/core/AB1234')).status).toBe(404);
  });
});
