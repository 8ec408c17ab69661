import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttributeInput, readAttributes, replaceAttributes } from '../src/modules/data/index.ts';
import { type Browser, fieldOf, openBrowser, type Visit } from './support/browser.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

let world: RequestSystem;
let josiah: Browser;
let laure: Browser;
let home: string;

beforeAll(async () => {
  world = await startRequestSystem();
  [josiah, laure] = [openBrowser(world.system), openBrowser(world.system)];
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
  home = /href="(\/app\/data\/[0-9a-f-]{36})">Open it/.exec((await josiah.open('/app/data')).body)?.[1] ?? '';
});
afterAll(() => world?.system.close());

/** Fills in a form of a page. */
async function send(
  by: Browser,
  page: string,
  action: string,
  fields: Record<string, string | string[]>,
): Promise<Visit> {
  const { body } = await by.open(page);
  return by.send(action, {
    form_token: fieldOf(body, 'form_token'),
    version: fieldOf(body, 'version'),
    ...fields,
  });
}

/** Sends files as a browser does. */
async function upload(
  by: Browser,
  page: string,
  files: readonly (readonly [name: string, content: string | Uint8Array<ArrayBuffer>])[],
  fields: Record<string, string> = {},
  action = `${page}/files`,
): Promise<Visit> {
  const { body } = await by.open(page);
  const form = new FormData();
  for (const [name, value] of Object.entries({ form_token: fieldOf(body, 'form_token'), ...fields })) {
    form.append(name, value);
  }
  for (const [name, content] of files) form.append('files', new Blob([content]), name);
  const answer = await fetch(new URL(action, world.system.url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { cookie: by.cookieHeader(), 'sec-fetch-site': 'same-origin', origin: world.system.url },
  });
  const { status, headers } = answer;
  return { status, headers, location: headers.get('location'), body: await answer.text() };
}

const pathOf = (visit: Visit) => new URL(visit.location ?? '', world.system.url).pathname;

async function makeFolder(name: string, where = home): Promise<string> {
  return pathOf(await send(josiah, where, `${where}/folders`, { name }));
}

/** The page of what a folder's page lists under a name. */
async function find(by: Browser, folder: string, name: string): Promise<string> {
  const { body } = await by.open(folder);
  return new RegExp(`href="(/app/data/[0-9a-f-]{36})"><bdi>${name}<`).exec(body)?.[1] ?? '';
}

describe('keeping files on the pages', () => {
  test('a folder is made, files are put into it, renamed, moved, deleted and brought back', async () => {
    const folder = await makeFolder('Springs_2026');
    const stored = await upload(josiah, folder, [
      ['a.csv', 'a,b\n1,2\n'],
      ['with space.txt', 'text'],
    ]);
    expect(stored.location).toContain('uploaded=2');
    const listed = await josiah.open(`${folder}?uploaded=2`);
    expect(listed.body).toContain('2 files were stored.');
    expect(listed.body).toContain('It has spaces');
    const file = await find(josiah, folder, 'a.csv');
    expect((await josiah.open(`${file}/content`)).body).toBe('a,b\n1,2\n');
    await send(josiah, file, `${file}/rename`, { name: 'b.csv' });
    const sub = await makeFolder('data', folder);
    const moved = await send(josiah, `${file}/move?in=${sub.split('/').at(-1)}`, `${file}/move`, {
      to: sub.split('/').at(-1) ?? '',
    });
    expect(pathOf(moved)).toBe(sub);
    expect(await find(josiah, sub, 'b.csv')).toBe(file);
    await send(josiah, file, `${file}/delete`, {});
    expect((await josiah.open(file)).status).toBe(404);
    const trash = await josiah.open('/app/data/trash');
    expect(trash.body).toContain('b.csv');
    const id = file.split('/').at(-1) ?? '';
    expect(pathOf(await send(josiah, '/app/data/trash', `/app/data/trash/${id}/restore`, {}))).toBe(sub);
    expect((await josiah.open(file)).status).toBe(200);
  });

  test('what cannot be is said on the page, and what was typed stays', async () => {
    const folder = await makeFolder('Refusals');
    const refused = await send(josiah, folder, `${folder}/folders`, { name: 'a/b' });
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('value="a/b"');
    expect(refused.body).toContain('role="alert"');
    await makeFolder('twice', folder);
    const again = await send(josiah, folder, `${folder}/folders`, { name: 'twice' });
    expect(again.status).toBe(409);
    const hostile = await send(josiah, folder, `${folder}/rename`, { name: '<b>\u202egnp' });
    expect(hostile.status).toBe(400);
    expect(hostile.body).not.toContain('<b>\u202e');
    const old = await send(josiah, folder, `${folder}/rename`, { name: 'New', version: '999' });
    expect(old.status).toBe(412);
  });

  test('a file is replaced only while it is the one that was shown; uploads replace when it is ticked', async () => {
    const folder = await makeFolder('Replacing');
    await upload(josiah, folder, [['a.txt', 'one']]);
    const twice = await upload(josiah, folder, [['a.txt', 'two']]);
    expect(twice.status).toBe(409);
    expect(twice.body).toContain('a.txt');
    await upload(josiah, folder, [['a.txt', 'two']], { replaces: 'yes' });
    const file = await find(josiah, folder, 'a.txt');
    const sha256 = fieldOf((await josiah.open(file)).body, 'sha256');
    const replaced = await upload(josiah, file, [['other.txt', 'three']], { sha256 }, `${file}/content`);
    expect(pathOf(replaced)).toBe(file);
    expect((await josiah.open(`${file}/content`)).body).toBe('three');
    const late = await upload(josiah, file, [['other.txt', 'four']], { sha256 }, `${file}/content`);
    expect(late.status).toBe(412);
    expect((await upload(josiah, file, [], { sha256 }, `${file}/content`)).status).toBe(400);
  });

  test('files of a form without its token, or of strangers, are not taken', async () => {
    const folder = await makeFolder('Walls');
    expect((await upload(josiah, folder, [['a.txt', 'x']], { form_token: 'wrong' })).status).toBe(403);
    const stranger = await upload(openBrowser(world.system), folder, [['a.txt', 'x']], {
      form_token: fieldOf((await josiah.open(folder)).body, 'form_token'),
    });
    expect(stranger.status).toBe(401);
    const mine = await upload(laure, '/app/data', [['a.txt', 'x']], {}, `${folder}/files`);
    expect([403, 404]).toContain(mine.status);
    expect(await find(josiah, folder, 'a.txt')).toBe('');
  });

  test('an archive is unpacked when that is ticked, and a broken one says why not', async () => {
    const folder = await makeFolder('Archives');
    const sub = await makeFolder('inside', folder);
    await upload(josiah, sub, [
      ['a.txt', 'a'],
      ['b.txt', 'b'],
    ]);
    const archive = await fetch(new URL(`${sub}/archive`, world.system.url), {
      headers: { cookie: josiah.cookieHeader() },
    });
    const target = await makeFolder('target', folder);
    const bytes = Buffer.from(await archive.arrayBuffer());
    const begun = await upload(josiah, target, [['inside.zip', bytes]], { unpack: 'yes' });
    expect(begun.location).toContain('did=unpack');
    expect((await josiah.open(target)).body).toContain('inside.zip waits to be unpacked.');
    await world.system.drain();
    expect((await josiah.open(target)).body).toContain('inside.zip was unpacked: 2 files.');
    expect(await find(josiah, target, 'inside')).not.toBe('');
    await upload(josiah, target, [['broken.zip', 'no archive']], { unpack: 'yes' });
    await world.system.drain();
    expect((await josiah.open(target)).body).toContain('Nothing of broken.zip was unpacked:');
  });

  test('what is ticked is downloaded or deleted together', async () => {
    const folder = await makeFolder('Ticks');
    await upload(josiah, folder, [
      ['a.txt', 'a'],
      ['b.txt', 'b'],
      ['c.txt', 'c'],
    ]);
    const ids = [];
    for (const name of ['a.txt', 'b.txt']) {
      ids.push((await find(josiah, folder, name)).split('/').at(-1) ?? '');
    }
    const zip = await send(josiah, folder, `${folder}/download-ticked`, { pick: ids });
    expect(zip.body).toContain('a.txt');
    expect(zip.body).not.toContain('c.txt');
    await send(josiah, folder, `${folder}/delete-ticked`, { pick: ids });
    const left = await josiah.open(folder);
    expect(left.body).not.toContain('a.txt');
    expect(left.body).toContain('c.txt');
  });
});

describe('sharing on the pages', () => {
  test('a folder is shared with a person by iD, who finds it, until that is ended', async () => {
    const folder = await makeFolder('Shared_springs');
    expect((await laure.open(folder)).status).toBe(404);
    const sharing = `${folder}/sharing`;
    const wrong = await send(josiah, sharing, sharing, { whom: 'person', orcid: 'nonsense', level: 'read' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('value="nonsense"');
    await send(josiah, sharing, sharing, { whom: 'person', orcid: LAURE, level: 'read' });
    expect((await laure.open('/app/data')).body).toContain(`href="${folder}"`);
    const seen = await laure.open(folder);
    expect(seen.status).toBe(200);
    expect(seen.body).not.toContain('Make the folder');
    expect((await laure.open(sharing)).status).toBe(403);
    const { body } = await josiah.open(sharing);
    const whom = /name="whom" value="(person:[^"]+)"/.exec(body)?.[1] ?? '';
    await send(josiah, sharing, `${sharing}/end`, { whom });
    expect((await laure.open(folder)).status).toBe(404);
  });
});

describe('describing a folder by its form', () => {
  test('a row more, and a row less, keep what was typed; saving tells what is missing at its field', async () => {
    const folder = await makeFolder('Carberry_described_2026');
    const form = `${folder}/metadata`;
    expect((await josiah.open(form)).body).toContain('name="title[1]"');
    const typed = { 'title[1]': 'Springs', 'creator[1]': 'Carberry, Josiah' };
    const more = await send(josiah, form, form, { ...typed, add: 'creator' });
    expect(more.body).toContain('name="creator[2]"');
    expect(more.body).toContain('value="Carberry, Josiah"');
    const fewer = await send(josiah, form, form, {
      ...typed,
      'creator[2]': 'Other, One',
      remove: 'creator[1]',
    });
    expect(fewer.body).toContain('value="Other, One"');
    expect(fewer.body).not.toContain('value="Carberry, Josiah"');
    const saved = await send(josiah, form, form, { ...typed, 'subject[1]': 'water', 'subject[2]': '' });
    expect(saved.status).toBe(303);
    const after = await josiah.open(`${form}?did=save`);
    expect(after.body).toContain('Saved.');
    expect(after.body).toMatch(/things are still missing or wrong/);
    expect(after.body).toContain('id="publisher-1--problem"');
    expect(after.body).not.toContain('name="subject[2]"');
    const request = await josiah.open(`/app/requests/new?folder=${folder.split('/').at(-1)}`);
    expect(request.body).toContain('What has to be settled first');
    expect(request.body).not.toContain('Send the request');
  });

  test('attributes that the form does not know stay, and somebody else’s change is not overwritten', async () => {
    const { id } = await world.makeFolder();
    const form = `/app/data/${id}/metadata`;
    const { body } = await josiah.open(form);
    const old = fieldOf(body, 'version');
    await send(josiah, form, form, { 'title[1]': 'First' });
    const late = await send(josiah, form, form, { 'title[1]': 'Second', version: old });
    expect(late.status).toBe(412);
    expect(late.body).toContain('value="Second"');
    expect((await laure.open(form)).status).toBe(404);
  });
});

describe('what the form of a folder cannot show', () => {
  const of = (name: string, value: string, attributes: AttributeInput[] = []) => ({
    name,
    value,
    attributes,
  });
  const put = async (id: string, attributes: AttributeInput[]) =>
    replaceAttributes(world.system.ctx, world.people.requester, id, attributes);
  const read = async (id: string) =>
    (await readAttributes(world.system.ctx.db, id)).map(({ name, value, attributes }) => [
      name,
      value,
      ...attributes.map((inner) => `${inner.name} ${inner.value}`),
    ]);

  test('stays below an attribute whose value is corrected, or nothing is saved', async () => {
    const { id } = await world.makeFolder();
    const form = `/app/data/${id}/metadata`;
    const laboratory = (value: string) => [of('laboratory', value)];
    await put(id, [of('creator', 'Carbery', laboratory('A 1')), of('creator', 'Other', laboratory('B 2'))]);
    await send(josiah, form, form, { 'creator[1]': 'Carberry', 'creator[2]': 'Other' });
    expect(await read(id)).toEqual([
      ['creator', 'Carberry', 'laboratory A 1'],
      ['creator', 'Other', 'laboratory B 2'],
    ]);
    const unclear = await send(josiah, form, form, { 'creator[1]': 'Somebody else' });
    expect(unclear.status).toBe(409);
    expect(unclear.body).toContain('laboratory');
    expect(await read(id)).toHaveLength(2);
    await send(josiah, form, form, { 'creator[1]': 'Other' });
    expect(await read(id)).toEqual([['creator', 'Other', 'laboratory B 2']]);
  });

  test('for there being too much of it is not lost by saving the rest', async () => {
    const { id } = await world.makeFolder();
    const form = `/app/data/${id}/metadata`;
    await put(
      id,
      Array.from({ length: 201 }, (_, number) => of('subject', `subject ${number}`)),
    );
    const saved = await send(josiah, form, form, { 'subject[1]': 'subject 0' });
    expect(saved.status).toBe(409);
    expect(saved.body).toContain('more than 200');
    expect(await read(id)).toHaveLength(201);
  });
});

describe('requesting on the pages', () => {
  test('a folder that is complete is requested for, and its page and the list say how far it is', async () => {
    const { id, name } = await world.makeFolder();
    const page = `/app/requests/new?folder=${id}`;
    expect((await josiah.open(page)).body).toContain('Nothing speaks against a request.');
    const blind = await send(josiah, page, '/app/requests/new', { folder: id, type: 'DOI' });
    expect(blind.status).toBe(400);
    const sent = await send(josiah, page, '/app/requests/new', {
      folder: id,
      type: 'DOI',
      comment: 'For the paper.',
      understood: 'yes',
    });
    expect(pathOf(sent)).toMatch(/^\/app\/requests\/[0-9a-f-]{36}$/);
    await world.system.drain();
    expect((await josiah.open('/app/requests')).body).toContain(name);
    expect((await josiah.open('/app/requests')).body).toContain('Waits for a curator');
    expect((await josiah.open('/app/data')).body).toContain(`/default/staging/${name}`);
    const other = await world.makeFolder();
    const again = await send(josiah, `/app/requests/new?folder=${other.id}`, '/app/requests/new', {
      folder: id,
      type: 'DOI',
      understood: 'yes',
    });
    expect(again.status).toBe(403);
    expect(again.body).toContain('What has to be settled first');
    expect((await laure.open('/app/requests')).body).toContain('You have made none yet.');
    expect((await laure.open(`/app/requests/new?folder=${other.id}`)).status).toBe(404);
  });
});
