import { afterEach, expect, test } from 'vitest';
import { createClient, type LinkRow, MintmarkError } from '../src/index.ts';
import { type Scripted, type ScriptedService, startScriptedService } from './scripted-service.ts';

let service: ScriptedService | null = null;
afterEach(async () => {
  await service?.close();
  service = null;
});

async function upload(answer: Scripted): Promise<{ rows: LinkRow[]; end: unknown }> {
  service = await startScriptedService([answer]);
  const client = createClient({ url: service.url, token: 'token' });
  const rows: LinkRow[] = [];
  const answers = client.registerLinksInBulk({
    body: new Blob(['anchor,linkType,target,title\n']),
    contentType: 'text/csv',
  });
  try {
    for (;;) {
      const next = await answers.next();
      if (next.done === true) return { rows, end: next.value };
      rows.push(next.value);
    }
  } catch (error) {
    return { rows, end: error };
  }
}

const row = '{"line":2,"anchor":"cores/1/AB0001","outcome":"created","links":[]}\n';

test('each row of an upload of links is handed on, and the sum ends it', async () => {
  const sum = { done: true, rows: 1, created: 1, changed: 0, unchanged: 0, refused: 0 };
  const { rows, end } = await upload({ status: 200, body: `${row}${JSON.stringify(sum)}\n` });
  expect(rows).toMatchObject([{ line: 2, outcome: 'created' }]);
  expect(end).toEqual(sum);
  expect(service?.received).toMatchObject([
    { method: 'POST', path: '/api/v1/links/bulk', headers: { 'content-type': 'text/csv' } },
  ]);
});

test.each<[string, Scripted]>([
  ['that ends without the sum', { status: 200, body: row }],
  ['that breaks off', { drop: true, halfBody: row }],
])('an answer %s is told as unreachable, after the rows that came', async (_, answer) => {
  const { rows, end } = await upload(answer);
  expect(rows).toHaveLength(1);
  expect(end).toBeInstanceOf(MintmarkError);
  expect(end).toMatchObject({ kind: 'unreachable' });
});

test('a refusal of the whole upload is told with its problems', async () => {
  const { end } = await upload({
    status: 400,
    body: {
      type: 'x',
      title: 'Mistakes',
      status: 400,
      detail: 'The heading has mistakes',
      errors: [{ pointer: '/lines/1/colour', detail: 'No such column.' }],
    },
  });
  expect(end).toMatchObject({ kind: 'refused', status: 400, errors: [{ pointer: '/lines/1/colour' }] });
});
