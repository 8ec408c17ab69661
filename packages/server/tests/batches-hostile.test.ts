import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi, readShoulders } from './support/api.ts';
import { type BatchApi, createBatchApi, readCounts, settle } from './support/batches.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const MIB = 1024 * 1024;

let system: System;
let batches: BatchApi;
let shoulders: { doi: string; ark: string };
beforeAll(async () => {
  system = await startSystem();
  const { token } = await signIn(system);
  batches = createBatchApi(system, token);
  shoulders = await readShoulders(createApi(system, token));
});
afterAll(() => system?.close());

/** Uploads what must be refused as a whole, and checks that nothing of it is left. */
async function refuse(body: Parameters<BatchApi['upload']>[0], options?: Parameters<BatchApi['upload']>[1]) {
  const before = await readCounts(system, shoulders.ark);
  const stored = await system.ctx.storage.list('batches/');
  const { status, body: problem } = await batches.upload(body, options);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(await system.ctx.storage.list('batches/'), 'nothing is left of the upload').toEqual(stored);
  await system.drain();
  expect(await readCounts(system, shoulders.ark)).toEqual(before);
  return { status, detail: problem.detail, errors: problem.errors ?? [] };
}

const csv = { type: 'text/csv' };
const row = 'reserve,99999/fk4\n';

describe('files that are taken', () => {
  test.each([
    ['with a byte order mark', `\uFEFFverb,shoulder\n${row}`],
    ['with CR LF', `verb,shoulder\r\nreserve,99999/fk4\r\n`],
    ['without a line break at the end', `verb,shoulder\nreserve,99999/fk4`],
    ['with semicolons', `verb;shoulder\nreserve;99999/fk4\n`],
    ['with tabs', `verb\tshoulder\nreserve\t99999/fk4\n`],
    [
      'with headings in quotes, capitals and blanks',
      `"Verb"," Shoulder ","Resource Type"\nreserve,99999/fk4,Rock\n`,
    ],
    ['with empty rows and empty columns at the end', `verb,shoulder,,\n\n${'reserve,99999/fk4,,\n'},,,\n\n`],
  ])('%s', async (_, body) => {
    const { rows } = await settle(system, batches, body);
    expect(rows.map((each) => [each.outcome, each.errors])).toEqual([['ok', []]]);
  });

  test('cells in quotes may hold delimiters, quotes and line breaks, and lines are counted as an editor does', async () => {
    const body = `verb,shoulder,title,description\r\nreserve,99999/fk4,"One, ""two""","First\r\nSecond\r\n\r\nLast"\r\nreserve,nowhere,,\r\n`;
    const { rows } = await settle(system, batches, body);
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'ok'],
      [6, 'refused'],
    ]);
  });

  test('formulas and markup in cells are text like any other', async () => {
    const title = '=HYPERLINK("https://example.org","x")';
    const { rows } = await settle(
      system,
      batches,
      `verb,shoulder,title\nreserve,99999/fk4,"${title.replaceAll('"', '""')}"\nreserve,99999/fk4,@SUM(A1)\n`,
    );
    const stored = await system.ctx.db
      .selectFrom('pids')
      .select('title')
      .where('pid', 'in', [rows[0]?.pid ?? '', rows[1]?.pid ?? ''])
      .orderBy('seq')
      .execute();
    expect(stored.map((each) => each.title)).toEqual([title, '@SUM(A1)']);
  });

  test('a body that comes byte by byte is read as one that comes at once', async () => {
    const text = Buffer.from(
      `\uFEFFverb,shoulder,title\r\nreserve,99999/fk4,"Gr\u00FC\u00DFe, \u{1F300}\r\n"\r\n${row.trim()},\n`,
    );
    async function* bytes() {
      for (const byte of text) yield Uint8Array.of(byte);
    }
    const { rows } = await settle(system, batches, bytes());
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'ok'],
      [4, 'ok'],
    ]);
  });

  test('a JSON array may be spread over lines, and each object is told by the line it begins in', async () => {
    const body =
      ' [\n {"verb": "reserve",\n "shoulder": "99999/fk4", "title": "]}\\"{[,"},\n\n{"verb":"no"} ]\n ';
    const { rows } = await settle(system, batches, body, { type: 'application/json' });
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'ok'],
      [5, 'refused'],
    ]);
  });

  test('of JSON rows that cannot be read each is told, and the others are done', async () => {
    const body = [
      '{"verb":"reserve","shoulder":"99999/fk4"}',
      '{"verb":"reserve",',
      '["reserve"]',
      '{"verb":"reserve","shoulder":"99999/fk4","shoulder":"10.5072"}',
      '{"verb":"reserve","shoulder":"99999/fk4","__proto__":{"x":1}}',
      '{"verb":"reserve","shoulder":"99999/fk4","metadata":{"\\u005f_proto__":{"x":1}}}',
      `{"verb":"reserve","shoulder":"99999/fk4","metadata":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      '{"verb":"reserve","shoulder":"99999/fk4","title":"NUL \\u0000"}',
      '{"verb":"reserve","shoulder":"99999/fk4","titel":"x"}',
      '{"verb":"reserve","shoulder":["99999/fk4"]}',
      '{"verb":"reserve","shoulder":"99999/fk4","metadata":[]}',
      '{"verb":"reserve","shoulder":"99999/fk4"}',
    ].join('\n');
    const { rows } = await settle(system, batches, body, { type: 'application/x-ndjson' });
    expect(rows.map(({ outcome }) => outcome === 'ok')).toEqual(
      Array.from({ length: 12 }, (_, index) => index === 0 || index === 11),
    );
    expect(rows[8]?.errors[0]?.detail).toContain('Did you mean title?');
    expect(rows[7]?.errors[0]).toMatchObject({ field: 'title' });
  });

  test('a NUL in a cell refuses its row', async () => {
    const { rows } = await settle(
      system,
      batches,
      `verb,shoulder,title\nreserve,99999/fk4,a\0b\n${row.trim()},\n`,
    );
    expect(rows.map(({ outcome, errors }) => [outcome, errors[0]?.field])).toEqual([
      ['refused', 'title'],
      ['ok', undefined],
    ]);
  });
});

describe.each(['row-by-row', 'all-or-nothing'])('files that are refused as a whole, %s', (mode) => {
  const query = { mode };

  test.each<[string, string | Uint8Array<ArrayBuffer>, string, string | undefined]>([
    ['without anything', '', 'The file is empty', '/lines/1'],
    ['with a heading only', 'verb,shoulder\n', 'There is no row', undefined],
    ['with a column that is not known', `verb,sholder,titel\n${row}`, 'not known', '/lines/1/sholder'],
    ['with a column twice', `verb,shoulder,Verb\n${row}`, 'not known', '/lines/1/verb'],
    ['with 10,000 columns', `verb${',x'.repeat(10_000)}\n`, 'more than 100 columns', '/lines/1'],
    [
      'with a quote that is never closed',
      `verb,shoulder\n${row}"reserve,99999/fk4\n${row}`,
      'never closed',
      '/lines/3',
    ],
    [
      'with a stray quote',
      `verb,shoulder\n${row}re"serve"x,99999/fk4\n`,
      'quote stands where none can be',
      '/lines/3',
    ],
    [
      'in Latin-1',
      Uint8Array.from(Buffer.from('verb,shoulder,title\nreserve,99999/fk4,Gr\u00FC\u00DFe\n', 'latin1')),
      'not UTF-8',
      '/lines/2',
    ],
    [
      'in UTF-16',
      Uint8Array.from(Buffer.from('\uFEFFverb,shoulder\nreserve,99999/fk4\n', 'utf16le')),
      'UTF-16',
      '/lines/1',
    ],
  ])('%s', async (_, body, detail, pointer) => {
    const refusal = await refuse(body, { ...csv, query });
    expect(refusal.detail).toContain(detail);
    if (pointer !== undefined) expect(refusal.errors.map((error) => error.pointer)).toContain(pointer);
  });

  test.each([
    ['{"verb":"reserve"}', 'must be a JSON array'],
    ['[{"verb":"reserve"}', 'does not end'],
    ['[{"verb":"reserve"},]', 'must be an object'],
    ['[{"verb":"reserve"} {"verb":"reserve"}]', 'must be an object'],
    ['["reserve"]', 'must be an object'],
    ['[] []', 'follows the end'],
    ['[]', 'There is no row'],
  ])('JSON such as %s', async (body, detail) => {
    const refusal = await refuse(body, { type: 'application/json', query });
    expect(refusal.detail).toContain(detail);
  });

  test.each([
    ['text/csv', 'verb,shoulder\n'],
    ['application/x-ndjson', '\n'],
    ['application/json', '['],
  ])('a line of 1 GB of %s, as soon as it is too long', async (type, start) => {
    let sent = 0;
    async function* endless() {
      yield Buffer.from(`${start}{"title":"`);
      for (; sent < 1024; sent += 1) yield Buffer.alloc(MIB, 0x61);
    }
    const refusal = await refuse(endless(), { type, query });
    expect(refusal.status).toBe(413);
    expect(refusal.errors[0]?.pointer).toMatch(/^\/lines\/[12]$/);
    expect(sent, 'megabytes that were read').toBeLessThan(512);
  });

  test('a quoted cell of 1 GB over many lines', async () => {
    let sent = 0;
    async function* endless() {
      yield Buffer.from('verb,shoulder,title\nreserve,99999/fk4,"');
      for (; sent < 1024; sent += 1) yield Buffer.alloc(MIB, 'a line of text\n');
    }
    const refusal = await refuse(endless(), { ...csv, query });
    expect(refusal).toMatchObject({ status: 413, errors: [{ pointer: '/lines/2' }] });
    expect(sent).toBeLessThan(512);
  });
});

test('all or nothing takes 100,000 rows at most', async () => {
  const refusal = await refuse(`verb,shoulder\n${row.repeat(100_001)}`, {
    ...csv,
    query: { mode: 'all-or-nothing' },
  });
  expect(refusal).toMatchObject({ status: 413, detail: expect.stringContaining('100,000 rows') });
});

test('other media types and character sets are refused before the body is read', async () => {
  for (const type of ['application/xml', 'text/csv; charset=iso-8859-1', 'multipart/form-data; boundary=x']) {
    expect((await refuse('x', { type })).status).toBe(415);
  }
});
