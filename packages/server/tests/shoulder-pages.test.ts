import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type BrowserContext,
  type BrowserContextOptions,
  type Browser as ChromiumBrowser,
  chromium,
} from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, openBrowser, startSystemToday, type Visit } from './support/browser.ts';
import { removeMember, SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import type { System } from './support/start-system.ts';

const CHROMIUM = '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

const fieldOf = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
const shoulderIn = (body: string): string => /href="(\/app\/shoulders\/[0-9a-f-]{36})"/.exec(body)?.[1] ?? '';
const pathOf = (answer: Visit): string => {
  expect(answer.status, /<p class="notice".*/.exec(answer.body)?.[0]).toBe(303);
  return new URL(answer.location ?? '').pathname;
};

const LETTERS = 'bcdfghjkmnpqrstvwxz';
let lastNumber = 0;
/** A shoulder that no test has used. */
const fresh = () => {
  lastNumber += 1;
  return `p${LETTERS.charAt(lastNumber / LETTERS.length)}${LETTERS.charAt(lastNumber % LETTERS.length)}1`;
};

/** Opens a page, and sends one of its forms with the hidden fields that a browser would send. */
async function fill(
  by: Browser,
  page: string,
  action: string,
  form: Record<string, string | string[]>,
): Promise<Visit> {
  const { body } = await by.open(page);
  const hidden = ['form_token', 'key', 'version', 'has_template'].map((name) => [name, fieldOf(body, name)]);
  return by.send(action, { ...Object.fromEntries(hidden.filter(([, value]) => value !== '')), ...form });
}

const wish = (form: Record<string, string> = {}, by = laure): Promise<Visit> =>
  fill(by, '/app/shoulders/request', '/app/shoulders/request', {
    type: 'ark',
    purpose: 'Labels of a field trip',
    prefix: '99999',
    shoulder: fresh(),
    template: 'eedk',
    ...form,
  });
const ask = async (form: Record<string, string> = {}, by = laure) => pathOf(await wish(form, by));

const make = (form: Record<string, string | string[]> = {}): Promise<Visit> =>
  fill(josiah, '/app/shoulders/new', '/app/shoulders/new', {
    type: 'ark',
    prefix: '99999',
    shoulder: fresh(),
    template: 'eedk',
    minter_roles: ['member', 'curator', 'admin'],
    ...form,
  });
const create = async (form: Record<string, string | string[]> = {}) => pathOf(await make(form));

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
    expect(pathOf(await fill(josiah, path, `${path}/grant`, terms))).toBe(path);

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
    const empty = await wish({ purpose: ' ', type: 'name', shoulder: '<b>x</b>' });
    expect(empty.status).toBe(400);
    expect(empty.body).toContain('Say in a sentence what the identifiers are for.');
    expect(empty.body).toContain('Choose one of the types offered.');
    expect(empty.body).toContain('value="&lt;b&gt;x&lt;/b&gt;"');
    const wrong = await wish({
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
    expect((await wish({ purpose: 'x'.repeat(5001) })).body).toContain('Use 5000 characters or fewer.');
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
    const without = await fill(josiah, path, `${path}/refuse`, { reason: '  ' });
    expect(without.status).toBe(400);
    expect(without.body).toContain('Say why');
    pathOf(await fill(josiah, path, `${path}/refuse`, { reason: 'Use the one of <your> group.' }));
    const page = await laure.open(path);
    expect(page.body).toContain('<strong>Refused</strong>');
    expect(page.body).toContain('Use the one of &lt;your&gt; group.');
    expect((await laure.open('/app/shoulders')).body).toContain('Reason: Use the one of &lt;your&gt; group.');
    expect((await told(laure)).items.map((each) => each.link)).toContain(path);
  });

  test('a request that was taken back cannot be granted by a form that was open still', async () => {
    const path = await ask({ shoulder: 'pz1' });
    const token = fieldOf((await josiah.open(path)).body, 'form_token');
    pathOf(await fill(laure, path, `${path}/cancel`, {}));
    expect((await laure.open(path)).body).toContain('<strong>Taken back</strong>');
    const late = await josiah.send(`${path}/grant`, {
      form_token: token,
      prefix: '99999',
      shoulder: 'pz1',
      template: 'eedk',
    });
    expect(late.status).toBe(409);
    expect(late.body).toContain('the request was cancelled already');
    const again = await fill(laure, path, `${path}/cancel`, {
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
    const wrong = await fill(josiah, path, `${path}/grant`, {
      ...terms,
      registrar_account: '',
      quota: 'many',
      title: 'Kept title',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('id="quota-problem">Give a whole number');
    expect(wrong.body).toContain('id="registrar_account-problem">');
    expect(wrong.body).toContain('value="Kept title"');
    const people = await fill(josiah, path, `${path}/grant`, { ...terms, minters: `${SOFIA}\nnobody` });
    expect(people.status).toBe(400);
    expect(people.body).toContain('id="minters-problem">nobody: ');
    const meeting = await fill(josiah, path, `${path}/grant`, { ...terms, shoulder: '', template: '' });
    expect(meeting.status).toBe(409);
    expect(meeting.body).toContain('There is a shoulder 10.5072 already.');
    expect((await laure.open(path)).body).toContain('Waits for an administrator');
    pathOf(await fill(josiah, path, `${path}/grant`, { ...terms, minters: SOFIA }));
    const shoulder = await josiah.open(shoulderIn((await josiah.open(path)).body));
    expect(shoulder.body).toContain(`<code>${SOFIA}</code>`);
    expect(shoulder.body).toContain(`<code>${LAURE}</code>`);
    expect(shoulder.body).toContain('None; names resolve here');
  });
});

describe('settling a shoulder on the pages', () => {
  test('an administrator creates one; what would not work is said', async () => {
    const meeting = await make({ shoulder: 'fk4x', title: 'Kept' });
    expect(meeting.status).toBe(409);
    expect(meeting.body).toContain('could meet those of the shoulder 99999/fk4');
    expect(meeting.body).toContain('value="Kept"');
    expect((await make({ type: 'doi', prefix: '10.5072' })).body).toContain(
      'Choose who registers these DOIs.',
    );
    expect((await make({ registrar_account: 'MINTMARK.DEMO' })).body).toContain(
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
    expect(pathOf(await fill(josiah, `${path}/settings`, `${path}/settings`, change))).toBe(path);
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
    const forced = await fill(josiah, `${path}/settings`, `${path}/settings`, {
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
      await fill(josiah, settings, settings, { title: 'Second', template: 'eedk', minter_roles: 'admin' }),
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
    pathOf(await fill(josiah, path, `${path}/open`, { open: 'no' }));
    expect((await laure.open(path)).body).toContain('This shoulder is closed');
    expect((await laure.open('/app/shoulders')).body).toContain('<strong>Closed</strong>');
    expect((await mint(laure, path)).status).toBe(409);
    pathOf(await fill(josiah, path, `${path}/open`, { open: 'yes' }));
    expect((await mint(laure, path)).status).toBe(201);
  });
});

describe('single names on the pages', () => {
  test('names are held back and let go; wrong ones are told line by line', async () => {
    const path = await create({ shoulder: 'pn1', template: '.rddk' });
    const names = `${path}/names`;
    const wrong = await fill(josiah, names, `${names}/hold`, {
      names: 'nonsense\n99999/fk41',
      reason: 'Kept',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('nonsense: Give a name that begins with ark:99999/pn1');
    expect(wrong.body).toContain('nonsense\n99999/fk41</textarea>');
    expect(wrong.body).toContain('value="Kept"');
    expect((await fill(josiah, names, `${names}/hold`, { names: '' })).body).toContain(
      'Give at least one name.',
    );
    const { pid } = await mint(laure, path);
    const spelt = pid.replace('ark:', 'ark:/');
    const taken = await fill(josiah, names, `${names}/hold`, { names: `99999/pn1x 99999/pn1-x ${spelt}` });
    expect(taken.status).toBe(409);
    expect(taken.body).toContain(`${pid} was given out already. It is reserved.`);
    pathOf(await fill(josiah, names, `${names}/hold`, { names: '99999/pn1x', reason: 'On a printed label' }));
    expect((await josiah.open(names)).body).toContain('<code>ark:99999/pn1x</code>');
    expect((await josiah.open(path)).body).toContain('1 held back');
    pathOf(await fill(josiah, names, `${names}/lift`, { name: 'ark:99999/pn1x' }));
    expect((await josiah.open(names)).body).not.toContain('pn1x');
    expect((await fill(josiah, names, `${names}/lift`, { name: 'ark:99999/pn1x' })).status).toBe(404);
    const history = await josiah.open(`${path}/history`);
    expect(history.body).toContain('Hold lifted');
    expect(history.body).toContain('Reason: On a printed label');
  });

  test('a name that was given back unused is let out again, and nothing else', async () => {
    const path = await create();
    const names = `${path}/names`;
    const { pid } = await mint(josiah, path);
    const early = await fill(josiah, names, `${names}/queue`, { names: pid });
    expect(early.status).toBe(409);
    expect(early.body).toContain('It is reserved; only names that were given back unused');
    const release = await fetch(`${system.url}/api/v1/pids/${encodeURIComponent(pid)}/release`, {
      method: 'POST',
      headers: { cookie: josiah.cookieHeader(), origin: system.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(release.status).toBe(200);
    pathOf(await fill(josiah, names, `${names}/queue`, { names: pid }));
    expect((await josiah.open(names)).body).toContain(`aria-label="Take back ${pid}"`);
    pathOf(await fill(josiah, names, `${names}/take-back`, { name: pid }));
    expect((await josiah.open(names)).body).toContain('None waits at present.');
    pathOf(await fill(josiah, names, `${names}/queue`, { names: pid }));
    expect((await mint(josiah, path)).pid).toBe(pid);
  });

  test('names minted elsewhere are passed', async () => {
    const path = await create({ shoulder: 'pm1', template: '.zd' });
    const names = `${path}/names`;
    pathOf(await fill(josiah, names, `${names}/advance`, { names: '99999/pm17' }));
    expect((await mint(josiah, path)).pid).toBe('ark:99999/pm18');
    expect((await josiah.open(`${path}/history`)).body).toContain('Names used up: 8, before: 0');
  });

  test('what is no state of a minter is refused with its place', async () => {
    const path = await create();
    const names = `${path}/names`;
    const answer = await fill(josiah, names, `${names}/import`, { format: 'nog', text: '{"not": "one"}' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('id="import-text-problem">At ');
    expect(answer.body).toContain('{&quot;not&quot;: &quot;one&quot;}</textarea>');
    const other = await fill(josiah, names, `${names}/import`, { format: 'other', text: '' });
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
    expect((await fill(josiah, own, `${own}/cancel`, {})).status).toBe(403);
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

describe.skipIf(!existsSync(CHROMIUM))(
  `the pages in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let chrome: ChromiumBrowser;
    beforeAll(async () => {
      chrome = await chromium.launch({
        executablePath: CHROMIUM,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--disable-background-networking',
          '--disable-sync',
        ],
      });
    });
    afterAll(() => chrome?.close());

    async function openContext(by: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
      const context = await chrome.newContext(options);
      const cookies = [...by.cookies].map(([name, { value }]) => ({ name, value, url: system.url }));
      await context.addCookies(cookies);
      return context;
    }

    test('a request is written, granted and changed by hand, with no JavaScript', async () => {
      const options = { javaScriptEnabled: false, viewport: { width: 390, height: 900 } };
      const [member, admin] = [await openContext(laure, options), await openContext(josiah, options)];
      const asking = await member.newPage();
      await asking.goto(`${system.url}/app`);
      await asking.getByRole('link', { name: 'shoulders' }).click();
      await asking.getByRole('link', { name: 'Request a shoulder' }).click();
      await asking.getByLabel('Type of identifier').selectOption('ark');
      await asking.getByLabel('What the identifiers are for').fill('Typed by hand\non two lines');
      await asking.getByLabel('Prefix').fill('99999');
      await asking.getByLabel('Name of the shoulder').fill('hand1');
      await asking.getByLabel('Template of the names').fill('eedk');
      await asking.getByRole('button', { name: 'Send the request' }).click();
      expect(await asking.locator('main').innerText()).toContain('Waits for an administrator');

      const deciding = await admin.newPage();
      await deciding.goto(`${system.url}/app/shoulders`);
      await deciding.getByRole('link', { name: 'Laure Haak asks for 99999/hand1' }).click();
      await deciding.getByLabel('Title').fill('Made by hand');
      await deciding.getByLabel('Curators of the organisation').check();
      await deciding.getByLabel('And these people').fill(SOFIA);
      await deciding.getByLabel('Quota').fill('12');
      await deciding.getByText('Where names lead, and what is promised').click();
      await deciding.getByLabel('Where a name leads').fill('https://example.org/{pid}');
      await deciding.getByLabel('Persistence statement').fill('Kept for good.');
      await deciding.getByRole('button', { name: 'Grant' }).click();
      await deciding.getByRole('link', { name: 'The shoulder' }).click();
      const shown = await deciding.locator('main').innerText();
      for (const part of [
        'Made by hand',
        'Curators, and people',
        SOFIA,
        LAURE,
        '0 of 12',
        '{pid}',
        'Kept for good.',
      ]) {
        expect(shown).toContain(part);
      }
      expect(shown).toContain('Typed by hand\non two lines');

      await deciding.getByRole('link', { name: 'Change the settings' }).click();
      await deciding.getByLabel('Template').fill('eeedk');
      await deciding.getByLabel('Curators of the organisation').uncheck();
      await deciding.getByRole('button', { name: 'Save' }).click();
      // Nothing but what was changed is in the history: the form brought back the rest as it was.
      await deciding.getByRole('link', { name: 'History' }).click();
      const change = deciding.getByRole('listitem').last();
      expect((await change.innerText()).split('\n').slice(1)).toEqual([
        'Template: eeedk, before: eedk',
        'Roles that may mint: none, before: curator',
      ]);
      await Promise.all([member.close(), admin.close()]);
    });

    test.each([1280, 390])('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
      const long = 'Isotopenverhältnismessungen'.repeat(4);
      const request = await ask({ purpose: long });
      const shoulder = await create({ title: long, purpose: 'Two\nlines', persistence: 'Kept.' });
      const [, prefix = ''] = /<code>(99999\/[^<]+)<\/code>/.exec((await josiah.open(shoulder)).body) ?? [];
      const held = { names: `${prefix}${'x'.repeat(80)}`, reason: 'On a label' };
      pathOf(await fill(josiah, `${shoulder}/names`, `${shoulder}/names/hold`, held));
      const paths = [
        '/app/shoulders',
        '/app/shoulders/request',
        '/app/shoulders/new',
        request,
        shoulder,
        `${shoulder}/settings`,
        `${shoulder}/names`,
        `${shoulder}/history`,
      ];
      const context = await openContext(josiah, { viewport: { width, height: 900 }, bypassCSP: true });
      for (const path of paths) {
        const page = await context.newPage();
        const answer = await page.goto(`${system.url}${path}`);
        expect(answer?.status(), path).toBe(200);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, path).toBeLessThanOrEqual(0);
        await page.addScriptTag({ content: axe });
        const found = await page.evaluate<string[]>(
          'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
        );
        expect(found, path).toEqual([]);
        await page.close();
      }
      await context.close();
    });
  },
);
