import { writeFile } from 'node:fs/promises';
import { openBrowser, fieldOf } from './tests/support/browser.ts';
import { JOSIAH, LAURE } from './tests/support/people.ts';
import { startRequestSystem } from './tests/support/requests.ts';
import { chromium } from 'playwright-core';

const requests = await startRequestSystem();
const { system } = requests;
const josiah = openBrowser(system), laure = openBrowser(system);
await josiah.signIn(JOSIAH); await laure.signIn(LAURE);
const make = async (name?: string, drain = true) => { const f = await requests.makeFolder(name); const id = await requests.request(f.id); if (drain) await system.drain(); return { id, folder: f.id }; };
const send = async (by: typeof josiah, id: string, form: string, values: Record<string, string | string[]> = {}) => {
  const { body } = await by.open(`/app/requests/${id}`);
  const r = await by.send(`/app/requests/${id}/${form}`, { form_token: fieldOf(body, 'form_token'), version: fieldOf(body, 'version'), ...values });
  console.log(form, r.status, r.location ?? '', r.status >= 400 ? /role="alert">(.*?)<\/(p|div)/s.exec(r.body)?.[1]?.slice(0, 300) : '');
  return r;
};
const a = await make('Carberry_springs_2026');
const b = await make('Isotopenverhältnismessungen_'.repeat(3) + '2026');
const c = await make('Third');
await send(laure, a.id, 'assign', { to: requests.people.curator.accountId });
await send(laure, a.id, 'comments', { comment: 'Looks good so far.\n\nOnly <b>between</b> us.', internal: 'yes' });
await send(laure, a.id, 'return', { comment: 'Nearly there.', change_text: ['Say what the columns mean', 'A better description', ''], change_kind: ['file', 'attribute', 'attribute'], change_place: ['README.md', 'description', ''] });
system.clock.advance(3 * 3600_000);
await send(josiah, a.id, 'comments', { comment: 'What do you mean by a better description?' });
await requests.addFile(a.folder, 'notes.txt', 'hello');
const shots: [typeof josiah, string, string][] = [
  [laure, '/app/curation', 'curation'],
  [laure, `/app/requests/${a.id}`, 'pending-curator'],
  [josiah, `/app/requests/${a.id}`, 'pending-requester'],
  [laure, `/app/requests/${b.id}`, 'submitted-curator'],
];
for (const [by, path] of shots) { const v = await by.open(path); console.log(path, v.status); if (v.status >= 500) console.log(system.logged().split('\n').filter((l) => l.includes('"level":50')).slice(-1)); }
const chrome = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const [by, path, name] of shots) for (const width of [1280, 390]) {
  const context = await chrome.newContext({ viewport: { width, height: 900 } });
  await context.addCookies([...by.cookies].map(([n, { value }]) => ({ name: n, value, url: system.url })));
  const page = await context.newPage();
  await page.goto(system.url + path);
  if (name !== 'curation') for (const d of await page.locator('details > summary').all()) if (process.env.OPEN) await d.click();
  await page.screenshot({ path: `/tmp/notify-shots/${name}-${width}.png`, fullPage: true });
  await context.close();
}
await chrome.close();
await system.close();
