import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, openBrowser, startSystemToday } from './support/browser.ts';
import { removeMember, SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { fieldOf, fillForm, pathOf, sendNewShoulder, sendWish } from './support/shoulder-forms.ts';
import type { System } from './support/start-system.ts';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  [josiah, laure] = [openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
  await setRole(system, JOSIAH, 'admin');
});
afterAll(() => system?.close());

const shoulderIn = (body: string): string => /href="(\/app\/shoulders\/[0-9a-f-]{36})"/.exec(body)?.[1] ?? '';
const ask = async (form: Record<string, string> = {}) => pathOf(await sendWish(laure, form));
const create = async (form: Record<string, string | string[]> = {}) =>
  pathOf(await sendNewShoulder(josiah, form));

async function mint(by: Browser, shoulder: string): Promise<{ status: number; pid: string }> {
  const answer = await fetch(`${system.url}/api/v1/pids`, {
    method: 'POST',
    headers: { cookie: by.cookieHeader(), origin: system.url, 'content-type': 'application/json' },
    body: JSON.stringify({ shoulder: shoulder.split('/').at(-1), state: 'reserved' }),
  });
  return { status: answer.status, pid: ((await answer.json()) as { pid: string }).pid };
}

type Notices = { items: { title: string; link: string }[] };
const told = async (by: Browser) => JSON.parse((await by.open('/api/v1/notices')).body) as Notices;

describe('asking for a shoulder on the pages', () => {
  test('a member asks, an administrator grants, and notices lead both to where they go on, all without JavaScript', async () => {
    expect((await laure.open('/app/shoulders')).body).toContain('You have asked for none.');
    const path = await ask({ shoulder: 'lr1', purpose: 'Cores of the lake survey' });
    const own = await laure.open('/app/shoulders');
    expect(own.body).toContain(
      `href="${path}">99999/lr1, template eedk</a></strong>: waits for an administrator`,
    );
    expect((await told(josiah)).items.map((each) => each.link)).toContain(path);

    const queue = await josiah.open('/app/shoulders');
    expect(queue.body).toContain('Laure Haak asks for 99999/lr1');
    expect((await josiah.open(path)).body).toContain('Cores of the lake survey');
    const terms = { prefix: '99999', shoulder: 'lr1', template: 'eedk', purpose: 'Cores', quota: '20' };
    expect(pathOf(await fillForm(josiah, path, `${path}/grant`, terms))).toBe(path);

    const granted = await laure.open(path);
    expect(granted.body).toContain('<strong>Granted</strong>');
    const shoulder = shoulderIn(granted.body);
    expect((await told(laure)).items.map((each) => each.link)).toContain(shoulder);
    const page = await laure.open(shoulder);
    expect(page.body).toContain('<code>99999/lr1</code>');
    expect(page.body).toContain('You may mint.');
    expect((await mint(laure, shoulder)).pid).toMatch(/^ark:99999\/lr1/);
    expect((await laure.open(shoulder)).body).toContain('1 of 20 allowed');
    expect((await josiah.open(shoulder)).body).toContain('You may not mint.');
  });

  test('a wrong wish comes back with what was typed and what to do', async () => {
    const empty = await sendWish(laure, { purpose: ' ', type: 'name', shoulder: '<b>x</b>' });
    expect(empty.status).toBe(400);
    expect(empty.body).toContain('Say in a sentence what the identifiers are for.');
    expect(empty.body).toContain('Choose one of the types offered.');
    expect(empty.body).toContain('value="&lt;b&gt;x&lt;/b&gt;"');
    const wrong = await sendWish(laure, {
      prefix: 'aeiou',
      shoulder: 'a-b',
      template: 'nonsense',
      purpose: 'Kept text',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('id="prefix-problem">Give a NAAN such as 99999');
    expect(wrong.body).toContain('id="shoulder-problem">Use small letters');
    expect(wrong.body).toContain('id="template-problem">');
    expect(wrong.body).toContain('Kept text</textarea>');
    expect(wrong.body).toContain('<option value="ark" selected>');
    expect((await sendWish(laure, { purpose: 'x'.repeat(5001) })).body).toContain(
      'Use 5000 characters or fewer.',
    );
  });

  test('a form sent twice asks once', async () => {
    const { body } = await laure.open('/app/shoulders/request');
    const form = {
      form_token: fieldOf(body, 'form_token'),
      key: fieldOf(body, 'key'),
      type: 'igsn',
      purpose: 'Asked for twice',
    };
    const first = await laure.send('/app/shoulders/request', form);
    const second = await laure.send('/app/shoulders/request', form);
    expect(pathOf(second)).toBe(pathOf(first));
  });

  test('a refusal needs a reason, and the requester reads it', async () => {
    const path = await ask();
    const without = await fillForm(josiah, path, `${path}/refuse`, { reason: '  ' });
    expect(without.status).toBe(400);
    expect(without.body).toContain('Say why');
    pathOf(await fillForm(josiah, path, `${path}/refuse`, { reason: 'Use the one of <your> group.' }));
    const page = await laure.open(path);
    expect(page.body).toContain('<strong>Refused</strong>');
    expect(page.body).toContain('Use the one of &lt;your&gt; group.');
    expect((await laure.open('/app/shoulders')).body).toContain('Reason: Use the one of &lt;your&gt; group.');
    expect((await told(laure)).items.map((each) => each.link)).toContain(path);
  });

  test('a request that was taken back cannot be granted by a form that was open still', async () => {
    const path = await ask({ shoulder: 'pz1' });
    const token = fieldOf((await josiah.open(path)).body, 'form_token');
    pathOf(await fillForm(laure, path, `${path}/cancel`, {}));
    expect((await laure.open(path)).body).toContain('<strong>Taken back</strong>');
    const late = await josiah.send(`${path}/grant`, {
      form_token: token,
      prefix: '99999',
      shoulder: 'pz1',
      template: 'eedk',
    });
    expect(late.status).toBe(409);
    expect(late.body).toContain('the request was cancelled already');
    const again = await fillForm(laure, path, `${path}/cancel`, {
      form_token: fieldOf((await laure.open('/app/shoulders/request')).body, 'form_token'),
    });
    expect(again.status).toBe(409);
  });

  test('a grant can differ from the wish; its mistakes stand next to their fields and change nothing', async () => {
    const path = await ask({ type: 'doi', prefix: '', shoulder: '', template: '' });
    const page = await josiah.open(path);
    expect(page.body).toContain(
      'name="prefix" type="text" maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false" value="10.5072"',
    );
    expect(page.body).toContain('<option value="MINTMARK.DEMO" selected>');
    const terms = { prefix: '10.5072', shoulder: 'lab.', template: '', registrar_account: 'none' };
    const wrong = await fillForm(josiah, path, `${path}/grant`, {
      ...terms,
      registrar_account: '',
      quota: 'many',
      title: 'Kept title',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('id="quota-problem">Give a whole number');
    expect(wrong.body).toContain('id="registrar_account-problem">');
    expect(wrong.body).toContain('value="Kept title"');
    const people = await fillForm(josiah, path, `${path}/grant`, { ...terms, minters: `${SOFIA}\nnobody` });
    expect(people.status).toBe(400);
    expect(people.body).toContain('id="minters-problem">nobody: ');
    const meeting = await fillForm(josiah, path, `${path}/grant`, { ...terms, shoulder: '', template: '' });
    expect(meeting.status).toBe(409);
    expect(meeting.body).toContain('There is a shoulder 10.5072 already.');
    expect((await laure.open(path)).body).toContain('Waits for an administrator');
    pathOf(await fillForm(josiah, path, `${path}/grant`, { ...terms, minters: SOFIA }));
    const shoulder = await josiah.open(shoulderIn((await josiah.open(path)).body));
    expect(shoulder.body).toContain(`<code>${SOFIA}</code>`);
    expect(shoulder.body).toContain(`<code>${LAURE}</code>`);
    expect(shoulder.body).toContain('None; names resolve here');
  });
});

describe('settling a shoulder on the pages', () => {
  test('an administrator creates one; what would not work is said', async () => {
    const meeting = await sendNewShoulder(josiah, { shoulder: 'fk4x', title: 'Kept' });
    expect(meeting.status).toBe(409);
    expect(meeting.body).toContain('could meet those of the shoulder 99999/fk4');
    expect(meeting.body).toContain('value="Kept"');
    expect((await sendNewShoulder(josiah, { type: 'doi', prefix: '10.5072' })).body).toContain(
      'Choose who registers these DOIs.',
    );
    expect((await sendNewShoulder(josiah, { registrar_account: 'MINTMARK.DEMO' })).body).toContain(
      'DataCite registers DOIs only',
    );
    const path = await create({ title: 'Water samples', default_target: 'https://example.org/{pid}' });
    const page = await laure.open(path);
    expect(page.body).toContain('<h1>Water samples</h1>');
    expect(page.body).toContain('https://example.org/{pid}');
    expect((await laure.open('/app/shoulders')).body).toContain(`href="${path}">Water samples</a>`);
  });

  test('settings change, people are named, and the history says what was before', async () => {
    const path = await create({ title: 'Before', minter_roles: [] });
    expect((await laure.open(path)).body).toContain('You may not mint.');
    const change = { title: 'After', quota: '7', minters: `https://orcid.org/${LAURE}`, template: 'eeedk' };
    expect(pathOf(await fillForm(josiah, `${path}/settings`, `${path}/settings`, change))).toBe(path);
    const page = await laure.open(path);
    expect(page.body).toContain('<h1>After</h1>');
    expect(page.body).toContain('You may mint.');
    expect(page.body).toContain('<code>eeedk</code>');
    expect(page.body).not.toContain('Administration');
    const history = await josiah.open(`${path}/history`);
    expect(history.body).toContain('Title: After, before: Before');
    expect(history.body).toContain('Quota: 7, before: none');
    await mint(laure, path);
    // The template is settled once a name was given out, and its field is gone.
    expect((await josiah.open(`${path}/settings`)).body).not.toContain('name="template"');
    const forced = await fillForm(josiah, `${path}/settings`, `${path}/settings`, {
      has_template: 'yes',
      template: 'eedk',
    });
    expect(forced.status).toBe(409);
    expect(forced.body).toContain('Names of this template were given out already.');
  });

  test('of two administrators, the later one sees what the other saved, and loses nothing', async () => {
    const path = await create({ title: 'First' });
    const settings = `${path}/settings`;
    const { body } = await josiah.open(settings);
    const stale = {
      form_token: fieldOf(body, 'form_token'),
      version: fieldOf(body, 'version'),
      has_template: 'yes',
    };
    pathOf(
      await fillForm(josiah, settings, settings, {
        title: 'Second',
        template: 'eedk',
        minter_roles: 'admin',
      }),
    );
    const mine = { ...stale, title: 'Third', template: 'eedk', minter_roles: 'member' };
    // Mending a mistake does not make a form newer than it is.
    const wrong = await josiah.send(settings, { ...mine, quota: 'x' });
    expect(wrong.status).toBe(400);
    expect(fieldOf(wrong.body, 'version')).toBe(stale.version);
    const late = await josiah.send(settings, mine);
    expect(late.status).toBe(412);
    expect(late.body).toContain('value="Third"');
    expect(late.body).toContain('It says now: Second');
    expect(late.body).toContain('Ticked now: Administrators');
    expect((await josiah.open(path)).body).toContain('<h1>Second</h1>');
    pathOf(await josiah.send(settings, { ...mine, version: fieldOf(late.body, 'version') }));
    expect((await josiah.open(path)).body).toContain('<h1>Third</h1>');
    expect((await josiah.send(settings, { ...mine, version: 'nonsense' })).status).toBe(412);
  });

  test('a closed shoulder says so and gives out nothing until it is opened again', async () => {
    const path = await create({ title: 'Summer only' });
    pathOf(await fillForm(josiah, path, `${path}/open`, { open: 'no' }));
    expect((await laure.open(path)).body).toContain('This shoulder is closed');
    expect((await laure.open('/app/shoulders')).body).toContain('<strong>Closed</strong>');
    expect((await mint(laure, path)).status).toBe(409);
    pathOf(await fillForm(josiah, path, `${path}/open`, { open: 'yes' }));
    expect((await mint(laure, path)).status).toBe(201);
  });
});

describe('single names on the pages', () => {
  test('names are held back and let go; wrong ones are told line by line', async () => {
    const path = await create({ shoulder: 'pn1', template: '.rddk' });
    const names = `${path}/names`;
    const wrong = await fillForm(josiah, names, `${names}/hold`, {
      names: 'nonsense\n99999/fk41',
      reason: 'Kept',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('nonsense: Give a name that begins with ark:99999/pn1');
    expect(wrong.body).toContain('nonsense\n99999/fk41</textarea>');
    expect(wrong.body).toContain('value="Kept"');
    expect((await fillForm(josiah, names, `${names}/hold`, { names: '' })).body).toContain(
      'Give at least one name.',
    );
    const { pid } = await mint(laure, path);
    const spelt = pid.replace('ark:', 'ark:/');
    const taken = await fillForm(josiah, names, `${names}/hold`, {
      names: `99999/pn1x 99999/pn1-x ${spelt}`,
    });
    expect(taken.status).toBe(409);
    expect(taken.body).toContain(`${pid} was given out already. It is reserved.`);
    pathOf(
      await fillForm(josiah, names, `${names}/hold`, { names: '99999/pn1x', reason: 'On a printed label' }),
    );
    expect((await josiah.open(names)).body).toContain('<code>ark:99999/pn1x</code>');
    expect((await josiah.open(path)).body).toContain('1 held back');
    pathOf(await fillForm(josiah, names, `${names}/lift`, { name: 'ark:99999/pn1x' }));
    expect((await josiah.open(names)).body).not.toContain('pn1x');
    expect((await fillForm(josiah, names, `${names}/lift`, { name: 'ark:99999/pn1x' })).status).toBe(404);
    const history = await josiah.open(`${path}/history`);
    expect(history.body).toContain('Hold lifted');
    expect(history.body).toContain('Reason: On a printed label');
  });

  test('a name that was given back unused is let out again, and nothing else', async () => {
    const path = await create();
    const names = `${path}/names`;
    const { pid } = await mint(josiah, path);
    const early = await fillForm(josiah, names, `${names}/queue`, { names: pid });
    expect(early.status).toBe(409);
    expect(early.body).toContain('It is reserved; only names that were given back unused');
    const release = await fetch(`${system.url}/api/v1/pids/${encodeURIComponent(pid)}/release`, {
      method: 'POST',
      headers: { cookie: josiah.cookieHeader(), origin: system.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(release.status).toBe(200);
    pathOf(await fillForm(josiah, names, `${names}/queue`, { names: pid }));
    expect((await josiah.open(names)).body).toContain(`aria-label="Take back ${pid}"`);
    pathOf(await fillForm(josiah, names, `${names}/take-back`, { name: pid }));
    expect((await josiah.open(names)).body).toContain('None waits at present.');
    pathOf(await fillForm(josiah, names, `${names}/queue`, { names: pid }));
    expect((await mint(josiah, path)).pid).toBe(pid);
  });

  test('names minted elsewhere are passed', async () => {
    const path = await create({ shoulder: 'pm1', template: '.zd' });
    const names = `${path}/names`;
    pathOf(await fillForm(josiah, names, `${names}/advance`, { names: '99999/pm17' }));
    expect((await mint(josiah, path)).pid).toBe('ark:99999/pm18');
    expect((await josiah.open(`${path}/history`)).body).toContain('Names used up: 8, before: 0');
  });

  test('a shoulder goes on where a minter of Nog stood', async () => {
    const path = await create();
    const names = `${path}/names`;
    const [, prefix = ''] = /<code>(99999\/[^<]+)<\/code>/.exec((await josiah.open(path)).body) ?? [];
    const total = 29 * 29 * 10;
    const run = Math.floor(total / 293) + 1;
    // Five names were drawn, all of the first counter.
    const counters = Array.from({ length: Math.ceil(total / run) }, (_, index) => ({
      name: `c${index}`,
      top: Math.min(run, total - index * run),
      value: index === 0 ? 5 : 0,
    }));
    const kept = {
      template: `${prefix}{eedk}`,
      mask: 'eedk',
      atlast: 'add3',
      basecount: 0,
      oacounter: 5,
      saclist: counters.map((each) => each.name),
      ...Object.fromEntries(counters.map(({ name, top, value }) => [name, { top, value }])),
    };
    const form = { format: 'nog', text: JSON.stringify(kept, null, 2) };
    pathOf(await fillForm(josiah, names, `${names}/import`, form));
    expect((await josiah.open(names)).body).toContain('5 names are used up');
    expect((await josiah.open(`${path}/history`)).body).toContain('Went on where another minter stood');
  });

  test('what is no state of a minter is refused with its place', async () => {
    const path = await create();
    const names = `${path}/names`;
    const answer = await fillForm(josiah, names, `${names}/import`, {
      format: 'nog',
      text: '{"not": "one"}',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('id="import-text-problem">At ');
    expect(answer.body).toContain('{&quot;not&quot;: &quot;one&quot;}</textarea>');
    const other = await fillForm(josiah, names, `${names}/import`, { format: 'other', text: '' });
    expect(other.body).toContain('Choose one of the kinds offered.');
  });
});

describe('who sees and changes what on the pages', () => {
  test('members see their shoulders and change nothing of them', async () => {
    const path = await create();
    expect((await laure.open(path)).body).not.toContain('Change the settings');
    for (const page of [`${path}/settings`, `${path}/names`, `${path}/history`, '/app/shoulders/new']) {
      expect((await laure.open(page)).status, page).toBe(403);
    }
    const list = await laure.open('/app/shoulders');
    expect(list.body).not.toContain('Create a shoulder');
    expect(list.body).not.toContain('Requests that wait for you');
    const form_token = fieldOf((await laure.open('/app/shoulders/request')).body, 'form_token');
    const forms: [string, Record<string, string>][] = [
      ['/app/shoulders/new', { type: 'ark', prefix: '99999', shoulder: 'no1', template: 'eedk' }],
      [`${path}/open`, { open: 'no', version: '1' }],
      [`${path}/settings`, { title: 'Mine', version: '1' }],
      [`${path}/names/hold`, { names: '99999/x' }],
      [`${path}/names/lift`, { name: '99999/x' }],
      [`${path}/names/import`, { format: 'nog', text: '{}' }],
    ];
    for (const [action, form] of forms) {
      expect((await laure.send(action, { form_token, ...form })).status, action).toBe(403);
    }
    const own = await ask();
    expect((await laure.open(own)).body).not.toContain('Grant it');
    for (const action of [`${own}/grant`, `${own}/refuse`]) {
      expect((await laure.send(action, { form_token, reason: 'Because' })).status, action).toBe(403);
    }
    expect((await fillForm(josiah, own, `${own}/cancel`, {})).status).toBe(403);
  });

  test('what is not theirs looks to others as if it were not there', async () => {
    const sofia = openBrowser(system);
    await sofia.signIn(SOFIA);
    const request = await ask();
    const shoulder = await create();
    const form_token = fieldOf((await sofia.open('/app/shoulders/request')).body, 'form_token');
    for (const [action, reason] of [
      ['grant', ''],
      ['refuse', 'Because'],
      ['cancel', ''],
    ]) {
      expect((await sofia.send(`${request}/${action}`, { form_token, reason: reason ?? '' })).status).toBe(
        404,
      );
    }
    expect((await sofia.open(request)).status).toBe(404);
    await removeMember(system, SOFIA);
    for (const page of [shoulder, `${shoulder}/settings`, `${shoulder}/names`, `${shoulder}/history`]) {
      expect((await sofia.open(page)).status, page).toBe(404);
    }
    expect((await sofia.send(`${shoulder}/open`, { form_token, open: 'no', version: '1' })).status).toBe(404);
    const list = await sofia.open('/app/shoulders');
    expect(list.body).toContain('You are a member of no organisation here.');
    expect(list.body).not.toContain('Request a shoulder');
    expect((await sofia.open('/app/shoulders/request')).status).toBe(403);
    for (const path of ['/app/shoulders/nothing', '/app/shoulders/requests/nothing']) {
      expect((await josiah.open(path)).status).toBe(404);
    }
  });

  test('forms of other sites, of other pages and of nobody come to nothing', async () => {
    const path = await ask();
    const { body } = await laure.open(path);
    const form = { form_token: fieldOf(body, 'form_token') };
    const elsewhere = await laure.send(`${path}/cancel`, form, { 'sec-fetch-site': 'cross-site' });
    expect(elsewhere.status).toBe(403);
    const token = fieldOf((await laure.open('/app/blocks')).body, 'form_token');
    expect((await laure.send(`${path}/cancel`, { form_token: token })).status).toBe(403);
    expect((await laure.send(`${path}/cancel`, {})).status).toBe(403);
    expect((await laure.open(path)).body).toContain('Waits for an administrator');
    const nobody = openBrowser(system);
    const visit = await nobody.open(path);
    expect(visit.status).toBe(401);
    expect(visit.body).toContain(`return_to=${encodeURIComponent(path)}`);
    expect((await nobody.send(`${path}/cancel`, form)).status).toBe(401);
  });

  test('the console and the page of blocks lead here', async () => {
    expect((await laure.open('/app')).body).toContain('href="/app/shoulders"');
  });
});
