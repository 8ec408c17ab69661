import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { openScheme, readAnchor } from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type RowAnswer = {
  line: number;
  anchor: string | null;
  outcome: string;
  links?: { id: string; outcome: string }[];
  code?: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
};
type Summary = {
  done: boolean;
  rows: number;
  created: number;
  unchanged: number;
  refused: number;
  detail?: string;
};

let system: System;
let operator: Api;
let member: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ operator, member } = await openOrganisation(system));
  await openScheme(system);
});
afterAll(() => system.close());

async function send(
  body: string | AsyncIterable<Uint8Array>,
  type = 'application/jsonl',
  token = TEST_ADMIN_TOKEN,
): Promise<Response> {
  return fetch(`${system.url}/api/v1/links/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: typeof body === 'string' ? body : (ReadableStream.from(body) as ReadableStream<Uint8Array>),
    duplex: 'half',
  } as RequestInit);
}

async function upload(
  body: string | AsyncIterable<Uint8Array>,
  type?: string,
): Promise<{ rows: RowAnswer[]; sum: Summary }> {
  const response = await send(body, type);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RowAnswer & Summary);
  const [sum] = lines.slice(-1);
  if (sum === undefined) throw new Error('no answer');
  return { rows: lines.slice(0, -1), sum };
}

const wish = (anchor: string, target: string, rest: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ anchor, links: [{ linkType: 'item', target, title: 'A piece', ...rest }] })}\n`;

describe('JSON Lines', () => {
  test('each line is answered by its number, and one that is refused leaves the others alone', async () => {
    const { rows, sum } = await upload(
      [
        wish('cores/core/AB0001', 'https://example.org/1'),
        '\n',
        wish('cores/1/AB0002', 'ftp://example.org/', { title: 'x', hreflang: ['english'] }),
        '{"anchor": "cores/1/AB0003", "links": \n',
        '{"anchor": "cores/1/AB0003", "anchor": "cores/1/AB0004", "links": []}\n',
        '{"anchor": "cores/1/AB0003", "further": 1}\n',
        wish('cores/1/AB000', 'https://example.org/1'),
        wish('nowhere/1/AB0001', 'https://example.org/1'),
        wish('cores/1/AB0001', 'https://example.org/2').trimEnd(),
      ].join(''),
    );
    expect(rows).toMatchObject([
      { line: 1, anchor: 'cores/1/AB0001', outcome: 'created', links: [{ outcome: 'added' }] },
      {
        line: 3,
        outcome: 'refused',
        errors: [{ pointer: '/links/0/target' }, { pointer: '/links/0/hreflang/0' }],
      },
      { line: 4, outcome: 'refused', detail: expect.stringContaining('not JSON') },
      { line: 5, outcome: 'refused', errors: [{ pointer: '/anchor' }] },
      {
        line: 6,
        outcome: 'refused',
        errors: expect.arrayContaining([expect.objectContaining({ pointer: '/links' })]),
      },
      { line: 7, outcome: 'refused', errors: [{ pointer: '/anchor' }] },
      { line: 8, outcome: 'refused', code: 'not-found' },
      { line: 9, anchor: 'cores/1/AB0001', outcome: 'changed', links: [{ outcome: 'added' }] },
    ]);
    expect(sum).toEqual({ done: true, rows: 8, created: 1, changed: 1, unchanged: 0, refused: 6 });
    expect((await readAnchor(operator, 'cores/1/AB0001')).body).toMatchObject({
      version: 1,
      links: [{ isDefault: true }, { isDefault: false }],
    });
    expect((await readAnchor(operator, 'cores/1/AB0002')).status).toBe(404);
  });

  test('the same upload once more changes nothing', async () => {
    const body = Array.from({ length: 30 }, (_, index) =>
      wish(`cores/1/AC00${10 + index}`, 'https://example.org/', { titles: { fr: 'Morceau' } }),
    ).join('');
    expect((await upload(body)).sum).toMatchObject({ created: 30, unchanged: 0 });
    system.clock.advance(1000);
    const { rows, sum } = await upload(body);
    expect(sum).toMatchObject({ created: 0, changed: 0, unchanged: 30 });
    expect(new Set(rows.flatMap((each) => each.links?.map((link) => link.outcome)))).toEqual(
      new Set(['unchanged']),
    );
    expect((await readAnchor(operator, 'cores/1/AC0010')).body.version).toBe(1);
  });

  test('more rows than one transaction takes come in as they arrive', async () => {
    async function* rows(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 2500; index += 1) {
        yield Buffer.from(
          wish(`cores/1/AD${String(index).padStart(4, '0')}`, `https://example.org/${index}`),
        );
      }
    }
    const { sum } = await upload(rows());
    expect(sum).toMatchObject({ done: true, rows: 2500, created: 2500 });
    expect((await readAnchor(operator, 'cores/1/AD2499')).status).toBe(200);
  });

  test('two uploads of the same identifiers at the same time lose nothing', async () => {
    const file = (name: string) =>
      Array.from({ length: 200 }, (_, index) =>
        wish(`cores/1/AE0${100 + ((index * (name === 'a' ? 1 : 199)) % 200)}`, `https://example.org/${name}`),
      ).join('');
    const both = await Promise.all([upload(file('a')), upload(file('b')), upload(file('c'))]);
    expect(both.map(({ sum }) => sum.refused)).toEqual([0, 0, 0]);
    for (const number of [100, 250, 299]) {
      const { body } = await readAnchor(operator, `cores/1/AE0${number}`);
      expect(body.links).toHaveLength(3);
      expect(body.links.filter((each) => each.isDefault)).toHaveLength(1);
    }
  });

  test('a line that is too long is refused, and the next ones are read', async () => {
    const long = `{"anchor":"${'A'.repeat(1_100_000)}"}\n`;
    const { rows } = await upload(`${long}${wish('cores/1/AF0001', 'https://example.org/')}`);
    expect(rows).toMatchObject([
      { line: 1, outcome: 'refused', detail: expect.stringContaining('longer than') },
      { line: 2, outcome: 'created' },
    ]);
  });

  test('what is not UTF-8 is refused line by line', async () => {
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"anchor":"cores/1/AG000\xe9"}\n', 'latin1');
      yield Buffer.from(wish('cores/1/AG0001', 'https://example.org/'));
    }
    const { rows } = await upload(body());
    expect(rows).toMatchObject([
      { line: 1, detail: 'This line is not UTF-8.' },
      { line: 2, outcome: 'created' },
    ]);
  });
});

describe('CSV', () => {
  test('has one link a row; cells hold several values, titles in languages, and line breaks in quotes', async () => {
    const { rows, sum } = await upload(
      [
        '\uFEFFanchor;linkType;target;title;title.fr;types;hreflang;context;isDefault;accessRoles;description\r\n',
        'cores/1/BA0001;item;https://example.org/1;"A ""fine"" piece";Morceau;text/html application/pdf;en fr-ca;AU;TRUE;;"Two\r\nlines"\r\n',
        ';;;;;;;;;;\r\n',
        'cores/1/BA0002;item;https://example.org/2;Piece;;;;;;untp:accessRole#Customer loan-desk;\r\n',
        'cores/1/BA0003;item;https://example.org/3;Piece;;;;;yes;;\r\n',
        'cores/1/BA0004;item;https://example.org/4\r\n',
        'cores/1/BA0005;item;;;;html;;;;;',
      ].join(''),
      'text/csv; charset=utf-8',
    );
    expect(rows).toMatchObject([
      { line: 2, outcome: 'created' },
      { line: 5, outcome: 'created' },
      { line: 6, outcome: 'refused', errors: [{ pointer: '/isDefault' }] },
      { line: 7, outcome: 'refused', detail: expect.stringContaining('3 cells') },
      {
        line: 8,
        outcome: 'refused',
        errors: [
          { pointer: '/links/0/target' },
          { pointer: '/links/0/title' },
          { pointer: '/links/0/types/0' },
        ],
      },
    ]);
    expect(sum).toMatchObject({ rows: 5, created: 2, refused: 3 });
    expect((await readAnchor(operator, 'cores/1/BA0001')).body).toMatchObject({
      description: 'Two\nlines',
      links: [
        {
          title: 'A "fine" piece',
          titles: { fr: 'Morceau' },
          types: ['text/html', 'application/pdf'],
          hreflang: ['en', 'fr-CA'],
          context: 'AU',
          isDefault: true,
        },
      ],
    });
    expect((await readAnchor(operator, 'cores/1/BA0002')).body.links[0]?.accessRoles).toEqual([
      'untp:accessRole#Customer',
      'loan-desk',
    ]);
  });

  test.each([
    ['an unknown column', 'anchor,linkType,target,title,colour\n', '/lines/1/colour'],
    ['a column twice', 'anchor,linkType,target,title,title\n', '/lines/1/title'],
    ['no targets', 'anchor,linkType,title\n', '/lines/1/target'],
    ['nothing in it', '', '/lines/1'],
  ])('with %s is refused whole', async (_, body, pointer) => {
    const response = await send(body, 'text/csv');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
  });

  test.each([
    ['a quote where none can be', 'a "piece"', 2],
    ['a quote that is never closed', '"piece', 1],
  ])('with %s in a row loses no other row before it', async (_, title, answered) => {
    const row = (anchor: string, cell: string) => `cores/1/${anchor},item,https://example.org/,${cell}\n`;
    const { rows, sum } = await upload(
      `anchor,linkType,target,title\n${row('BB0001', 'Piece')}${row('BB0002', title)}${row('BB0003', 'Piece')}`,
      'text/csv',
    );
    expect(rows.map((each) => each.outcome)).toEqual(
      [expect.stringMatching('created|unchanged'), 'refused', 'created'].slice(0, answered + 1),
    );
    expect(rows[1]).toMatchObject({ line: 3, detail: expect.stringContaining('quote') });
    expect(sum).toMatchObject({ done: true, rows: answered + 1 });
  });
});

describe('an upload', () => {
  test('of another type is refused', async () => {
    expect((await send('[]', 'application/json')).status).toBe(415);
    expect((await send('x', 'text/csv; charset=iso-8859-1')).status).toBe(415);
  });

  test('is for those who register links', async () => {
    expect((await send(wish('cores/1/BC0001', 'https://example.org/'), undefined, 'nobody')).status).toBe(
      401,
    );
    const answer = await member.post('/links/bulk', {});
    expect(answer.status).toBe(403);
  });
});
