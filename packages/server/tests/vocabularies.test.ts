import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expandLinkType } from '../src/modules/schemes/index.ts';
import type { Api, ProblemBody } from './support/api.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

type LinkTypes = Record<string, { title: string; description: string }>;
type VocabularyBody = {
  prefix: string;
  uri: string;
  title: string;
  version: number;
  linkTypes: LinkTypes;
  warnings: { pointer: string; detail: string }[];
};

let system: System;
let admin: Api;
let member: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});
afterAll(() => system.close());

const farm = {
  uri: 'https://example.org/voc/farm/',
  title: 'Farm',
  linkTypes: {
    fieldLog: { title: 'Field log', description: 'What was done in the field.' },
    soil: { title: 'Soil' },
  },
};

async function get(path: string, accept?: string) {
  const answer = await fetch(`${system.url}${path}`, accept === undefined ? {} : { headers: { accept } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('a vocabulary of link types', () => {
  test('is registered, changed and taken away, and all of it is remembered', async () => {
    const made = await admin.put<VocabularyBody>('/vocabularies/farm', farm);
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toMatchObject({
      prefix: 'farm',
      uri: farm.uri,
      linkTypes: { ...farm.linkTypes, soil: { title: 'Soil', description: '' } },
      warnings: [],
    });
    expect(await expandLinkType(system.ctx.db, 'farm:fieldLog')).toEqual({
      relation: 'https://example.org/voc/farm/fieldLog',
      curie: 'farm:fieldLog',
    });
    const changed = { ...farm, linkTypes: { fieldLog: { title: 'Log', description: '' } } };
    expect((await admin.put('/vocabularies/farm', changed)).status).toBe(428);
    expect((await admin.put('/vocabularies/farm', changed, { 'if-match': '"4"' })).status).toBe(412);
    const second = await admin.put<VocabularyBody>('/vocabularies/farm', changed, { 'if-match': '"1"' });
    expect(second.body.version).toBe(2);
    expect((await admin.delete('/vocabularies/farm')).status).toBe(428);
    expect((await admin.delete('/vocabularies/farm', { 'if-match': '"2"' })).status).toBe(204);
    expect((await member.get('/vocabularies/farm')).status).toBe(404);
    expect(await expandLinkType(system.ctx.db, 'farm:fieldLog')).toBeNull();
    expect((await admin.put<VocabularyBody>('/vocabularies/farm', farm)).body.version).toBe(4);
    const { body } = await member.get<{ items: { action: string; after: unknown }[] }>(
      '/vocabularies/farm/history',
    );
    expect(body.items.map(({ action }) => action)).toEqual(['create', 'update', 'delete', 'create']);
    expect(body.items[1]?.after).toEqual({
      linkTypes: { fieldLog: { title: 'Log', description: '' }, soil: null },
    });
  });

  test('is for administrators to register', async () => {
    expect((await member.put('/vocabularies/mine', farm)).status).toBe(403);
    expect(
      (await member.get<{ items: VocabularyBody[] }>('/vocabularies')).body.items.map(({ prefix }) => prefix),
    ).toContain('untp');
  });

  test.each([
    ['has a prefix of small letters', 'Acme', {}, '/params/prefix'],
    ['has no prefix that opens other addresses', 'https', {}, '/params/prefix'],
    ['has no prefix that is a link type already', 'pip', {}, '/params/prefix'],
    ['does not take the address of GS1’s', 'acme', { uri: 'https://ref.gs1.org/voc/' }, '/uri'],
    ['does not take an address that GS1’s had before', 'acme', { uri: 'http://gs1.org/voc/' }, '/uri'],
    ['has an absolute address', 'acme', { uri: 'voc/' }, '/uri'],
    ['has an address that keys can follow', 'acme', { uri: 'https://example.org/voc' }, '/uri'],
    ['has keys without slashes', 'acme', { linkTypes: { 'a/b': { title: 'A' } } }, '/linkTypes/a~1b'],
    ['has link types with names', 'acme', { linkTypes: { a: { title: ' ' } } }, '/linkTypes/a/title'],
    ['has a name', 'acme', { title: '' }, '/title'],
  ])('%s', async (_rule, prefix, change, pointer) => {
    const answer = await admin.put<ProblemBody>(`/vocabularies/${prefix}`, {
      ...farm,
      uri: 'https://example.org/voc/acme/',
      ...change,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toEqual([pointer]);
  });

  test('is warned of link types that GS1 or IANA have already', async () => {
    const made = await admin.put<VocabularyBody>('/vocabularies/shop', {
      uri: 'https://example.org/voc/shop#',
      title: 'Shop',
      linkTypes: {
        PIP: { title: 'Page' },
        recall: { title: 'Recall status' },
        license: { title: 'Licence of the shop' },
        own: { title: 'Something of its own' },
      },
    });
    expect(made.status).toBe(201);
    expect(made.body.warnings.map(({ pointer }) => pointer).sort()).toEqual([
      '/linkTypes/PIP',
      '/linkTypes/license',
      '/linkTypes/recall',
    ]);
  });
});

describe('a link type as somebody writes it', () => {
  test.each([
    ['gs1:pip', 'https://ref.gs1.org/voc/pip', 'gs1:pip'],
    ['https://ref.gs1.org/voc/pip', 'https://ref.gs1.org/voc/pip', 'gs1:pip'],
    ['https://gs1.org/voc/pip', 'https://ref.gs1.org/voc/pip', 'gs1:pip'],
    ['http://gs1.org/voc/pip', 'https://ref.gs1.org/voc/pip', 'gs1:pip'],
    ['untp:dpp', 'https://vocabulary.uncefact.org/untp/linkType#dpp', 'untp:dpp'],
    [
      'http://vocabulary.uncefact.org/untp/linkType#dpp',
      'https://vocabulary.uncefact.org/untp/linkType#dpp',
      'untp:dpp',
    ],
    ['https://gs1.org/voc/unheardOf', 'https://gs1.org/voc/unheardOf', null],
    ['https://example.org/rel/own', 'https://example.org/rel/own', null],
    ['license', 'license', null],
    ['Predecessor-Version', 'predecessor-version', null],
  ])('%s means %s', async (text, relation, curie) => {
    expect(await expandLinkType(system.ctx.db, text)).toEqual({ relation, curie });
  });

  test.each([
    'gs1:unheardOf',
    'gs1:constructor',
    'gs1:__proto__',
    'nobody:pip',
    'evil:thing',
    'pip',
    '',
    'javascript:alert(1)',
    'ftp://example.org/rel',
    'https://example.org/a b',
    'https://example.org/a">b',
    'https://example.org/a\r\nb',
    'https://',
    `https://example.org/${'x'.repeat(2048)}`,
  ])('%s means nothing', async (text) => {
    expect(await expandLinkType(system.ctx.db, text)).toBeNull();
  });
});

describe('/voc', () => {
  test('lists vocabularies for programs and for people, without signing in', async () => {
    const json = await get('/voc');
    expect(json.status).toBe(200);
    expect(json.headers.get('access-control-allow-origin')).toBe('*');
    expect(json.headers.get('vary')).toContain('Accept');
    const { items } = JSON.parse(json.text) as {
      items: { prefix: string; linkTypes: number; url: string }[];
    };
    expect(items.slice(0, 2)).toMatchObject([
      { prefix: 'gs1', linkTypes: 60, url: `${system.url}/voc/gs1` },
      { prefix: 'untp', linkTypes: 7 },
    ]);
    const page = await get('/voc', 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain('GS1 Web Vocabulary');
  });

  test('answers link types by prefix as the Identity Resolver does', async () => {
    const all = JSON.parse((await get('/voc/?show=linktypes')).text) as Record<string, LinkTypes>;
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['gs1', 'untp']));
    expect(Object.keys(all.gs1 ?? {})).toHaveLength(60);
    expect(all.gs1?.pip).toEqual({ title: 'Product Information Page', description: expect.any(String) });
    const untp = JSON.parse((await get('/voc?show=linktypes&prefix=untp')).text) as Record<string, LinkTypes>;
    expect(Object.keys(untp)).toEqual(['untp']);
    expect(Object.keys(untp.untp ?? {})).toEqual(['cvc', 'dcc', 'dfr', 'dia', 'dpp', 'dte', 'idr']);
    expect((await get('/voc?show=linktypes&prefix=nobody')).text).toBe('{}');
  });

  test.each([
    ['/voc/gs1/pip', 'gs1:pip'],
    ['/voc/gs1:pip', 'gs1:pip'],
    ['/voc/pip', 'gs1:pip'],
    ['/voc/dpp', 'gs1:dpp'],
    ['/voc/dte', 'untp:dte'],
    ['/voc/untp/dpp', 'untp:dpp'],
  ])('%s describes %s', async (path, curie) => {
    const json = await get(path, 'application/json');
    expect(json.status).toBe(200);
    expect(JSON.parse(json.text)).toMatchObject({
      curie,
      title: expect.any(String),
      description: expect.any(String),
    });
    const page = await get(path, 'text/html');
    expect(page.text).toContain(`<code>${curie}</code>`);
  });

  test.each([
    '/voc/nobody',
    '/voc/gs1/nobody',
    '/voc/gs1/constructor',
    '/voc/nobody/pip',
    '/voc/gs1:',
    '/voc/%3Cscript%3E',
  ])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
    const page = await get(path, 'text/html');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).not.toContain('<script>');
  });

  test('escapes what an organisation writes', async () => {
    const linkTypes = { nice: { title: '<b>Nice</b>', description: '"><script>alert(1)</script>' } };
    const put = await admin.put('/vocabularies/markup', {
      uri: 'https://example.org/markup#',
      title: '<i>M</i>',
      linkTypes,
    });
    expect(put.status).toBe(201);
    for (const path of ['/voc', '/voc/markup', '/voc/markup/nice']) {
      const { text } = await get(path, 'text/html');
      expect(text).not.toMatch(/<b>Nice|<script>alert|<i>M/);
    }
  });
});
