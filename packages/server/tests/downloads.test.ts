import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRange } from '../src/modules/data/downloads/byte-range.ts';
import { createFileApi, type FileApi, makeBytes, openHome, sha256 } from './support/files.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SIZE = 33 * 1024 * 1024;
const bytes = makeBytes(SIZE);
let system: System;
let josiah: FileApi;
let home: string;
let address: string;
let empty: string;

beforeAll(async () => {
  system = await startSystem();
  josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
  home = await openHome(system, JOSIAH);
  address = `/files/${(await josiah.upload(home, 'Größe 5% (2026).bin', bytes)).id}/content`;
  empty = `/files/${(await josiah.upload(home, 'empty', '')).id}/content`;
});
afterAll(() => system?.close());

describe('a range of a file', () => {
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-99', 0, 100],
    [`bytes=${32 * 1024 * 1024 - 2}-${32 * 1024 * 1024 + 1}`, 32 * 1024 * 1024 - 2, 32 * 1024 * 1024 + 2],
    [`bytes=${SIZE - 1}-`, SIZE - 1, SIZE],
    [`bytes=${SIZE - 10}-${SIZE + 1000}`, SIZE - 10, SIZE],
    ['bytes=-5', SIZE - 5, SIZE],
    [`bytes=-${SIZE * 2}`, 0, SIZE],
    ['bytes = 7-8', 7, 9],
  ])('%s gives these bytes', async (range, start, end) => {
    const got = await josiah.download(address, { range });
    expect(got.status).toBe(206);
    expect(got.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${SIZE}`);
    expect(got.headers.get('content-length')).toBe(String(end - start));
    expect(got.bytes.equals(bytes.subarray(start, end))).toBe(true);
  });

  test.each([[`bytes=${SIZE}-`], [`bytes=${SIZE + 5}-${SIZE + 9}`], ['bytes=-0']])(
    '%s is not there',
    async (range) => {
      const got = await josiah.download(address, { range });
      expect(got.status).toBe(416);
      expect(got.headers.get('content-range')).toBe(`bytes */${SIZE}`);
    },
  );

  test.each(['bytes=5-2', 'bytes=0-1,5-6', 'bytes=a-b', 'bytes=', 'lines=1-2', 'bytes=--1', 'bytes=1-2-3'])(
    '%s is answered with the whole',
    async (range) => {
      const got = await josiah.download(address, { range });
      expect(got.status).toBe(200);
      expect(got.bytes.byteLength).toBe(SIZE);
    },
  );

  test('is given only while the file is the one that If-Range names', async () => {
    const range = 'bytes=0-9';
    const etag = `"${sha256(bytes)}"`;
    expect((await josiah.download(address, { range, 'if-range': etag })).status).toBe(206);
    expect((await josiah.download(address, { range, 'if-range': '"other"' })).status).toBe(200);
    expect((await josiah.download(address, { range, 'if-range': `W/${etag}` })).status).toBe(200);
  });

  test('of an empty file is not there, and the whole is empty', async () => {
    expect((await josiah.download(empty, { range: 'bytes=0-' })).status).toBe(416);
    const whole = await josiah.download(empty);
    expect([whole.status, whole.bytes.byteLength]).toEqual([200, 0]);
  });

  test('whatever is asked for lies within the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), fc.nat(80), fc.nat(80), (text, size, first, last) => {
        for (const header of [text, `bytes=${text}`, `bytes=${first}-${last}`, `bytes=-${last}`]) {
          const wanted = readRange(header, size);
          if (wanted.kind !== 'range') continue;
          const { start, end } = wanted.range;
          expect(start >= 0 && start < end && end <= size).toBe(true);
        }
      }),
    );
  });
});

describe('a download', () => {
  test('is stored under its name and never shown, run or kept by caches', async () => {
    const { headers } = await josiah.download(address, { range: 'bytes=0-0' });
    expect(headers.get('content-disposition')).toContain(
      "; filename*=UTF-8''Gr%C3%B6%C3%9Fe%205%25%20%282026%29.bin",
    );
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+";/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('etag')).toBe(`"${sha256(bytes)}"`);
    expect(headers.get('repr-digest')).toBe(
      `sha-256=:${Buffer.from(sha256(bytes), 'hex').toString('base64')}:`,
    );
  });

  test.each([
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['text/javascript', 'application/octet-stream'],
    ['application/xhtml+xml', 'application/octet-stream'],
    ['text/css', 'application/octet-stream'],
    ['text/csv; header=present', 'text/csv; charset=utf-8'],
    ['image/png', 'image/png'],
  ])('of a file that claims to be %s says %s', async (claimed, said) => {
    const name = `claimed-${claimed.replace(/\W/g, '-')}`;
    const { body } = await josiah.send(
      'POST',
      `/folders/${home}/files?name=${name}`,
      '<script>alert(1)</script>',
      { 'content-type': claimed },
    );
    const got = await josiah.download(`/files/${body.items[0]?.id}/content`);
    expect(got.headers.get('content-type')).toBe(said);
  });

  test('by HEAD has the headers and no bytes', async () => {
    const head = await fetch(`${system.url}/api/v1${address}`, {
      method: 'HEAD',
      headers: josiah.authorization,
    });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(SIZE));
    expect(head.headers.get('accept-ranges')).toBe('bytes');
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  test('of what one has already is not sent again', async () => {
    const got = await josiah.download(address, { 'if-none-match': `"${sha256(bytes)}"` });
    expect([got.status, got.bytes.byteLength]).toEqual([304, 0]);
    expect((await josiah.download(address, { 'if-match': '"other"' })).status).toBe(412);
  });

  test('of somebody else’s file looks like nothing', async () => {
    const laure = createFileApi(system, (await signIn(system, LAURE)).token);
    expect((await laure.download(address)).status).toBe(404);
    expect((await createFileApi(system, null).download(address)).status).toBe(401);
    const writer = createFileApi(system, (await signIn(system, JOSIAH, ['data:write'])).token);
    expect((await writer.download(address)).status).toBe(403);
  });
});
