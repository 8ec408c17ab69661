import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from './support/browser.ts';
import {
  createShoulder,
  fillForm,
  mintReserved,
  pathOf,
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

describe('single names on the pages', () => {
  test('names are held back and let go; wrong ones are told line by line', async () => {
    const path = await createShoulder(josiah, { shoulder: 'pn1', template: '.rddk' });
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
    const { pid } = await mintReserved(system, laure, path);
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
    const path = await createShoulder(josiah);
    const names = `${path}/names`;
    const { pid } = await mintReserved(system, josiah, path);
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
    expect((await mintReserved(system, josiah, path)).pid).toBe(pid);
  });

  test('names minted elsewhere are passed', async () => {
    const path = await createShoulder(josiah, { shoulder: 'pm1', template: '.zd' });
    const names = `${path}/names`;
    pathOf(await fillForm(josiah, names, `${names}/advance`, { names: '99999/pm17' }));
    expect((await mintReserved(system, josiah, path)).pid).toBe('ark:99999/pm18');
    expect((await josiah.open(`${path}/history`)).body).toContain('Names used up: 8, before: 0');
  });

  test('a shoulder goes on where a minter of Nog stood', async () => {
    const path = await createShoulder(josiah);
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
    const path = await createShoulder(josiah);
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
