import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, fieldOf } from './support/browser.ts';
import { SOFIA } from './support/organisation.ts';
import { LAURE } from './support/people.ts';
import {
  askForShoulder,
  fillForm,
  mintReserved,
  pathOf,
  sendWish,
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

const shoulderIn = (body: string): string => /href="(\/app\/shoulders\/[0-9a-f-]{36})"/.exec(body)?.[1] ?? '';

type Notices = { items: { title: string; link: string }[] };
const told = async (by: Browser) => JSON.parse((await by.open('/api/v1/notices')).body) as Notices;

describe('asking for a shoulder on the pages', () => {
  test('a member asks, an administrator grants, and notices lead both to where they go on, all without JavaScript', async () => {
    expect((await laure.open('/app/shoulders')).body).toContain('You have asked for none.');
    const path = await askForShoulder(laure, { shoulder: 'lr1', purpose: 'Cores of the lake survey' });
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
    expect((await mintReserved(system, laure, shoulder)).pid).toMatch(/^ark:99999\/lr1/);
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
    const path = await askForShoulder(laure);
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
    const path = await askForShoulder(laure, { shoulder: 'pz1' });
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
    const path = await askForShoulder(laure, { type: 'doi', prefix: '', shoulder: '', template: '' });
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
    expect(shoulder.body).toContain(SOFIA);
    expect(shoulder.body).toContain(LAURE);
    expect(shoulder.body).toContain('None; names resolve here');
  });
});
