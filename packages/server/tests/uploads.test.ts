import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createFileApi,
  type FileApi,
  listObjects,
  makeBytes,
  openHome,
  type StoredFile,
  sha256,
} from './support/files.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let josiah: FileApi;
let laure: FileApi;
let home: string;

beforeAll(async () => {
  system = await startSystem();
  josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
  laure = createFileApi(system, (await signIn(system, LAURE)).token);
  home = await openHome(system, JOSIAH);
});
afterAll(() => system?.close());
const binary = { 'content-type': 'application/octet-stream' };

describe('a file in one request', () => {
  test('is stored byte for byte with its SHA-256, also when it is empty or larger than one part', async () => {
    for (const [name, length] of [
      ['empty.bin', 0],
      ['one.bin', 1],
      ['parts.bin', 70 * 1024 * 1024],
    ] as const) {
      const bytes = makeBytes(length);
      const file = await josiah.upload(home, name, bytes);
      expect(file).toMatchObject({ name, bytes: length, sha256: sha256(bytes) });
      const got = await josiah.download(`/files/${file.id}/content`);
      expect(got.status).toBe(200);
      expect(got.bytes.equals(bytes)).toBe(true);
    }
  });

  test('keeps the media type that was claimed', async () => {
    const { body } = await josiah.send('POST', `/folders/${home}/files?name=table.csv`, 'a,b\n', {
      'content-type': 'text/csv',
    });
    expect(body.items[0]?.mediaType).toBe('text/csv');
  });

  test('is refused where the name is taken, and replaces it where that is asked for', async () => {
    const first = await josiah.upload(home, 'twice.txt', 'one');
    const again = await josiah.send('POST', `/folders/${home}/files?name=twice.txt`, 'two', binary);
    expect(again.status).toBe(409);
    const replaced = await josiah.upload(home, 'twice.txt', 'three', '&replaces=true');
    expect(replaced).toMatchObject({ id: first.id, sha256: sha256('three') });
  });

  test('is refused without a name, and under a name that cannot be kept', async () => {
    expect((await josiah.send('POST', `/folders/${home}/files`, 'x', binary)).status).toBe(400);
    for (const name of ['..', 'a/b', 'a\\b', 'line\nbreak', 'turned\u202Etxt.exe', 'x'.repeat(1_000)]) {
      const path = `/folders/${home}/files?name=${encodeURIComponent(name)}`;
      const refused = await josiah.send('POST', path, 'x', binary);
      expect([400, 404], name).toContain(refused.status);
    }
  });

  test('is refused when its digest does not fit, and nothing of it stays', async () => {
    const before = await listObjects(system);
    const digest = (text: string) => `sha-256=:${Buffer.from(sha256(text), 'hex').toString('base64')}:`;
    const path = `/folders/${home}/files?name=digest.txt`;
    const refused = await josiah.send('POST', path, 'changed', {
      ...binary,
      'content-digest': digest('sent'),
    });
    expect(refused.status).toBe(400);
    expect(refused.body.type).toContain('#checksum-mismatch');
    expect(await listObjects(system)).toEqual(before);
    const kept = await josiah.send('POST', path, 'sent', { ...binary, 'content-digest': digest('sent') });
    expect(kept.status).toBe(201);
  });

  test('breaks off half-way and leaves nothing', async () => {
    const before = await listObjects(system);
    const broken = async function* () {
      yield makeBytes(40 * 1024 * 1024);
      throw new Error('the cable was pulled');
    };
    await expect(josiah.upload(home, 'broken.bin', broken())).rejects.toThrow();
    await expect.poll(() => listObjects(system), { timeout: 10_000 }).toEqual(before);
  });

  test('goes into nobody else’s folder, which looks like nothing', async () => {
    const refused = await laure.send('POST', `/folders/${home}/files?name=x`, 'x', binary);
    expect(refused.status).toBe(404);
    const stranger = createFileApi(system, null);
    expect((await stranger.send('POST', `/folders/${home}/files?name=x`, 'x', binary)).status).toBe(401);
  });

  test('needs a token with the scope for it', async () => {
    const reader = createFileApi(system, (await signIn(system, JOSIAH, ['data:read'])).token);
    const refused = await reader.send('POST', `/folders/${home}/files?name=x`, 'x', binary);
    expect(refused.status).toBe(403);
  });
});

describe('a form with files', () => {
  const formOf = (files: Record<string, string>) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), name);
    return form;
  };

  test('stores each of them', async () => {
    const { status, body } = await josiah.send(
      'POST',
      `/folders/${home}/files`,
      formOf({ 'a.txt': 'A', 'b.txt': 'B' }),
    );
    expect(status).toBe(201);
    expect(body.items.map((file) => [file.name, file.sha256])).toEqual([
      ['a.txt', sha256('A')],
      ['b.txt', sha256('B')],
    ]);
  });

  test('stores none when one is refused', async () => {
    const before = await listObjects(system);
    const { status } = await josiah.send(
      'POST',
      `/folders/${home}/files`,
      formOf({ 'c.txt': 'C', 'a.txt': 'taken' }),
    );
    expect(status).toBe(409);
    expect(await listObjects(system)).toEqual(before);
    expect((await josiah.send('POST', `/folders/${home}/files`, formOf({ 'c.txt': 'C' }))).status).toBe(201);
  });

  test('without a file is refused', async () => {
    const form = new FormData();
    form.append('note', 'no file here');
    expect((await josiah.send('POST', `/folders/${home}/files`, form)).status).toBe(400);
  });
});

describe('other bytes for a file', () => {
  test('replace those that it has, unless somebody was faster', async () => {
    const file = await josiah.upload(home, 'replaced.txt', 'first');
    const path = `/files/${file.id}/content`;
    const changed = await josiah.send<StoredFile>('PUT', path, 'second', {
      ...binary,
      'if-match': `"${file.sha256}"`,
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ id: file.id, name: 'replaced.txt', sha256: sha256('second') });
    const late = await josiah.send('PUT', path, 'third', { ...binary, 'if-match': `"${file.sha256}"` });
    expect(late.status).toBe(412);
    expect((await josiah.download(path)).bytes.toString()).toBe('second');
    expect((await laure.send('PUT', path, 'x', binary)).status).toBe(404);
  });
});

test('a form without the name of its file is refused as the sender’s mistake', async () => {
  const type = { 'content-type': 'multipart/form-data; boundary=b' };
  const head = 'Content-Disposition: form-data; name="f"\r\nContent-Type: application/octet-stream';
  const form = `--b\r\n${head}\r\n\r\nabc\r\n--b--\r\n`;
  expect((await josiah.send('POST', `/folders/${home}/files`, form, type)).status).toBe(400);
});
