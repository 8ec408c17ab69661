import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type ProblemBody } from './support/api.ts';
import { createItem, type ItemBody, identify, readItem } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, type SignedIn, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type Line = {
  line: number;
  op: string | null;
  outcome: 'done' | 'refused';
  replayed?: boolean;
  uuid: string | null;
  state?: string;
  version?: number;
  identifiers?: { pid: string; type: string; status: string | null }[];
  status?: number;
  code?: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
};
type Summary = { whole: boolean; lines: number; done: number; refused: number; detail: string | null };

let system: System;
let josiah: SignedIn;
let laure: SignedIn;
let admin: Api;

beforeAll(async () => {
  system = await startSystem();
  josiah = await signIn(system, JOSIAH);
  laure = await signIn(system, LAURE);
  await setRole(system, JOSIAH, 'admin');
  admin = createApi(system, josiah.token);
});

afterAll(() => system.close());

function send(body: string, headers: Record<string, string> = {}, token = josiah.token): Promise<Response> {
  return fetch(`${system.url}/api/v1/items/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/jsonl', ...headers },
    body,
  });
}

async function run(
  lines: readonly unknown[],
  headers: Record<string, string> = {},
  token = josiah.token,
): Promise<{ lines: Line[]; summary: Summary }> {
  const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const answer = await send(body, headers, token);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  const read = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line & Summary);
  const summary = read.pop();
  if (summary === undefined) throw new Error('no summary');
  return { lines: read, summary };
}

const create = (title: string, more: Record<string, unknown> = {}) => ({
  op: 'create',
  state: 'archived',
  metadata: completeMetadata(title),
  ...more,
});

describe('many changes of items in one upload', () => {
  test('an item goes through its whole life, line by line', async () => {
    const made = await run([create('A whole life', { state: 'workspace' })]);
    const uuid = made.lines[0]?.uuid ?? '';
    const { lines, summary } = await run([
      { op: 'update', uuid, version: 1, metadata: completeMetadata('Another title') },
      { op: 'archive', uuid },
      { op: 'register', uuid },
      { op: 'withdraw', uuid, reason: 'Wrong numbers' },
      { op: 'reinstate', uuid },
      { op: 'delete', uuid },
    ]);
    expect(lines.map((each) => [each.line, each.op, each.outcome, each.state])).toEqual([
      [1, 'update', 'done', 'workspace'],
      [2, 'archive', 'done', 'archived'],
      [3, 'register', 'done', 'archived'],
      [4, 'withdraw', 'done', 'withdrawn'],
      [5, 'reinstate', 'done', 'archived'],
      [6, 'delete', 'done', 'deleted'],
    ]);
    expect(lines[2]?.identifiers).toMatchObject([{ type: 'doi', status: 'TO_BE_REGISTERED' }]);
    expect(summary).toEqual({ whole: true, lines: 6, done: 6, refused: 0, detail: null });
    expect((await admin.get(`/items/${uuid}`)).status).toBe(404);
  });

  test('a line that is refused says why, and the others are done', async () => {
    const { uuid } = await createItem(admin);
    await identify(admin, uuid, 'register');
    const unknown = '00000000-0000-4000-8000-000000000000';
    const { lines, summary } = await run([
      create('First'),
      '{"op": "create", "metadata": ',
      { op: 'dance', uuid },
      { op: 'archive', uuid: 'not-a-uuid' },
      { op: 'archive', uuid },
      { op: 'archive', uuid: unknown },
      { op: 'update', uuid, version: 99, discoverable: false },
      { op: 'withdraw', uuid },
      { op: 'register', uuid },
      create('No creators', { metadata: { titles: [{ title: 'Bare' }] } }),
      '{"op": "archive", "uuid": "x", "uuid": "y"}',
      '[]',
      create('Last'),
    ]);
    expect(lines.map((each) => each.code ?? 'done')).toEqual([
      'done',
      'invalid-input',
      'invalid-input',
      'invalid-input',
      'move-not-allowed',
      'not-found',
      'version-mismatch',
      'invalid-input',
      'move-not-allowed',
      'metadata-refused',
      'invalid-input',
      'invalid-input',
      'done',
    ]);
    expect(lines[2]?.errors?.[0]?.pointer).toBe('/op');
    expect(lines[3]?.errors?.[0]?.pointer).toBe('/uuid');
    expect(lines[4]).toMatchObject({ status: 409, uuid, op: 'archive' });
    expect(lines[9]?.errors?.map((each) => each.pointer)).toContain('/metadata/creators');
    expect(summary).toMatchObject({ lines: 13, done: 2, refused: 11, whole: true });
  });

  test('each line is done with the rights of whoever sends it', async () => {
    const theirs = await createItem(admin, { metadata: completeMetadata('Of somebody else') });
    const draft = await createItem(admin, { state: 'workspace' });
    const { lines } = await run(
      [
        { op: 'withdraw', uuid: theirs.uuid, reason: 'Not mine' },
        { op: 'archive', uuid: draft.uuid },
        create('Own draft', { state: 'workspace' }),
      ],
      {},
      laure.token,
    );
    expect(lines.map((each) => each.code ?? each.state)).toEqual(['not-allowed', 'not-found', 'workspace']);
    const reader = await signIn(system, JOSIAH, ['pid:read']);
    const refused = await run([create('Without the scope')], {}, reader.token);
    expect(refused.lines[0]?.code).toBe('not-allowed');
  });

  test('an upload that is sent again with its key does nothing twice, and tries again what was refused', async () => {
    const key = { 'idempotency-key': 'bulk-again' };
    const draft = await createItem(admin, { state: 'workspace', metadata: { titles: [{ title: 'Bare' }] } });
    const upload = [create('Once only'), { op: 'archive', uuid: draft.uuid }];
    const first = await run(upload, key);
    expect(first.lines.map((each) => each.outcome)).toEqual(['done', 'refused']);
    await admin.patch(`/items/${draft.uuid}`, { metadata: completeMetadata('Mended') }, { 'if-match': '*' });
    const again = await run(upload, key);
    expect(again.lines[0]).toEqual({ ...first.lines[0], replayed: true });
    expect(again.lines[1]).toMatchObject({ outcome: 'done', replayed: false, state: 'archived' });
    const other = await run([create('Something else')], key);
    expect(other.lines[0]?.code).toBe('idempotency-key-reused');
    const found = await admin.get<{ items: ItemBody[] }>('/items?text=%22Once%20only%22');
    expect(found.body.items).toHaveLength(1);
  });

  test('two uploads with one key at the same moment do each line once', async () => {
    const key = { 'idempotency-key': 'bulk-at-once' };
    const upload = [create('Twin lines 1'), create('Twin lines 2'), create('Twin lines 3')];
    const [one, other] = await Promise.all([run(upload, key), run(upload, key)]);
    expect(one.lines.map((each) => each.uuid)).toEqual(other.lines.map((each) => each.uuid));
    const found = await admin.get<{ items: ItemBody[] }>('/items?text=%22Twin%20lines%22');
    expect(found.body.items).toHaveLength(3);
  });

  test('empty lines are passed over, and lines keep their numbers', async () => {
    const { lines } = await run(['', create('On line two'), '   ', create('On line four'), '']);
    expect(lines.map((each) => each.line)).toEqual([2, 4]);
    const nothing = await run([' ']);
    expect((await send('')).status).toBeLessThan(500);
    expect(nothing).toEqual({
      lines: [],
      summary: { whole: true, lines: 0, done: 0, refused: 0, detail: null },
    });
  });

  test('whoever asks for JSON gets one document', async () => {
    const answer = await send(JSON.stringify(create('As JSON')), { accept: 'application/json' });
    expect(answer.headers.get('content-type')).toContain('application/json');
    const body = (await answer.json()) as { items: Line[]; summary: Summary };
    expect(body.items).toHaveLength(1);
    expect(body.summary).toMatchObject({ whole: true, done: 1 });
    expect((await readItem(admin, body.items[0]?.uuid ?? '')).state).toBe('archived');
  });

  test('other media types, strangers and lines that are too long are refused', async () => {
    const json = await send('{}', { 'content-type': 'application/json' });
    expect(json.status).toBe(415);
    expect(((await json.json()) as ProblemBody).title).toBe('The media type is not supported');
    expect((await send('{}', {}, 'no-such-token')).status).toBe(401);
    expect((await send('{}', { 'idempotency-key': ' '.repeat(3) })).status).toBe(400);
    const long = JSON.stringify(create('x'.repeat(1024 * 1024)));
    const { lines } = await run([long, create('After a long line')]);
    expect(lines.map((each) => each.code ?? 'done')).toEqual(['body-too-large', 'done']);
  });

  test('an upload ends at ten thousand lines, and says where to go on', async () => {
    const { lines, summary } = await run(Array.from({ length: 10_001 }, () => '[]'));
    expect(lines).toHaveLength(10_000);
    expect(summary).toMatchObject({ whole: false, lines: 10_000, refused: 10_000 });
    expect(summary.detail).toContain('from line 10001 on');
  });
});
