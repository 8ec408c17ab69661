import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody, readShoulders } from './support/api.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let api: Api;
let token: string;
let block: { id: string; names: string[] };
beforeAll(async () => {
  system = await startSystem();
  token = (await signIn(system)).token;
  api = createApi(system, token);
  const { doi } = await readShoulders(api);
  block = (await api.post<typeof block>('/blocks', { shoulder: doi, count: 4 })).body;
});
afterAll(() => system?.close());

async function send(
  query: string,
  table: string | Uint8Array<ArrayBuffer>,
  options: { type?: string; token?: string; id?: string } = {},
): Promise<Response> {
  return fetch(`${system.url}/api/v1/blocks/${options.id ?? block.id}/table?${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.token ?? token}`,
      'content-type': options.type ?? 'text/csv',
    },
    body: table,
  });
}

async function fill(query: string, table: string): Promise<string> {
  const answer = await send(query, table);
  const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  expect(answer.status, text).toBe(200);
  return text;
}

async function refuse(
  query: string,
  table: string | Uint8Array<ArrayBuffer>,
): Promise<{ detail: string; pointer: string | undefined }> {
  const answer = await send(query, table);
  expect(answer.status).toBe(400);
  const body = (await answer.json()) as ProblemBody;
  return { detail: body.detail, pointer: body.errors?.[0]?.pointer };
}

describe("filling a user's own table", () => {
  test('a column is filled row by row, and one that is missing is added', async () => {
    const [a, b] = block.names;
    expect(await fill('column=igsn', 'sample,igsn,depth\nS1,,10\nS2,,20\n')).toBe(
      `sample,igsn,depth\nS1,${a},10\nS2,${b},20\n`,
    );
    expect(await fill('column=DOI&value=url', 'sample\nS1\nS2')).toBe(
      `sample,DOI\nS1,https://doi.org/${a}\nS2,https://doi.org/${b}`,
    );
    expect(await fill('column=igsn&from=3', 'sample,igsn\nS3,\n')).toBe(
      `sample,igsn\nS3,${block.names[2]}\n`,
    );
  });

  test('byte order mark, delimiter, quotes, line ends, odd characters and formulas of the owner stay as they are', async () => {
    const [a, b, c] = block.names;
    const table =
      '\uFEFF"Probe; alt";IGSN;Notiz\r\n"Größe ""1""";;=SUM(A1:A9)\r\n\r\n @x ;"";"two\r\nlines"\r\n5" core;  ;+1;\r\n';
    const filled = await fill('column=IGSN', table.replace('+1;\r\n', '+1\r\n'));
    expect(filled).toBe(
      `\uFEFF"Probe; alt";IGSN;Notiz\r\n"Größe ""1""";${a};=SUM(A1:A9)\r\n\r\n @x ;${b};"two\r\nlines"\r\n5" core;${c};+1\r\n`,
    );
  });

  test('a text in an old encoding passes through byte by byte', async () => {
    const table = Buffer.from('Ort\tIGSN\nK\u00f6ln\t\n', 'latin1');
    const answer = await send('column=IGSN', new Uint8Array(table), { type: 'text/tab-separated-values' });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(
      Buffer.from(`Ort\tIGSN\nK\u00f6ln\t${block.names[0]}\n`, 'latin1'),
    );
  });

  test('a cell that holds something already stays, and takes no name', async () => {
    const [a, b] = block.names;
    expect(await fill('column=igsn', 'igsn,n\n10.5072/own,1\n,2\nx,3\n,4\n')).toBe(
      `igsn,n\n10.5072/own,1\n${a},2\nx,3\n${b},4\n`,
    );
  });

  test('short rows are made as long as they must be', async () => {
    expect(await fill('column=igsn', 'a,b,igsn\n1\n')).toBe(`a,b,igsn\n1,,${block.names[0]}\n`);
  });

  test('more rows than names are refused with the line, and no half table is sent', async () => {
    const { detail, pointer } = await refuse('column=igsn', `sample\n${'"a\nb"\n'.repeat(6)}`);
    expect(detail).toBe(
      'Line 10: There are more rows than names: 4 rows were filled, and from this line on no name is left.',
    );
    expect(pointer).toBe('/lines/10');
  });

  test.each([
    ['', 'Line 1: The file is empty'],
    ['\n\n', 'Line 1: The first row must be headings'],
    ['a,igsn,igsn\n1\n', 'Line 1: There are 2 columns named igsn'],
    ['a,b\n1,2\n1,2,3\n', 'Line 3: This row has 3 cells, but there are 2 headings'],
    ['a,b\n1,2\n"open,2\n3,4\n', 'Line 3: A quotation mark'],
    [`a,b\n${'x'.repeat(2_000_000)}`, 'Line 2: This row is longer than 1 MiB'],
    [`${'a,'.repeat(2_001)}`, 'Line 1: This row has 2002 cells'],
  ])('%j is refused: %s', async (table, detail) => {
    expect((await refuse('column=igsn', table)).detail).toContain(detail);
  });

  test('UTF-16 is refused with what to do', async () => {
    const { detail } = await refuse(
      'column=igsn',
      new Uint8Array(Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le')),
    );
    expect(detail).toContain('Save it as CSV in UTF-8');
  });

  test('more than 50 MiB, other types and other methods are refused', async () => {
    const large = await send(
      'column=igsn',
      new Uint8Array(Buffer.alloc(50 * 1024 * 1024 + 1, 'a,b\n')),
    ).catch(() => null);
    expect(large === null || large.status === 413).toBe(true);
    expect((await send('column=igsn', '{}', { type: 'application/json' })).status).toBe(415);
    expect((await send('column=igsn', 'a', { type: 'text/plain' })).status).toBe(415);
    expect((await send('', 'a\n')).status).toBe(400);
    expect((await api.get(`/blocks/${block.id}/table`)).status).toBe(405);
    // Only this address takes CSV.
    const other = await fetch(`${system.url}/api/v1/blocks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: 'a\n',
    });
    expect(other.status).toBe(415);
  });

  test("nobody fills a table with another person's names", async () => {
    const laure = (await signIn(system, LAURE)).token;
    expect((await send('column=igsn', 'a\n1\n', { token: laure })).status).toBe(404);
  });

  test('a long table is filled in one go, in whatever pieces it comes', async () => {
    const { ark } = await readShoulders(api);
    const { body } = await api.post<typeof block>('/blocks', { shoulder: ark, count: 20_000 });
    const rows = Array.from({ length: 20_000 }, (_, index) => `S${index};"a ""${index}"" ü\r\nb";`);
    const answer = await send('column=ark', `sample;note;ark\r\n${rows.join('\r\n')}\r\n`, { id: body.id });
    const filled = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    expect(filled).toBe(
      `sample;note;ark\r\n${rows.map((row, index) => row + body.names[index]).join('\r\n')}\r\n`,
    );
  });
});
