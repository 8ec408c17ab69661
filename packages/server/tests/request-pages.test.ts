import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, fieldOf, openBrowser, type Visit } from './support/browser.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

let requests: RequestSystem;
/** Who makes requests, a curator, and another member. */
let josiah: Browser;
let laure: Browser;
let sofia: Browser;
beforeAll(async () => {
  requests = await startRequestSystem();
  const { system } = requests;
  [josiah, laure, sofia] = [openBrowser(system), openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
  await sofia.signIn(SOFIA);
});
afterAll(() => requests?.system.close());

const pageOf = (id: string) => `/app/requests/${id}`;
const leadsTo = ({ status, location }: Visit) => `${status} ${location?.replace(requests.system.url, '')}`;

/** A staged request. */
async function makeRequest(name?: string): Promise<{ id: string; folderId: string }> {
  const folder = await requests.makeFolder(name);
  const id = await requests.request(folder.id);
  await requests.system.drain();
  return { id, folderId: folder.id };
}

type Form = Record<string, string | string[]>;

/** Sends a form of a request's page, with its hidden values. */
async function send(by: Browser, id: string, form: string, values: Form = {}): Promise<Visit> {
  const { body } = await by.open(pageOf(id));
  return by.send(`${pageOf(id)}/${form}`, {
    form_token: fieldOf(body, 'form_token'),
    version: fieldOf(body, 'version'),
    ...values,
  });
}

async function expectDone(by: Browser, id: string, form: string, values: Form = {}): Promise<void> {
  const answer = await send(by, id, form, values);
  expect(answer.status === 303 ? '' : answer.body.replace(/^.*role="alert">/s, '').slice(0, 500)).toBe('');
  expect(leadsTo(answer).startsWith(`303 ${pageOf(id)}`)).toBe(true);
}

const stateOf = async (id: string) => (await requests.read(id)).state;
const assignToLaure = (id: string) =>
  expectDone(laure, id, 'assign', { to: requests.people.curator.accountId });
const returnIt = (id: string, values: Form = {}) =>
  expectDone(laure, id, 'return', {
    comment: 'Nearly there',
    change_text: ['Say what the columns mean', '', 'A longer description'],
    change_kind: ['file', 'file', 'attribute'],
    change_place: ['README.md', '', 'description'],
    ...values,
  });

describe('who sees what', () => {
  test('strangers are asked to sign in and come back, from a form to the page of the request', async () => {
    const { id } = await makeRequest();
    const stranger = openBrowser(requests.system);
    for (const path of ['/app/curation?state=all', pageOf(id)]) {
      const answer = await stranger.open(path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain(`return_to=${encodeURIComponent(path)}`);
    }
    const answer = await stranger.send(`${pageOf(id)}/approve`, {});
    expect(answer.status).toBe(401);
    expect(answer.body).toContain(`return_to=${encodeURIComponent(pageOf(id))}`);
  });

  test('a request is nothing to other members, and they change nothing', async () => {
    const { id } = await makeRequest();
    const answer = await sofia.open(pageOf(id));
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('Carberry');
    const token = fieldOf((await laure.open(pageOf(id))).body, 'form_token');
    expect((await sofia.send(`${pageOf(id)}/approve`, { form_token: token })).status).toBe(403);
    for (const path of [pageOf('nonsense'), pageOf('00000000-0000-4000-8000-000000000000')]) {
      expect((await laure.open(path)).status).toBe(404);
    }
  });

  test('the queue is for curators; members are told so', async () => {
    await makeRequest('Only_for_curators_2026');
    expect((await laure.open('/app/curation')).body).toContain('Only_for_curators_2026');
    const answer = await sofia.open('/app/curation');
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('Only_for_curators_2026');
    expect((await sofia.open('/app')).body).not.toContain('/app/curation');
    expect((await laure.open('/app')).body).toContain('/app/curation');
  });

  test('the requester sees neither the checklist nor what curators say among themselves', async () => {
    const { id } = await makeRequest();
    await expectDone(laure, id, 'comments', { comment: 'Between us alone', internal: 'yes' });
    await expectDone(laure, id, 'comments', { comment: 'For everybody' });
    const theirs = (await josiah.open(pageOf(id))).body;
    expect(theirs).toContain('For everybody');
    expect(theirs).not.toContain('Between us alone');
    expect(theirs).not.toContain('Checklist');
    expect(theirs).not.toMatch(/\/(assign|approve|return|reject|checks|status)"/);
    expect(theirs).toContain(`${pageOf(id)}/withdraw`);
    const ours = (await laure.open(pageOf(id))).body;
    expect(ours).toContain('Between us alone');
    expect(ours).toContain('Checklist');
    expect(ours).not.toContain(`${pageOf(id)}/withdraw`);
  });

  test('a form of another page, or of another session, changes nothing', async () => {
    const { id } = await makeRequest();
    const notices = fieldOf((await laure.open('/app/notices')).body, 'form_token');
    const theirs = fieldOf((await josiah.open(pageOf(id))).body, 'form_token');
    for (const form_token of ['', notices, theirs]) {
      const answer = await laure.send(`${pageOf(id)}/reject`, { form_token, comment: 'No' });
      expect(answer.status).toBe(403);
    }
    expect(await stateOf(id)).toBe('submitted');
  });
});

describe('the queue', () => {
  test('shows open requests, oldest first, with how long they have been in their state', async () => {
    const { id: older } = await makeRequest('Older_2026');
    requests.system.clock.advance(3 * 3_600_000);
    const { id: newer } = await makeRequest('Newer_2026');
    const { body } = await laure.open('/app/curation');
    expect(body.indexOf(older)).toBeGreaterThan(0);
    expect(body.indexOf(older)).toBeLessThan(body.indexOf(newer));
    const row = body.slice(body.indexOf(older), body.indexOf(newer));
    expect(row).toMatch(/Waits for a curator<\/strong> for <time[^>]*>3 hours</);
    expect(row).toContain('Nobody looks after it yet');
    expect(row).toContain('Requested by Josiah Carberry');
  });

  test('is filtered by state, by who has them and by words', async () => {
    const { id: mine } = await makeRequest('Mine_2026');
    const { id: free } = await makeRequest('Free_2026');
    await assignToLaure(mine);
    const shown = async (query: string) => {
      const { body } = await laure.open(`/app/curation?${query}`);
      return [mine, free].map((id) => body.includes(id));
    };
    expect(await shown('')).toEqual([true, true]);
    expect(await shown('who=mine')).toEqual([true, false]);
    expect(await shown('who=nobody')).toEqual([false, true]);
    expect(await shown('state=evaluation')).toEqual([true, false]);
    expect(await shown('state=submitted')).toEqual([false, true]);
    expect(await shown('state=closed')).toEqual([false, false]);
    expect(await shown('state=all')).toEqual([true, true]);
    expect(await shown('text=fREE_')).toEqual([false, true]);
    expect(await shown('text=carberry')).toEqual([true, true]);
    expect(await shown('text=0000-0002-1825')).toEqual([true, true]);
    // What is a wildcard elsewhere is a character here.
    expect(await shown('text=%25')).toEqual([false, false]);
    expect(await shown(`text=${encodeURIComponent("' or true --")}`)).toEqual([false, false]);
  });

  test('counts by state; each count leads to its requests', async () => {
    const { body } = await laure.open('/app/curation');
    const [, href = '', count = ''] =
      /<a href="(\/app\/curation\?state=submitted)">Waits for a curator<\/a> (\d+)/.exec(body) ?? [];
    const listed = (await laure.open(href)).body.match(/<li class="told/g) ?? [];
    expect(listed).toHaveLength(Number(count));
    expect((await laure.open('/app/curation?cursor=nonsense')).status).toBe(400);
  });

  test('goes on to further pages', async () => {
    const { body } = await laure.open('/app/curation?state=all');
    const all = [...body.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href);
    const last = await requests.read(all.at(-2)?.split('/').at(-1) ?? '');
    const cursor = Buffer.from(JSON.stringify([last.seq])).toString('base64url');
    const rest = await laure.open(`/app/curation?state=all&cursor=${cursor}`);
    expect([...rest.body.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href)).toEqual([all.at(-1)]);
  });

  test('shows nothing of other organisations', async () => {
    const { system } = requests;
    await makeRequest('Ours_alone_2026');
    await system.ctx.engine.kysely
      .insertInto('organisations')
      .values({ id: crypto.randomUUID(), slug: 'other', name: 'Other', created_at: system.clock.now() })
      .execute();
    const operator = createApi(system, system.config.adminToken);
    expect((await operator.put(`/organisations/other/members/${SOFIA}`, { role: 'admin' })).status).toBe(200);
    const { status, body } = await sofia.open('/app/curation');
    expect(status).toBe(200);
    expect(body).not.toContain('Ours_alone_2026');
    expect((await operator.delete(`/organisations/other/members/${SOFIA}`)).status).toBeLessThan(500);
  });
});

describe('a review', () => {
  test('is taken up, returned with changes at their places, answered and sent back', async () => {
    const { id, folderId } = await makeRequest();
    await assignToLaure(id);
    expect((await laure.open(pageOf(id))).body).toContain('<dd>Laure Haak</dd>');
    await returnIt(id);
    expect(await stateOf(id)).toBe('pending');
    const asked = (await josiah.open(pageOf(id))).body;
    expect(asked).toContain('File README.md: <span class="description">Say what the columns mean');
    expect(asked).toContain('Metadata description: <span class="description">A longer description');
    expect(asked).toContain('Nearly there');

    const [first = '', second = ''] = [...asked.matchAll(/name="change" value="([^"]+)"/g)].map(
      ([, change]) => change,
    );
    const change = [first, second];
    const half = await send(josiah, id, 'resubmit', { what: 'send', change, [`state_${first}`]: 'done' });
    expect(half.status).toBe(400);
    expect(half.body).toContain('“A longer description” has no answer yet.');
    const silent = { what: 'save', change, [`state_${second}`]: 'declined' };
    expect((await send(josiah, id, 'resubmit', silent)).body).toContain('Say why this is not changed.');
    await expectDone(josiah, id, 'resubmit', { ...silent, [`answer_${second}`]: 'It says all there is' });
    expect(await stateOf(id)).toBe('pending');
    await requests.addFile(folderId, 'columns.txt', 'a: depth in metres');
    await expectDone(josiah, id, 'resubmit', { what: 'send', change, comment: 'Here you are' });
    expect(await stateOf(id)).toBe('evaluation');

    const back = (await laure.open(pageOf(id))).body;
    expect(back).toContain('It says all there is');
    expect(back).toContain('Here you are');
    expect(back).toMatch(/<strong>Added<\/strong> <bdi>columns\.txt/);
  });

  test('a return that is refused keeps every change that was typed', async () => {
    const { id } = await makeRequest();
    const long = `Say more ${'x'.repeat(10_000)}`;
    const refused = await send(laure, id, 'return', {
      comment: 'Nearly there',
      change_text: [long, 'Name the instrument'],
      change_kind: ['attribute', 'file'],
      change_place: ['description', 'data/table.csv'],
    });
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('Nearly there</textarea>');
    expect(refused.body).toContain('Name the instrument</textarea>');
    expect(refused.body).toContain('value="data/table.csv"');
    expect(refused.body.match(/<option value="file" selected>/g)).toHaveLength(1);
    expect(refused.body).toContain('href="/app/notices"');
    expect(refused.body).not.toContain('/changes/0/text');
  });

  test('a return with a word alone can be sent back, too', async () => {
    const { id } = await makeRequest();
    await returnIt(id, { comment: 'Look at the units', change_text: [], change_kind: [], change_place: [] });
    const { body } = await josiah.open(pageOf(id));
    expect(body).toContain('Send it back to the curators');
    expect(body).not.toContain('Save the answers');
    await expectDone(josiah, id, 'resubmit', { what: 'send', comment: 'Done' });
    expect(['submitted', 'evaluation']).toContain(await stateOf(id));
  });

  test('a comment among curators that is refused stays among curators', async () => {
    const { id } = await makeRequest();
    const refused = await send(laure, id, 'comments', {
      comment: 'x'.repeat(10_001),
      internal: 'yes',
      place_kind: 'file',
      place: 'README.md',
    });
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('name="internal" value="yes" checked');
    expect(refused.body).toContain('name="place" maxlength="1000" value="README.md"');
  });

  test('can ask for what the service found by ticking it', async () => {
    const folder = await requests.makeFolder();
    const id = await requests.request(folder.id);
    await requests.system.drain();
    await requests.addFile(folder.id, 'a b.txt', 'A name with a space');
    await expectDone(laure, id, 'recheck');
    const { body } = await laure.open(pageOf(id));
    const [, found = ''] = /name="found" value="([^"]+)"/.exec(body) ?? [];
    expect(found).toMatch(/^check:/);
    await returnIt(id, { found, change_text: [], change_kind: [], change_place: [] });
    const asked = (await josiah.open(pageOf(id))).body;
    expect(asked).toMatch(/name="change" value=/);
  });

  test('points of the checklist are waived with a reason, ticked and opened again', async () => {
    const { id } = await makeRequest();
    await expectDone(laure, id, 'recheck');
    const { body } = await laure.open(pageOf(id));
    const manual = /name="check" value="([^"]+)">(?:(?!<\/form>).)*value="passed"/s.exec(body)?.[1] ?? '';
    expect(manual).not.toBe('');
    const noReason = await send(laure, id, 'checks', { check: manual, what: 'waive' });
    expect(noReason.status).toBe(400);
    await expectDone(laure, id, 'checks', { check: manual, what: 'waive', comment: 'Old data' });
    expect((await laure.open(pageOf(id))).body).toContain('Waived: Old data');
    await expectDone(laure, id, 'checks', { check: manual, what: 'unwaive' });
    expect((await laure.open(pageOf(id))).body).not.toContain('Waived: Old data');
    await expectDone(laure, id, 'checks', { check: manual, what: 'failed', comment: 'No, look again' });
    expect((await laure.open(pageOf(id))).body).toContain('No, look again');
    await expectDone(laure, id, 'checks', { check: manual, what: 'passed' });
    expect((await send(laure, id, 'checks', { check: manual, what: 'nonsense' })).status).toBe(400);
    expect((await send(josiah, id, 'checks', { check: manual, what: 'passed' })).status).toBe(403);
  });

  test('long descriptions are shown as text, and what others wrote is never mark-up', async () => {
    const { id } = await makeRequest();
    await expectDone(josiah, id, 'comments', {
      comment: 'First line\nSecond <script>alert(1)</script> line',
      place_kind: 'file',
      place: 'data/<b>.csv',
    });
    const { body } = await laure.open(pageOf(id));
    expect(body).toContain('<div class="reading">Samples of the water of one spring');
    expect(body).toContain('First line\nSecond &lt;script&gt;alert(1)&lt;/script&gt; line');
    expect(body).toContain('File data/&lt;b&gt;.csv');
    expect(body).not.toContain('<script>alert');
  });

  test('a comment of the greatest length is taken whole, in any script', async () => {
    const { id } = await makeRequest();
    const long = '水'.repeat(10_000);
    await expectDone(josiah, id, 'comments', { comment: long });
    expect((await laure.open(pageOf(id))).body).toContain(`<div class="reading">${long}</div>`);
    expect((await send(josiah, id, 'comments', { comment: `${long}水` })).status).toBe(400);
  });

  test('a comment is answered where it stands', async () => {
    const { id } = await makeRequest();
    await expectDone(laure, id, 'comments', { comment: 'Which instrument?' });
    const [, parent = ''] =
      /name="reply_to" value="([^"]+)"/.exec((await josiah.open(pageOf(id))).body) ?? [];
    await expectDone(josiah, id, 'comments', { comment: 'The old one', reply_to: parent });
    const { body } = await laure.open(pageOf(id));
    expect(body).toContain(`<a href="#comment-${parent}">in reply to Laure Haak</a>`);
    const wrong = { comment: 'To nothing', reply_to: 'nonsense' };
    const answer = await send(josiah, id, 'comments', wrong);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('To nothing</textarea>');
  });

  test('a page that was overtaken changes nothing, and keeps what was written', async () => {
    const { id } = await makeRequest();
    const stale = fieldOf((await laure.open(pageOf(id))).body, 'version');
    await assignToLaure(id);
    const answer = await send(laure, id, 'reject', { version: stale, comment: 'A long reason' });
    expect(answer.status).toBe(412);
    expect(answer.body).toContain('A long reason</textarea>');
    expect(await stateOf(id)).toBe('evaluation');
    expect((await send(laure, id, 'reject', { comment: '' })).status).toBe(400);
  });

  test('another status is a word alone', async () => {
    const { id } = await makeRequest();
    await assignToLaure(id);
    await expectDone(laure, id, 'status', { label: 'Legal', comment: 'Being asked' });
    expect(await requests.read(id)).toMatchObject({ state: 'evaluation', label: 'Legal' });
    expect((await send(laure, id, 'status', { label: 'Completion' })).status).toBe(409);
  });
});

describe('the end of a request', () => {
  test('approved and published: the identifier is shown, and leads to the public page', async () => {
    const { id } = await makeRequest();
    await assignToLaure(id);
    await settleChecklist(id);
    await expectDone(laure, id, 'approve', { what: 'publish', comment: 'Well done' });
    await requests.system.drain();
    const { permanentId, state, folderId } = await requests.read(id);
    expect(state).toBe('published');
    for (const by of [laure, josiah]) {
      const { body } = await by.open(pageOf(id));
      expect(body).toContain(`https://doi.org/${permanentId}`);
      expect(body).toContain(`/packages/${folderId}`);
      expect(body).toContain('Publishing: done');
    }
    const closed = await laure.open('/app/curation?state=closed');
    expect(closed.body).toContain(id);
  });

  test('stopped at a problem: the step, its attempts and the reason are shown, and it goes on', async () => {
    const { id } = await makeRequest();
    await assignToLaure(id);
    await settleChecklist(id);
    await expectDone(laure, id, 'approve', { what: 'approve' });
    await expectDone(laure, id, 'publish');
    await setRole(requests.system, LAURE, 'member');
    await requests.system.drain();
    await setRole(requests.system, LAURE, 'curator');
    expect(await stateOf(id)).toBe('failed');
    const { body } = await laure.open(pageOf(id));
    expect(body).toContain('Stopped at a problem</strong> while it was published');
    expect(body).toMatch(/<span class="step-failed">Stopped<\/span>[^\n]*<span class="problem">\S/);
    expect((await josiah.open(pageOf(id))).body).toContain('Nothing is lost');
    await expectDone(laure, id, 'retry');
    await requests.system.drain();
    expect(await stateOf(id)).toBe('published');
  });

  test('rejected with a reason: the folder is back, and curators no longer read it', async () => {
    const { id } = await makeRequest();
    await expectDone(laure, id, 'reject', { comment: 'Not our field' });
    await requests.system.drain();
    expect(await stateOf(id)).toBe('rejected');
    expect((await josiah.open(pageOf(id))).body).toContain('Not our field');
    const { status, body } = await laure.open(pageOf(id));
    expect(status).toBe(200);
    expect(body).toContain('not shown to you');
    expect(body).not.toContain('README.md');
  });

  test('withdrawn by who made it', async () => {
    const { id } = await makeRequest();
    expect((await send(laure, id, 'withdraw')).status).toBe(403);
    await expectDone(josiah, id, 'withdraw', { comment: 'Too early' });
    await requests.system.drain();
    expect(await stateOf(id)).toBe('withdrawn');
    expect((await laure.open(pageOf(id))).body).toContain('Too early');
  });

  async function settleChecklist(id: string): Promise<void> {
    await expectDone(laure, id, 'recheck');
    for (;;) {
      const { body } = await laure.open(pageOf(id));
      const blocking = /<li class="check [^"]*blocking">(.*?)<\/li>/s.exec(body)?.[1];
      if (blocking === undefined) return;
      const check = /name="check" value="([^"]+)"/.exec(blocking)?.[1] ?? '';
      await expectDone(laure, id, 'checks', { check, what: 'waive', comment: 'For this test' });
    }
  }
});
