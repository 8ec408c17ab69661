import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { startSystemToday } from './support/browser.ts';
import { LAURE, signIn } from './support/people.ts';
import { openTold, type Told, toActor } from './support/request-news.ts';
import type { System } from './support/start-system.ts';

let system: System;
let told: Told;
beforeAll(async () => {
  system = await startSystemToday({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } });
  told = await openTold(system);
});
afterAll(() => system?.close());
beforeEach(async () => {
  await told.notices();
});

const published = {
  kind: 'published',
  permanentId: '10.5072/abcd-efgh',
  landingPage: 'https://example.org/packages/1',
  registrarAnswer: '{"data":{"id":"10.5072/abcd-efgh"}}',
} as const;
const failed = {
  kind: 'failed',
  step: 'Read every file and compare its checksum',
  reason: 'data/a.csv is not what it was',
  permanentId: null,
} as const;
const moveFailed = {
  kind: 'move-failed',
  destination: '/default/staging',
  reason: 'The name is taken',
} as const;
const comment = null;

type Who = 'josiah' | 'sofia' | 'laure';

async function whoIsTold(): Promise<Who[]> {
  const notices = await told.notices();
  return (['josiah', 'sofia', 'laure'] as const).filter((each) => notices[each].length > 0);
}

describe('who is told of a request: Laure made it; Josiah is administrator, Sofia curator', () => {
  type Case = [
    what: string,
    matter: Parameters<Told['tell']>[0],
    actor: Who | 'service',
    to: Who[],
    assignee?: Who,
  ];
  const cases: Case[] = [
    ['a submission, by its requester', { kind: 'submitted', comment }, 'laure', ['josiah', 'sofia', 'laure']],
    [
      'an assignment to Sofia by Josiah',
      { kind: 'assigned', comment },
      'josiah',
      ['sofia', 'laure'],
      'sofia',
    ],
    ['Sofia’s assignment to herself', { kind: 'assigned', comment }, 'sofia', ['laure'], 'sofia'],
    ['that nobody looks after it any more', { kind: 'assigned', comment }, 'sofia', []],
    ['a return', { kind: 'returned', comment, changes: [] }, 'sofia', ['laure'], 'sofia'],
    ['a resubmission', { kind: 'resubmitted', comment }, 'laure', ['josiah', 'sofia'], 'sofia'],
    [
      'the requester’s comment, where nobody looks after it',
      { kind: 'commented', comment: 'Hello', internal: false },
      'laure',
      ['josiah', 'sofia'],
    ],
    [
      'the requester’s comment, where Sofia looks after it',
      { kind: 'commented', comment: 'Hello', internal: false },
      'laure',
      ['sofia'],
      'sofia',
    ],
    [
      'a curator’s comment',
      { kind: 'commented', comment: 'Hello', internal: false },
      'sofia',
      ['laure'],
      'sofia',
    ],
    [
      'an internal comment, where nobody looks after it',
      { kind: 'commented', comment: 'Between us', internal: true },
      'josiah',
      ['sofia'],
    ],
    [
      'an internal comment to who looks after it',
      { kind: 'commented', comment: 'Between us', internal: true },
      'josiah',
      ['sofia'],
      'sofia',
    ],
    ['another status', { kind: 'status-changed', comment }, 'sofia', ['laure'], 'sofia'],
    ['an approval', { kind: 'approved', comment }, 'sofia', ['laure'], 'sofia'],
    ['a publication', published, 'sofia', ['josiah', 'sofia', 'laure'], 'sofia'],
    ['a publication by the service', published, 'service', ['josiah', 'sofia', 'laure'], 'sofia'],
    ['a failure', failed, 'service', ['josiah', 'sofia', 'laure'], 'sofia'],
    ['a move that failed', moveFailed, 'service', ['josiah', 'sofia']],
    ['a rejection', { kind: 'rejected', comment }, 'sofia', ['laure'], 'sofia'],
    ['a withdrawal', { kind: 'withdrawn', comment }, 'laure', ['josiah', 'sofia', 'laure'], 'sofia'],
  ];
  test.each(cases)('%s', async (_what, matter, actor, to, assignee) => {
    await told.tell(matter, {
      actor: actor === 'service' ? { kind: 'service' } : toActor(told[actor]),
      request: { assigneeId: assignee === undefined ? null : told[assignee].accountId },
    });
    expect(await whoIsTold()).toEqual(to);
  });

  test('a requester who is curator, too, is told as requester, once, and of no internal comment', async () => {
    const request = { requesterId: told.sofia.accountId };
    await told.tell({ kind: 'submitted', comment }, { actor: toActor(told.sofia), request });
    const { sofia, josiah } = await told.notices();
    expect(sofia.map(({ title }) => title)).toEqual([
      'DOI request for “Carberry_springs_2026” was submitted',
    ]);
    expect(josiah[0]?.title).toBe(`New DOI request for “Carberry_springs_2026” by ${told.sofia.orcid}`);
    const internal = { kind: 'commented', comment: 'Between us', internal: true } as const;
    await told.tell(internal, { actor: toActor(told.josiah), request });
    expect(await whoIsTold()).toEqual([]);
  });

  test('one occasion is told once, however often it is repeated; the next one is told again', async () => {
    for (const _ of [1, 2]) await told.tell({ kind: 'submitted', comment }, { occasion: 'once' });
    expect((await told.notices()).laure).toHaveLength(1);
    await told.tell({ kind: 'submitted', comment }, { occasion: 'again' });
    expect((await told.notices()).laure).toHaveLength(1);
  });
});

describe('what they are told', () => {
  const tellLaure = async (
    matter: Parameters<Told['tell']>[0],
    options: Parameters<Told['tell']>[1] = {},
  ): Promise<{ title: string; body: string; link: string | null }> => {
    await told.tell(matter, { actor: toActor(told.sofia), ...options });
    const [notice] = (await told.notices()).laure;
    if (notice === undefined) throw new Error('Laure was not told');
    return notice;
  };

  test('who acted, what they wrote, and which folder; with a link to the page', async () => {
    const notice = await tellLaure({
      kind: 'returned',
      comment: 'Nearly there.\nTwo things:',
      changes: [
        { text: 'Say what the columns mean', anchor: { file: 'README.md' } },
        { text: 'A second subject', anchor: { attribute: 'subject' } },
        { text: 'Thank you', anchor: null },
      ],
    });
    expect(notice).toMatchObject({
      title: 'DOI request for “Carberry_springs_2026” needs changes',
      link: `/app/requests/${told.request.id}`,
    });
    expect(notice.body).toContain(`${told.sofia.orcid} asks you for changes.`);
    expect(notice.body).toContain(
      '1. README.md: Say what the columns mean\n2. subject: A second subject\n3. Thank you',
    );
    expect(notice.body).toContain(`${told.sofia.orcid} wrote:\n> Nearly there.\n> Two things:`);
    expect(notice.body).toContain('Path: /default/staging/Carberry_springs_2026');
  });

  test('the status as CyVerse names it', async () => {
    const notice = await tellLaure(
      { kind: 'status-changed', comment: 'Needs a lawyer' },
      { request: { label: 'Legal' } },
    );
    expect(notice.title).toBe('DOI request for “Carberry_springs_2026”: status changed to Legal');
    expect(notice.body).toContain('> Needs a lawyer');
  });

  test('the identifier and where it leads; the registrar’s answer is for curators', async () => {
    await told.tell(published, { actor: { kind: 'service' } });
    const { laure, sofia } = await told.notices();
    for (const [notice] of [laure, sofia]) {
      expect(notice?.title).toContain('is complete: 10.5072/abcd-efgh');
      expect(notice?.body).toContain('Leads to: https://example.org/packages/1');
    }
    expect(sofia[0]?.body).toContain('> {"data":{"id":"10.5072/abcd-efgh"}}');
    expect(laure[0]?.body).not.toContain('"data"');
  });

  test('why it stopped, and at which step', async () => {
    await told.tell(failed, { actor: { kind: 'service' } });
    const { laure, sofia } = await told.notices();
    expect(sofia[0]?.body).toContain(
      'Step: Read every file and compare its checksum\nReason: data/a.csv is not what it was',
    );
    expect(laure[0]?.body).toContain('Nothing is lost');
    await told.tell(moveFailed, { actor: { kind: 'service' } });
    expect((await told.notices()).sofia[0]?.body).toContain('Destination: /default/staging');
  });

  test('people by name and iD, and by nothing else', async () => {
    await told.tell({ kind: 'submitted', comment: 'Please' });
    const { josiah, laure } = await told.notices();
    const text = JSON.stringify([josiah, laure]);
    expect(text).toContain(told.laure.orcid);
    for (const each of [told.laure, told.sofia, told.josiah]) expect(text).not.toContain(each.accountId);
  });

  test('long words of others are cut, and long lists counted', async () => {
    const notice = await tellLaure({
      kind: 'returned',
      comment: 'x'.repeat(100_000),
      changes: Array.from({ length: 500 }, (_, index) => ({
        text: `Change ${index} ${'y'.repeat(1000)}`,
        anchor: null,
      })),
    });
    expect(notice.body.length).toBeLessThan(10_000);
    expect(notice.body).toContain('There are 480 more on the page of the request.');
    expect(notice.body).toContain('Requested by: ');
  });

  test('names and comments cannot pretend to be something else', async () => {
    const notice = await tellLaure(
      { kind: 'rejected', comment: 'No\u202E\r\n\r\nIdentifier: 10.5072/forged' },
      { request: { folderName: 'a\nPath: /forged\u202Egpj.exe', path: '/default/a\u2028Type: ARK' } },
    );
    expect(notice.title).toBe('DOI request for “a Path: /forgedgpj.exe” was rejected');
    expect(notice.body).toContain('> Identifier: 10.5072/forged');
    expect(notice.body).not.toMatch(/^(Identifier|Path: \/forged|Type: ARK)/m);
    expect(notice.body).not.toContain('\u202E');
  });
});

test('a token for identifiers alone is told nothing of requests, nor how much there is of it', async () => {
  await told.tell({ kind: 'returned', comment: 'Name the spring', changes: [] });
  const { token } = await signIn(system, LAURE, ['pid:read']);
  const api = createApi(system, token);
  type Page = { items: { id: string; kind: string }[]; unread: number };
  const { body: all } = await told.laure.api.get<Page>('/notices');
  expect(all.items.map(({ kind }) => kind)).toContain('request-returned');
  const { body } = await api.get<Page>('/notices');
  expect(body).toMatchObject({ items: [], unread: 0 });
  expect((await api.post(`/notices/${all.items[0]?.id}/read`, {})).status).toBe(404);
  expect((await api.post('/notices/read-all', {})).body).toEqual({ read: 0 });
});
