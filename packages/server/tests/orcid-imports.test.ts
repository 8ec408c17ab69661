import { armor, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type Browser, fieldOf, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { EXPORT_FORMAT, givenConnection, longestSilence } from './support/orcid-exports.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { findSecrets } from './support/secrets.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PAGE = '/app/orcid/manage/default/exports/imports';
const HOME = '/organisations/default/orcid/imports';
const PASSPHRASE = 'wrench harbour violet antler';
const SOFIA = '0000-0001-2345-6789';
const NEWCOMER = '0000-0002-1694-233X';
const STRANGER = '0000-0003-1415-9269';

let system: System;
let api: Api;
let browser: Browser;
let identity: string;
beforeAll(async () => {
  system = await startSystemToday();
  api = createApi(system, TEST_ADMIN_TOKEN);
  browser = await connectPerson(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
  identity = await generateIdentity();
});
afterAll(() => system?.close());

const fileOf = (...orcids: string[]) =>
  JSON.stringify({
    format: EXPORT_FORMAT,
    connections: orcids.map((orcid) =>
      givenConnection(system, orcid, `88888888-aaaa-4bbb-8ccc-${orcid.replaceAll('-', '').slice(4)}`),
    ),
  });

/** As another program writes it, with the work for passphrases that is usual. */
async function encrypt(text: string, to: 'passphrase' | 'key'): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  if (to === 'passphrase') encrypter.setPassphrase(PASSPHRASE);
  else encrypter.addRecipient(await identityToRecipient(identity));
  return encrypter.encrypt(text);
}

async function upload(file: string | Uint8Array, fields: Record<string, string> = {}, by = browser) {
  const form = new FormData();
  const form_token = fieldOf((await by.open(PAGE)).body, 'form_token');
  for (const [name, value] of Object.entries({ form_token, ...fields })) form.append(name, value);
  form.append('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'connections.json');
  const answer = await fetch(`${system.url}${PAGE}`, {
    method: 'POST',
    body: form,
    headers: { cookie: by.cookieHeader(), 'sec-fetch-site': 'same-origin', origin: system.url },
  });
  return { status: answer.status, body: await answer.text() };
}

type Result = { trial: boolean; items: { orcid: string; outcome: string; detail: string | null }[] };

describe('the page of imports', () => {
  test('says in a dry run what would become of each person, and changes nothing; then takes them over', async () => {
    const file = fileOf(SOFIA, JOSIAH, '0000-0002-1825-0098');
    const tried = await upload(file, { trial: 'yes' });
    expect(tried.status).toBe(200);
    expect(tried.body).toContain('This was a dry run');
    expect(tried.body).toMatch(new RegExp(`${SOFIA}</bdi></strong>: <span>Would be taken over`));
    expect(tried.body).toMatch(
      /0000-0002-1825-0098<\/bdi><\/strong>: <span class="problem">Would be refused/,
    );
    expect(await connectionsOf(system, SOFIA)).toEqual([]);

    const done = await upload(file);
    expect(done.body).toMatch(new RegExp(`${SOFIA}</bdi></strong>: <span>Taken over`));
    expect(done.body).toMatch(new RegExp(`${JOSIAH}</bdi></strong>: <span>Connected here already`));
    expect(await connectionsOf(system, SOFIA)).toMatchObject([{ state: 'imported' }]);
    expect((await browser.open('/app/orcid/manage/default/exports')).body).toContain(`${PAGE}"`);
  });

  test('opens a file with the passphrase or the private key that is given with it, and keeps neither, nor a token', async () => {
    const [file, letters] = [fileOf(NEWCOMER), fileOf(LAURE)];
    const sealed = await encrypt(file, 'passphrase');
    expect((await upload(sealed, { passphrase: PASSPHRASE })).body).toMatch(
      /233X<\/bdi><\/strong>: <span>Taken over/,
    );
    const written = armor.encode(await encrypt(letters, 'key'));
    expect((await upload(written, { identity })).body).toMatch(new RegExp(`${LAURE}.*Taken over`));
    const secrets = new Map([
      ['passphrase', PASSPHRASE],
      ['private key', identity],
      ['tokens', '88888888-aaaa-4bbb-8ccc'],
    ]);
    const places = [
      { place: 'the log', text: system.logged() },
      ...[...(await dumpDatabase(system))].map(([place, rows]) => ({ place, text: rows.join('\n') })),
    ];
    expect(findSecrets(secrets, places)).toEqual([]);
  });

  test('says what is wrong with file or key, at its field, and repeats no key', async () => {
    const sealed = await encrypt(fileOf(STRANGER), 'key');
    const another = await generateIdentity();
    const wrong: [Uint8Array | string, Record<string, string>, string][] = [
      [sealed, {}, 'The file is encrypted'],
      [sealed, { passphrase: PASSPHRASE }, 'This passphrase does not open the file'],
      [sealed, { identity: another }, 'This private key does not open the file'],
      [sealed, { identity: 'AGE-SECRET-KEY-1NONSENSE' }, 'A private key of age begins with'],
      [sealed, { identity, passphrase: PASSPHRASE }, 'either a passphrase or a private key'],
      [sealed.slice(0, -9), { identity }, 'damaged or cut off'],
      ['{', {}, 'not JSON that can be read'],
      ['{"format": "other", "connections": []}', {}, 'no export of connections'],
    ];
    for (const [file, fields, words] of wrong) {
      const { status, body } = await upload(file, fields);
      expect(status, words).toBe(400);
      expect(body).toContain(words);
      expect(body).toContain('aria-invalid="true"');
      expect(body).toContain('Nothing was changed');
      for (const secret of Object.values(fields)) expect(body).not.toContain(secret);
    }
    expect(await connectionsOf(system, STRANGER)).toEqual([]);
  });

  test('is for administrators', async () => {
    const laure = await connectPerson(system, LAURE);
    expect((await laure.open(PAGE)).status).toBe(403);
  });
});

describe('an import over the API', () => {
  test('takes the encrypted file, too, in base64 or in letters', async () => {
    const sealed = await encrypt(fileOf(STRANGER), 'key');
    const send = (file: string, more: Record<string, unknown>, trial = 'true') =>
      api.post<Result>(`${HOME}/encrypted?trial=${trial}`, { file, ...more });
    const base64 = Buffer.from(sealed).toString('base64');
    for (const file of [base64, armor.encode(sealed)]) {
      expect((await send(file, { identity })).body).toMatchObject({
        trial: true,
        items: [{ orcid: STRANGER, outcome: 'imported' }],
      });
    }
    expect((await send(base64, {})).status).toBe(400);
    expect((await send('bm90aGluZw==', { identity })).status).toBe(400);
    expect((await send(base64, { identity }, 'false')).body.items).toMatchObject([{ outcome: 'imported' }]);
    expect(await connectionsOf(system, STRANGER)).toMatchObject([{ state: 'imported' }]);
  });

  test('asks who sends before it reads what is sent', async () => {
    const member = (await signIn(system, LAURE, ['orcid:write'])).token;
    const unreadable = `{${' '.repeat(15 * 1024 * 1024)}`;
    for (const path of [HOME, `${HOME}/encrypted`]) {
      const send = (token: string) =>
        fetch(`${system.url}/api/v1${path}`, {
          method: 'POST',
          body: unreadable,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        });
      expect((await send(member)).status).toBe(403);
      expect((await send(TEST_ADMIN_TOKEN)).status).toBe(400);
    }
  });
});

describe('while a file is opened by its passphrase', () => {
  test('others are answered', async () => {
    const sealed = await encrypt(fileOf(STRANGER), 'passphrase');
    expect(await longestSilence(system, () => upload(sealed, { passphrase: PASSPHRASE }))).toBeLessThan(0.5);
  });
});
