import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { removeMember, SOFIA } from './support/organisation.ts';
import { LAURE } from './support/people.ts';
import {
  askForShoulder,
  createShoulder,
  fillForm,
  mintReserved,
  pathOf,
  sendNewShoulder,
  startShoulderPages,
} from './support/shoulder-forms.ts';
import type { System } from './support/start-system.ts';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startShoulderPages());
});
afterAll(() => system?.close());

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
    const path = await createShoulder(josiah, {
      title: 'Water samples',
      default_target: 'https://example.org/{pid}',
    });
    const page = await laure.open(path);
    expect(page.body).toContain('<h1>Water samples</h1>');
    expect(page.body).toContain('https://example.org/{pid}');
    expect((await laure.open('/app/shoulders')).body).toContain(`href="${path}">Water samples</a>`);
  });

  test('settings change, people are named, and the history says what was before', async () => {
    const path = await createShoulder(josiah, { title: 'Before', minter_roles: [] });
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
    await mintReserved(system, laure, path);
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
    const path = await createShoulder(josiah, { title: 'First' });
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
    const path = await createShoulder(josiah, { title: 'Summer only' });
    pathOf(await fillForm(josiah, path, `${path}/open`, { open: 'no' }));
    expect((await laure.open(path)).body).toContain('This shoulder is closed');
    expect((await laure.open('/app/shoulders')).body).toContain('<strong>Closed</strong>');
    expect((await mintReserved(system, laure, path)).status).toBe(409);
    pathOf(await fillForm(josiah, path, `${path}/open`, { open: 'yes' }));
    expect((await mintReserved(system, laure, path)).status).toBe(201);
  });
});

describe('who sees and changes what on the pages', () => {
  test('members see their shoulders and change nothing of them', async () => {
    const path = await createShoulder(josiah);
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
    const own = await askForShoulder(laure);
    expect((await laure.open(own)).body).not.toContain('Grant it');
    for (const action of [`${own}/grant`, `${own}/refuse`]) {
      expect((await laure.send(action, { form_token, reason: 'Because' })).status, action).toBe(403);
    }
    expect((await fillForm(josiah, own, `${own}/cancel`, {})).status).toBe(403);
  });

  test('what is not theirs looks to others as if it were not there', async () => {
    const sofia = openBrowser(system);
    await sofia.signIn(SOFIA);
    const request = await askForShoulder(laure);
    const shoulder = await createShoulder(josiah);
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
    const path = await askForShoulder(laure);
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
