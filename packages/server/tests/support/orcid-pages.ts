import { answerSignIn } from '@mintmark/sandbox';
import { ensureOrganisation } from '../../src/modules/accounts/index.ts';
import { createApi, type PidBody, readShoulders } from './api.ts';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './browser.ts';
import { createItem } from './items.ts';
import { openPeople, openTwoAccounts } from './merged-records.ts';
import { beginConnect, connectionsOf, registerClientAtOrcid } from './orcid-connect.ts';
import { addFault, connectPerson, control, depositsOf, metadataBy } from './orcid-deposits.ts';
import { EXPORT_FORMAT, givenConnection } from './orcid-exports.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type System, TEST_ADMIN_TOKEN } from './start-system.ts';

/** Somebody who signs in at the stand-in and never connects. */
const NEWCOMER = '0000-0001-2345-6789';
/** An iD that is only typed in. */
const UNKNOWN = '0000-0003-1415-9269';
/** Somebody whose connection is being erased. */
const LEAVING = '0000-0002-1694-233X';
const LONG_TITLE = `Isotopenverhältnismessungen${'anStalagmiten'.repeat(8)} <2026> & more`;

/** A page to look at, by whose eyes, and what happens before; the order counts. */
export type Look = {
  name: string;
  by: Browser;
  path: string;
  status?: number;
  before?: () => void;
  /** A file that is uploaded by the form of the page, which leads to what is looked at. */
  upload?: string;
};

export type OrcidPages = { system: System; looks: Look[]; close(): Promise<void> };

/** A service in which every page about ORCID has something to show, and the addresses of those pages. */
export async function startOrcidPages(): Promise<OrcidPages> {
  const system = await startSystemToday();
  const operator = createApi(system, TEST_ADMIN_TOKEN);
  const [stranger, newcomer] = [openBrowser(system), openBrowser(system)];
  await newcomer.signIn(NEWCOMER);
  const josiah = await connectPerson(system, JOSIAH, 'default', { need: 'person' });
  await setRole(system, JOSIAH, 'admin');
  for (const slug of ['second', 'third']) {
    system.clock.advance(1000);
    await ensureOrganisation(system.ctx, { slug, name: `${slug} Example University for Applied Sciences` });
    await operator.put(`/organisations/${slug}/members/${JOSIAH}`, { role: 'admin' });
  }
  await giveCredentials(system, 'APP-PUBLICCLIENT0001', 'third');

  const laure = await connectPerson(system, LAURE);
  await send(laure, '/app/orcid', `/app/orcid/${await connectionId(system, LAURE)}/disconnect`);
  const batches = await makeBatches(system, josiah);
  const items = await makeDeposits(system, josiah);
  const invited = await makeInvitations(system, josiah);
  await makeExports(system, josiah);
  await send(josiah, manage('credentials'), `${manage('credentials')}/stand-in/test`);

  const merging = await openMerging(system);

  const josiahsId = await connectionId(system, JOSIAH);
  const logged = /href="([^"]+\/log\/[^"]+)"/.exec((await josiah.open(manage('log'))).body)?.[1] ?? '';
  const denying = openBrowser(system);
  const denied = await answerSignIn(await beginConnect(denying), { orcid: LAURE, decision: 'deny' });

  const anHour = () => system.clock.advance(3_600_000);

  const looks: Look[] = [
    { name: 'own, signed out', by: stranger, path: '/app/orcid', status: 401 },
    { name: 'own, nobody connected', by: newcomer, path: '/app/orcid' },
    { name: 'own, connected', by: josiah, path: '/app/orcid' },
    { name: 'own, disconnected', by: laure, path: '/app/orcid' },
    { name: 'own, with another account', by: merging, path: '/app/orcid' },
    { name: 'merge', by: merging, path: '/app/orcid/merge' },
    { name: 'merge, nothing', by: newcomer, path: '/app/orcid/merge', status: 404 },
    { name: 'own deposits', by: josiah, path: `/app/orcid/${josiahsId}/deposits` },
    { name: 'connect, member', by: newcomer, path: '/orcid/connect/default' },
    { name: 'connect, connected', by: josiah, path: '/orcid/connect/default' },
    { name: 'connect, further scope', by: newcomer, path: '/orcid/connect/default?need=person' },
    { name: 'connect, public client', by: newcomer, path: '/orcid/connect/third' },
    { name: 'connect, no client', by: newcomer, path: '/orcid/connect/second', status: 404 },
    { name: 'granted', by: josiah, path: '/orcid/connect/default/granted' },
    { name: 'denied', by: denying, path: new URL(denied).pathname + new URL(denied).search, status: 403 },
    { name: 'failed', by: stranger, path: '/auth/orcid/connected?code=x&state=y', status: 400 },
    { name: 'fragment', by: stranger, path: '/auth/orcid/connected' },
    { name: 'manage, signed out', by: stranger, path: manage('log'), status: 401 },
    { name: 'manage, a stranger', by: newcomer, path: manage('people', 'second'), status: 404 },
    { name: 'credentials, environment', by: josiah, path: manage('credentials') },
    { name: 'credentials, none', by: josiah, path: manage('credentials', 'second') },
    { name: 'credentials, refused', by: josiah, path: manage('credentials', 'third') },
    { name: 'credentials, change', by: josiah, path: `${manage('credentials', 'third')}?change=stand-in` },
    { name: 'people', by: josiah, path: manage('people') },
    { name: 'people, none', by: josiah, path: manage('people', 'second') },
    { name: 'person', by: josiah, path: `${manage('people')}/${josiahsId}` },
    {
      name: 'person, gone',
      by: josiah,
      path: `${manage('people')}/${await connectionId(system, LAURE)}`,
    },
    { name: 'invitations', by: josiah, path: manage('invitations') },
    { name: 'invitations, none', by: josiah, path: manage('invitations', 'second') },
    { name: 'invitation mail', by: josiah, path: invited.mail },
    { name: 'invited', by: stranger, path: invited.link },
    { name: 'unsubscribe', by: stranger, path: `${invited.link}/unsubscribe` },
    { name: 'invited, said no', by: stranger, path: invited.declined },
    { name: 'deposits', by: josiah, path: manage('deposits') },
    { name: 'deposit, on the record', by: josiah, path: await depositPage(system, LONG_TITLE) },
    { name: 'deposit, refused', by: josiah, path: await depositPage(system, 'Snow depth, refused') },
    { name: 'deposit, on its way', by: josiah, path: await depositPage(system, 'Snow depth, on its way') },
    { name: 'deposits, none', by: josiah, path: manage('deposits', 'second') },
    { name: 'batches', by: josiah, path: manage('batches') },
    { name: 'batches, none', by: josiah, path: manage('batches', 'second') },
    { name: 'batch, dry run', by: josiah, path: batches.tried },
    { name: 'batch, finished', by: josiah, path: batches.applied },
    { name: 'batch, waiting', by: josiah, path: batches.waiting },
    { name: 'batch, stopped', by: josiah, path: batches.stopped },
    { name: 'log', by: josiah, path: manage('log') },
    { name: 'log, none', by: josiah, path: manage('log', 'second') },
    { name: 'log, wrong filter', by: josiah, path: `${manage('log')}?orcid=1&from=x`, status: 400 },
    { name: 'log, one call', by: josiah, path: logged },
    { name: 'exports', by: josiah, path: manage('exports') },
    { name: 'imports', by: josiah, path: `${manage('exports')}/imports` },
    { name: 'imports, tried', by: josiah, path: `${manage('exports')}/imports`, upload: importFile(system) },
    { name: 'imports, refused', by: josiah, path: `${manage('exports')}/imports`, upload: '{"format": 1}' },
    { name: 'erasures', by: josiah, path: `${manage('exports')}/erasures` },
    { name: 'differences', by: josiah, path: manage('differences') },
    { name: 'dossier', by: josiah, path: '/app/orcid/manage/default/dossier' },
    { name: 'erasures, none', by: josiah, path: `${manage('exports', 'second')}/erasures` },
    { name: 'item', by: josiah, path: `/app/items/${items.item}` },
    { name: 'landing page', by: stranger, path: items.landing },
    { name: 'console', by: josiah, path: '/app' },
    { name: 'exports, sign in again', by: josiah, path: manage('exports'), before: anHour },
  ];
  return { system, looks, close: () => system.close() };
}

/** The page of an organisation's administrators behind a tab. */
function manage(tab: string, slug = 'default'): string {
  return `/app/orcid/manage/${slug}/${tab}`;
}

async function depositPage(system: System, title: string): Promise<string> {
  const deposit = (await depositsOf(system, JOSIAH)).find((each) => each.title === title);
  return `${manage('deposits')}/${deposit?.id}`;
}

/** One that would be taken over, one that is here, and one with a wrong iD. */
function importFile(system: System): string {
  const [one, here, wrong] = [UNKNOWN, JOSIAH, '0000-0002-1825-0098'].map((orcid, index) =>
    givenConnection(system, orcid, `77777777-aaaa-4bbb-8ccc-00000000000${index}`),
  );
  return JSON.stringify({ format: EXPORT_FORMAT, connections: [one, here, wrong] });
}

/** Somebody with two accounts, the other of which has something. */
async function openMerging(system: System): Promise<Browser> {
  const { browser, old, merge } = await openTwoAccounts(system, await openPeople(system, 2));
  const api = createApi(system, (await signIn(system, old)).token);
  await createItem(api);
  await api.get('/data/homes');
  await merge();
  return browser;
}

async function connectionId(system: System, orcid: string): Promise<string> {
  return (await connectionsOf(system, orcid))[0]?.id ?? '';
}

async function send(by: Browser, page: string, path: string, form: Record<string, string> = {}) {
  const { body } = await by.open(page);
  const answer = await by.send(path, { form_token: fieldOf(body, 'form_token'), ...form });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  return answer;
}

/** Works of Josiah in every state that a deposit has. */
async function makeDeposits(system: System, josiah: Browser): Promise<{ item: string; landing: string }> {
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const publish = (title: string, ...others: string[]) =>
    createItem(api, { metadata: metadataBy([JOSIAH, ...others], title) });
  const depositOf = async (title: string) =>
    (await depositsOf(system, JOSIAH)).find((each) => each.title === title)?.id;
  const say = async (title: string, action: string) =>
    send(josiah, '/app/orcid', `/app/orcid/deposits/${await depositOf(title)}/${action}`);
  const prefer = async (preference: string) =>
    send(josiah, '/app/orcid', `/app/orcid/${await connectionId(system, JOSIAH)}/preference`, { preference });

  const shown = await publish(LONG_TITLE, UNKNOWN);
  await publish('Snow depth, taken off');
  const deleted = await publish('Snow depth, deleted at ORCID');
  await system.drain();
  await say('Snow depth, taken off', 'take-off');
  const deposit = (await depositsOf(system, JOSIAH)).find(({ title }) => title.endsWith('at ORCID'));
  await control(system, 'DELETE', `records/${JOSIAH}/items/${deposit?.putCode}`);
  const change = { metadata: metadataBy([JOSIAH], 'Snow depth, deleted at ORCID and changed here') };
  await api.patch(`/items/${deleted.uuid}`, change, { 'if-match': '*' });
  await system.drain();
  await addFault(system, { kind: 'registry-9022', match: { method: 'POST', pathPrefix: '/v3.0/' } });
  await publish('Snow depth, refused');
  await system.drain();
  await prefer('ask');
  for (const what of ['asked for', 'said no to', 'on its way']) await publish(`Snow depth, ${what}`);
  await system.drain();
  await say('Snow depth, said no to', 'decline');
  const match = { method: 'POST', pathPrefix: '/v3.0/' };
  await addFault(system, { kind: 'unavailable', retryAfterSeconds: 86_400, match });
  await say('Snow depth, on its way', 'approve');
  await system.drain();
  const { doi } = await readShoulders(api);
  const metadata = metadataBy([JOSIAH, UNKNOWN], LONG_TITLE);
  const { body } = await api.post<PidBody>('/pids', { shoulder: doi, state: 'public', metadata });
  return { item: shown.uuid, landing: `/${body.pid}` };
}

/** A dry run with a mistake, its application, and an upload that waits. */
async function makeBatches(system: System, josiah: Browser) {
  const content = `local-id,orcid,keyword\nstaff-1,${JOSIAH},basalt\nstaff-2,0000-0002-1825-0098,<b>bold</b>\nstaff-3,0000-0002-1694-233X,lava\n`;
  const upload = async (dry_run: string) => {
    const form = new FormData();
    const form_token = fieldOf((await josiah.open(manage('batches'))).body, 'form_token');
    for (const [name, value] of Object.entries({ form_token, kind: 'keyword', dry_run }))
      form.append(name, value);
    form.append('file', new Blob([content]), 'Schlagwörter der Mitarbeiterinnen und Mitarbeiter <1>.csv');
    const answer = await fetch(`${system.url}${manage('batches')}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie: josiah.cookieHeader(), 'sec-fetch-site': 'same-origin', origin: system.url },
    });
    if (answer.status !== 303) throw new Error(`no batch: ${answer.status} ${await answer.text()}`);
    return new URL(answer.headers.get('location') ?? '').pathname;
  };
  const tried = await upload('yes');
  await system.drain();
  system.clock.advance(200_000);
  const { location } = await send(josiah, tried, `${tried}/apply`);
  await system.drain();
  const applied = new URL(location ?? '').pathname;
  const stopped = await upload('yes');
  await setRole(system, JOSIAH, 'member');
  await system.drain();
  await setRole(system, JOSIAH, 'admin');
  return { tried, applied, stopped, waiting: await upload('yes') };
}

/** People who were invited, by form and by table, where no mail is sent. */
async function makeInvitations(system: System, josiah: Browser) {
  const home = manage('invitations');
  const invite = async (name: string, email: string) => {
    await send(josiah, home, home, { name, email, orcid: NEWCOMER, language: 'en' });
    await system.drain();
    const listed = (await josiah.open(home)).body;
    const mail = new RegExp(`href="([^"]+/mail)" aria-label="The mail to ${name}"`).exec(listed)?.[1] ?? '';
    const link = /(\/orcid\/invitations\/[\w.-]+)\n/.exec((await josiah.open(mail)).body)?.[1] ?? '';
    return { mail, link };
  };
  const refusing = await invite('Ada Novak', 'ada@example.org');
  await josiah.send(`${refusing.link}/decline`, {});
  const { mail, link } = await invite('Sofia Garcia', `${'a.rather.long.address.'.repeat(2)}x@example.org`);
  return { mail, link, declined: refusing.link };
}

/** A file with tokens, and a person who is being erased. */
async function makeExports(system: System, josiah: Browser): Promise<void> {
  const passphrase = 'six words are enough for this';
  await send(josiah, manage('exports'), manage('exports'), {
    reason: 'We move to another system',
    passphrase,
    passphrase_again: passphrase,
  });
  const erasures = `${manage('exports')}/erasures`;
  await connectPerson(system, LEAVING);
  await send(josiah, erasures, erasures, {
    person: LEAVING,
    reason: 'Asked by letter',
    removes_items: 'yes',
  });
}

/** Gives an organisation credentials for the public API that the registry no longer accepts. */
async function giveCredentials(system: System, id: string, slug: string): Promise<void> {
  const secret = 'secret-of-the-public-client';
  await registerClientAtOrcid(system, { id, secret, kind: 'public' });
  const operator = createApi(system, TEST_ADMIN_TOKEN);
  const wish = { environment: 'stand-in', api: 'public', clientId: id, clientSecret: secret };
  const { status, body } = await operator.put(`/organisations/${slug}/orcid/client`, wish);
  if (status !== 201) throw new Error(`no credentials: ${status} ${JSON.stringify(body)}`);
  await registerClientAtOrcid(system, { id, secret: 'another', kind: 'public' });
  await operator.post(`/organisations/${slug}/orcid/client/test`);
}
