import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody, readShoulders } from './support/api.ts';
import { readSheets } from './support/label-sheets.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const MM = 72 / 25.4;

let system: System;
let api: Api;
let token: string;
let shoulders: { doi: string; ark: string };

beforeAll(async () => {
  system = await startSystem();
  token = (await signIn(system)).token;
  api = createApi(system, token);
  shoulders = await readShoulders(api);
});
afterAll(() => system?.close());

async function reserve(body: Record<string, unknown>): Promise<{ id: string; names: string[] }> {
  const answer = await api.post<{ id: string; names: string[] }>('/blocks', body);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function print(path: string, body?: unknown): Promise<Buffer> {
  const answer = await fetch(`${system.url}/api/v1${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return Buffer.from(await answer.arrayBuffer());
}

describe('label sheets', () => {
  test.each([
    ['a4-24', 24, 210, 297, 70, 37],
    ['a4-21', 21, 210, 297, 63.5, 38.1],
    ['a4-65', 65, 210, 297, 38.1, 21.2],
    ['letter-30', 30, 215.9, 279.4, 66.7, 25.4],
    ['roll-57x32', 1, 57, 32, 57, 32],
  ])(
    '%s: each label carries its address as a QR code, and its name',
    async (stock, perSheet, width, height, labelWidth, labelHeight) => {
      const { id, names } = await reserve({
        shoulder: shoulders.doi,
        count: 30,
        title: 'Sediment cores, Lake Constance, spring campaign 2026',
      });
      const pages = readSheets(await print(`/blocks/${id}/labels.pdf?stock=${stock}`));
      expect(pages).toHaveLength(Math.ceil(30 / perSheet));
      for (const page of pages) {
        expect(page.width).toBeCloseTo(width * MM, 1);
        expect(page.height).toBeCloseTo(height * MM, 1);
        for (const { left, top, side } of page.symbols) {
          // Nothing is drawn outside the sheet, and no symbol is wider than its label with the quiet zone.
          expect(left).toBeGreaterThan(0);
          expect(top).toBeGreaterThan(0);
          expect(left + side).toBeLessThan(page.width);
          expect(side).toBeLessThan(Math.min(labelWidth / 2, labelHeight) * MM);
          // A module of a quarter of a millimetre is what common readers need.
          expect(side / 29).toBeGreaterThan(0.25 * MM);
        }
      }
      const symbols = pages.flatMap((page) => page.symbols);
      expect(symbols.map(({ text }) => text)).toEqual(names.map((name) => `https://doi.org/${name}`));
      const texts = pages.flatMap((page) => page.texts).join('');
      for (const name of names) expect(texts).toContain(name);
    },
  );

  test('used labels of the first sheet are skipped, and a part of a block is printed', async () => {
    const { id, names } = await reserve({ shoulder: shoulders.ark, count: 40 });
    const pages = readSheets(await print(`/blocks/${id}/labels.pdf?from=11&to=30&skip=10`));
    expect(pages.map(({ symbols }) => symbols.length)).toEqual([14, 6]);
    const [first] = pages[0]?.symbols ?? [];
    expect(first?.text).toBe(`${system.url}/${names[10]}`);
    // Ten labels in rows of three: the first one left stands in the middle of the fourth row.
    expect(first?.left).toBeGreaterThan(70 * MM);
    expect(first?.left).toBeLessThan(140 * MM);
    expect(first?.top).toBeGreaterThan(37 * 3 * MM);
    expect(first?.top).toBeLessThan(37 * 4 * MM);
  });

  test('any identifiers can be printed with their own titles; nothing of a title is lost but what no standard font has', async () => {
    const { names } = await reserve({
      shoulder: shoulders.ark,
      count: 2,
      metadata: { titles: [{ title: 'Gneis – „Große Öse“ ž Ω 岩石' }] },
    });
    const pdf = await print('/labels.pdf', { pids: [...names].reverse(), stock: 'a4-21', skip: 3 });
    const [page] = readSheets(pdf);
    expect(page?.symbols.map(({ text }) => text)).toEqual(
      [...names].reverse().map((name) => `${system.url}/${name}`),
    );
    expect(page?.texts.join(' ')).toContain('Gro\u00dfe \u00d6se');
    expect(page?.texts.join(' ')).toContain('? ??');
    expect(pdf.toString('latin1')).toMatch(/\(Labels of 2 identifiers\)/);
  });

  test('a long name is set smaller or in more lines, and its code still reads', async () => {
    await system.ctx.db
      .transaction()
      .execute((tx) =>
        tx
          .updateTable('shoulders')
          .set({ template: 'fk4instituteofoceanographyresearchvesselnorth.reeeeeedk' })
          .where('id', '=', shoulders.ark)
          .execute(),
      );
    const { id, names } = await reserve({ shoulder: shoulders.ark, count: 65, title: 'Oceanography' });
    const pdf = await print(`/blocks/${id}/labels.pdf?stock=a4-65`);
    const [page] = readSheets(pdf);
    expect(page?.symbols.map(({ text }) => text)).toEqual(names.map((name) => `${system.url}/${name}`));
    expect(page?.texts.join('')).toContain(names[64]);
  });

  test('what cannot be printed is refused with its place', async () => {
    const { id, names } = await reserve({ shoulder: shoulders.doi, count: 3 });
    for (const query of ['stock=a4-25', 'skip=24', 'from=4', 'from=3&to=2', 'skip=-1']) {
      expect((await api.get(`/blocks/${id}/labels.pdf?${query}`)).status, query).toBe(400);
    }
    const large = await reserve({ shoulder: shoulders.doi, count: 10_001 });
    const tooMany = await api.get<ProblemBody>(`/blocks/${large.id}/labels.pdf`);
    expect(tooMany.body.errors?.[0]?.detail).toContain('At most 10000 labels');
    const strangers = createApi(system, (await signIn(system, LAURE)).token);
    const refused = await strangers.post<ProblemBody>('/labels.pdf', { pids: names });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/pids/0', '/pids/1', '/pids/2']);
  });

  test('ten thousand labels are printed at once', async () => {
    const { id, names } = await reserve({ shoulder: shoulders.doi, count: 10_000 });
    const pages = readSheets(await print(`/blocks/${id}/labels.pdf?stock=a4-65`));
    expect(pages).toHaveLength(154);
    expect(pages.at(-1)?.symbols.at(-1)?.text).toBe(`https://doi.org/${names[9_999]}`);
  });
});
