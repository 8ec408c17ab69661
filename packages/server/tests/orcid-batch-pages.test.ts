import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Visit } from './support/browser.ts';
import {
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { connectWhole } from './support/orcid-entries.ts';
import { readFormToken, startOrganisationPages } from './support/organisation-pages.ts';
import { JOSIAH } from './support/people.ts';
import type { System } from './support/start-system.ts';

const PAGE = '/app/orcid/manage/default/batches';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startOrganisationPages());
  await connectWhole(system, JOSIAH);
});
afterAll(() => system?.close());

/** Sends the form of the page with a file, as a browser does. */
async function upload(
  by: Browser,
  file: { name: string; content: string },
  fields: Record<string, string> = {},
  page = PAGE,
): Promise<Visit> {
  const form = new FormData();
  const given = { form_token: await readFormToken(josiah, PAGE), kind: 'keyword', ...fields };
  for (const [name, value] of Object.entries(given)) form.append(name, value);
  form.append('file', new Blob([file.content]), file.name);
  const answer = await fetch(new URL(page, system.url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { cookie: by.cookieHeader(), 'sec-fetch-site': 'same-origin', origin: system.url },
  });
  const { status, headers } = answer;
  return { status, headers, location: headers.get('location'), body: await answer.text() };
}

const csv = `local-id,orcid,keyword\npage-1,${JOSIAH},basalt\npage-2,0000-0002-1825-0098,<b>bold</b>\n`;

describe('the page of batches', () => {
  test('a file is tried first, its reasons are shown by row and column, then it is done in earnest', async () => {
    const tried = await upload(josiah, { name: 'people <1>.csv', content: csv }, { dry_run: 'yes' });
    expect(tried.status).toBe(303);
    const address = new URL(tried.location ?? '').pathname;
    expect((await josiah.open(address)).body).toContain('Leave the rest undone');
    await system.drain();
    const { body } = await josiah.open(address);
    expect(body).toContain('people &lt;1&gt;.csv');
    expect(body).toContain('Would be new');
    expect(body).toContain('Would be refused');
    expect(body).toMatch(/<strong><bdi>orcid<\/bdi><\/strong>: This is not an ORCID iD/);

    const applied = await josiah.send(`${address}/apply`, {
      form_token: await readFormToken(josiah, address),
    });
    expect(applied.status).toBe(303);
    await system.drain();
    const result = await josiah.open(new URL(applied.location ?? '').pathname);
    expect(result.body).toMatch(/New; on the record<\/span>, put code \d+/);
    expect(result.body).not.toContain('<b>bold</b>');
    const download = /href="([^"]+format=csv)"/.exec(result.body)?.[1] ?? '';
    expect((await josiah.open(download)).body).toContain('page-1');
    const list = (await josiah.open(PAGE)).body;
    expect(list).toContain('a dry run');
    expect(list).toContain('basalt');
    expect(list).toMatch(/Keyword of <bdi>[\d-]+<\/bdi>: on the record \(put code/);
  });

  test('a file that cannot be read is refused on the page, with the reason at the field', async () => {
    const { status, body } = await upload(josiah, { name: 'x.csv', content: 'local-id,salary\n1,2\n' });
    expect(status).toBe(400);
    expect(body).toMatch(/role="alert" id="file-problem"/);
    expect(body).toContain('There is no column &quot;salary&quot;');
    expect(body).toMatch(/aria-describedby="file-hint file-problem"/);
    expect((await upload(josiah, { name: '', content: '' })).status).toBe(400);
  });

  test('members may not, strangers sign in first, and a form of nobody’s page is refused', async () => {
    expect((await laure.open(PAGE)).status).toBe(403);
    expect((await josiah.open(PAGE.replace('default', 'second'))).status).toBe(404);
    const file = { name: 'x.csv', content: csv };
    expect((await upload(laure, file)).status).toBe(403);
    expect((await upload(josiah, file, { form_token: 'forged' })).status).toBe(403);
    expect((await upload(josiah, file, {}, PAGE.replace('default', 'second'))).status).toBe(404);
    const missing = `${PAGE}/00000000-0000-4000-8000-000000000000`;
    expect((await josiah.open(missing)).status).toBe(404);
  });

  test.skipIf(!hasChromium)('is readable and complete for everybody, wide and narrow', async () => {
    const address = /href="(\/app\/orcid\/manage\/default\/batches\/[0-9a-f-]+)"/.exec(
      (await josiah.open(PAGE)).body,
    )?.[1];
    const chromium = await openChromium();
    try {
      for (const width of widths) {
        const viewport = { width, height: 900 };
        const context = await openSignedIn(chromium, system, josiah, { viewport, bypassCSP: true });
        const page = await context.newPage();
        for (const path of [PAGE, address ?? '']) {
          await page.goto(`${system.url}${path}`);
          await expectNoOverflow(page, `${path} at ${width}`);
          await expectAccessible(page, `${path} at ${width}`);
        }
        await context.close();
      }
    } finally {
      await chromium.close();
    }
  });
});
