import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type MintmarkClient, MintmarkError, type Pid } from '@mintmark/client';
import { type Browser, openBrowser } from './browser.ts';
import { readDataciteState } from './datacite-state.ts';
import { walkThroughItems } from './dspace.ts';
import type { Addresses } from './instance.ts';
import { walkThroughOrcid } from './orcid.ts';
import { JOSIAH, makeToken, signIn } from './people.ts';
import { check, checkContains, type Report, StepFailure } from './report.ts';
import { walkThroughRequest } from './requests.ts';

const TARGET = 'https://example.org/data/spring-water';
const REGISTERED_WITHIN_MS = 45_000;
const BLOCK_SIZE = 5;
/** The product that GS1's own examples use. */
const PRODUCT = '09506000134352';

/**
 * The main job of a researcher, from signing in to a DOI that resolves, and the end of one that was a mistake.
 * @returns the DOI that is findable, and the page that it resolves to
 * @throws StepFailure, MintmarkError
 */
export async function walk(report: Report, addresses: Addresses): Promise<{ doi: string; page: string }> {
  const { url } = addresses;
  const browser = openBrowser();

  await report.step(`Sign in at the ORCID stand-in as ${JOSIAH.name}`, async () => ({
    value: null,
    saw: [await signIn(browser, url, JOSIAH)],
  }));

  const token = await report.step('Make an access token on the token page', async () => {
    const made = await makeToken(browser, url, JOSIAH);
    return { value: made, saw: [`${made.slice(0, 6)}…, shown once`] };
  });

  const client = createClient({ url, token });
  try {
    return await walkWithToken(report, addresses, { browser, client, token });
  } catch (error) {
    // A tour that fails half-way leaves no key to someone else's service behind.
    await client.revokeCurrentToken().catch(() => {});
    throw error;
  }
}

async function walkWithToken(
  report: Report,
  { url, dataciteUrl, operatorToken }: Addresses,
  { browser, client, token }: { browser: Browser; client: MintmarkClient; token: string },
): Promise<{ doi: string; page: string }> {
  const record = await readRecord();
  const [title] = record.titles;

  await report.step('Ask the API who the token belongs to', async () => {
    const { account, scopes } = await client.readMe();
    check('the iD behind the token', account?.orcid, JOSIAH.orcid);
    return { value: null, saw: [`${account?.name ?? '(no public name)'}, may ${scopes.join(' ')}`] };
  });

  const shoulder = await report.step('Find the DOI shoulder', async () => {
    const shoulders = await client.listShoulders();
    const found = shoulders.find((each) => each.type === 'doi' && each.open && each.registrar === 'datacite');
    if (found === undefined) {
      throw new StepFailure(
        'an open DOI shoulder',
        `${shoulders.map((each) => each.prefix).join(', ') || 'none'}`,
      );
    }
    return { value: found.id, saw: [`${found.prefix} of ${found.organisation}`] };
  });

  const reserved = await report.step('Reserve a DOI; nobody else knows it yet', async () => {
    const pid = await client.mintPid({ shoulder, state: 'reserved' });
    check('the state of the DOI', pid.state, 'reserved');
    check('its state at DataCite', await readDataciteState(dataciteUrl, pid.pid), 'absent');
    check('the answer of the resolver', (await browser.open(`${url}/${pid.pid}`)).status, 404);
    return { value: pid, saw: [pid.pid] };
  });
  const doi = reserved.pid;

  await report.step('Describe it with the example record and publish it', async () => {
    const described = await client.updatePid(doi, { version: reserved.version, metadata: record });
    check('the title', readTitle(described), title.title);
    const published = await client.publishPid(doi);
    check('the state of the DOI', published.state, 'public');
    return { value: null, saw: [title.title] };
  });

  await report.step('Wait until DataCite says findable', async () => ({
    value: null,
    saw: [await waitUntilAtDatacite(client, dataciteUrl, doi, 'findable')],
  }));

  const page = await report.step('Resolve it through DataCite to its landing page', async () => {
    const redirect = await browser.open(`${dataciteUrl}/${doi}`, { follow: false });
    check(`the answer of ${dataciteUrl}/${doi}`, redirect.status, 302);
    const landing = await browser.open(redirect.location ?? '');
    check(`the answer of ${landing.address}`, landing.status, 200);
    checkContains('the landing page', landing.body, [title.title, reserved.url, JOSIAH.orcid]);
    return { value: landing.address, saw: [`302 to ${redirect.location}, 200`] };
  });

  await report.step('Read its citation', async () => {
    const response = await fetch(`${url}/${doi}`, { headers: { accept: 'text/x-bibliography' } });
    const citation = await response.text();
    check('the status', response.status, 200);
    checkContains('the citation', citation, ['Carberry', title.title, reserved.url]);
    return { value: null, saw: [citation.trim()] };
  });

  const second = await report.step('Mint a second DOI at once, with a target', async () => {
    const pid = await client.mintPid({ shoulder, state: 'public', target: TARGET, metadata: record });
    check('the state of the DOI', pid.state, 'public');
    return { value: pid.pid, saw: [pid.pid] };
  });

  await report.step('Resolve it through Mintmark and through DataCite to its target', async () => {
    const here = await browser.open(`${url}/${second}`, { follow: false });
    check('the answer of Mintmark', `${here.status} ${here.location}`, `302 ${TARGET}`);
    await waitUntilAtDatacite(client, dataciteUrl, second, 'findable');
    const there = await browser.open(`${dataciteUrl}/${second}`, { follow: false });
    check('the answer of DataCite', `${there.status} ${there.location}`, `302 ${TARGET}`);
    return { value: null, saw: [`302 to ${TARGET}, both`] };
  });

  await report.step('Withdraw it: a tombstone for readers, hidden at DataCite', async () => {
    const reason = `Minted twice: the same dataset is ${reserved.url}`;
    await client.withdrawPid(second, { reason });
    const tombstone = await browser.open(`${url}/${second}`);
    check('the answer of the resolver', tombstone.status, 410);
    checkContains('the tombstone', tombstone.body, [reason]);
    // DataCite shows strangers nothing of what is hidden, but its name goes on resolving.
    await waitUntilAtDatacite(client, dataciteUrl, second, 'absent');
    check('the answer by way of DataCite', (await browser.open(`${dataciteUrl}/${second}`)).status, 410);
    return { value: null, saw: [`410, ${reason}`, 'DataCite lists it no longer and leads to the tombstone'] };
  });

  await walkThroughBlock(report, { url, dataciteUrl }, browser, client, { shoulder, record });
  if (operatorToken !== null) {
    await walkThroughLinks(report, url, createClient({ url, token: operatorToken }));
    await walkThroughItems(report, { url, dataciteUrl, operatorToken }, record);
    await walkThroughRequest(report, { url, dataciteUrl, operatorToken }, token);
    await walkThroughOrcid(report, { url, dataciteUrl, operatorToken }, browser, record);
  }

  await report.step('Revoke the token', async () => {
    await client.revokeCurrentToken();
    const status = await client.readMe().then(
      () => 200,
      (error: unknown) => (error instanceof MintmarkError ? error.status : null),
    );
    check('the answer to the revoked token', status, 401);
    return { value: null, saw: ['401 from now on'] };
  });

  return { doi: reserved.url, page };
}

/** Names reserved before the field trip: one is used, the rest are given back. */
async function walkThroughBlock(
  report: Report,
  { url, dataciteUrl }: Omit<Addresses, 'operatorToken'>,
  browser: Browser,
  client: MintmarkClient,
  { shoulder, record }: { shoulder: string; record: TourRecord },
): Promise<void> {
  const block = await report.step(
    `Reserve ${BLOCK_SIZE} DOIs for a field trip, with drafts at DataCite`,
    async () => {
      const reserved = await client.reserveBlock({
        shoulder,
        count: BLOCK_SIZE,
        title: 'Field trip of the tour',
        expiresInDays: 30,
        drafts: true,
      });
      check('the number of names', new Set(reserved.names).size, BLOCK_SIZE);
      for (const name of reserved.names) await waitUntilAtDatacite(client, dataciteUrl, name, 'absent');
      return {
        value: reserved,
        saw: [
          `${reserved.names[0]} and ${BLOCK_SIZE - 1} more; DataCite has the drafts and shows them to nobody`,
        ],
      };
    },
  );
  const [used = ''] = block.names;

  await report.step('Print their labels', async () => {
    const sheets = await client.printLabels(block.id, { stock: 'a4-24' });
    check('the first bytes of the sheets', Buffer.from(sheets.subarray(0, 5)).toString('latin1'), '%PDF-');
    check('the answer of the resolver', (await browser.open(`${url}/${used}`)).status, 404);
    return { value: null, saw: [`${sheets.length} bytes of PDF; scanning one leads nowhere yet`] };
  });

  await report.step('Promote one to public with its record, and resolve it', async () => {
    const target = `${TARGET}/sample-1`;
    await client.promoteBlock(block.id, { items: [{ pid: used, target, metadata: record }] });
    await waitUntilAtDatacite(client, dataciteUrl, used, 'findable');
    const here = await browser.open(`${url}/${used}`, { follow: false });
    check('the answer of Mintmark', `${here.status} ${here.location}`, `302 ${target}`);
    return { value: null, saw: [`${used}: findable, 302 to ${target}`] };
  });

  await report.step('Give back the rest; DataCite forgets the drafts', async () => {
    const { released, block: after } = await client.releaseBlock(block.id);
    check('how many were given back', released, BLOCK_SIZE - 1);
    check('how many stay public', after.states.public, 1);
    for (const name of block.names.slice(1)) await waitUntilAtDatacite(client, dataciteUrl, name, 'absent');
    return { value: null, saw: [`${released} given back, 1 public`] };
  });
}

/** A product by GS1's example number, as the operator registers it: its links, and who is led where. */
async function walkThroughLinks(report: Report, url: string, client: MintmarkClient): Promise<void> {
  const english = 'https://example.org/en/product';
  const german = 'https://example.org/de/product';
  await report.step('Register links for a product, by the number of its barcode', async () => {
    const { resolverUri, links } = await client.registerLinks({
      anchor: `gs1/01/${PRODUCT}`,
      description: 'Product of the tour',
      links: [
        { linkType: 'gs1:pip', target: english, title: 'The product', hreflang: ['en'], isDefault: true },
        { linkType: 'gs1:pip', target: german, title: 'Das Produkt', hreflang: ['de'] },
      ],
    });
    return { value: null, saw: [`${resolverUri}, ${links.length} links`] };
  });

  await report.step('Scan it and one of its lots, in German and in French', async () => {
    const scan = async (path: string, language: string) => {
      const { status, headers } = await fetch(`${url}${path}`, {
        redirect: 'manual',
        headers: { 'accept-language': language },
      });
      return `${status} ${headers.get('location')}`;
    };
    check('the answer to German', await scan(`/01/${PRODUCT}`, 'de-CH, de;q=0.9'), `307 ${german}`);
    check('the answer to French', await scan(`/01/${PRODUCT}`, 'fr'), `307 ${english}`);
    check('the answer for a lot', await scan(`/01/${PRODUCT}/10/L7`, 'de'), `307 ${german}`);
    check('a slip of the pen', await scan(`/01/${PRODUCT.slice(0, -1)}3`, 'de'), '400 null');
    return { value: null, saw: [`307 to ${german} or ${english}; a mistyped digit is 400`] };
  });

  await report.step('Ask for all of its links as a program does', async () => {
    const answer = await fetch(`${url}/01/${PRODUCT}`, { headers: { accept: 'application/linkset+json' } });
    check('the media type', answer.headers.get('content-type'), 'application/linkset+json');
    const linkset = await answer.text();
    checkContains('the linkset', linkset, [english, german, '/voc/defaultLink']);
    return { value: null, saw: [`a linkset of ${linkset.length} bytes`] };
  });
}

/** Waits for the registrar as the API tells it, then asks DataCite itself, as anyone can. */
async function waitUntilAtDatacite(
  client: MintmarkClient,
  dataciteUrl: string,
  doi: string,
  wanted: 'findable' | 'absent',
): Promise<string> {
  const registration = await client.waitForRegistration(doi, { timeoutMs: REGISTERED_WITHIN_MS });
  if (registration.state !== 'acknowledged') {
    const { lastAnswer, heldBack } = registration;
    const why = heldBack ?? lastAnswer?.detail ?? 'no answer yet';
    throw new StepFailure('the registration to be acknowledged', `${registration.state}: ${why}`);
  }
  let state = await readDataciteState(dataciteUrl, doi);
  // DataCite may show what it has accepted a moment later.
  for (let tries = 0; state !== wanted && tries < 20; tries += 1) {
    await wait(250);
    state = await readDataciteState(dataciteUrl, doi);
  }
  check('the state at DataCite', state, wanted);
  const { attempts } = registration;
  return `DataCite says ${state} after ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}`;
}

type TourRecord = Record<string, unknown> & { titles: [{ title: string }] };

async function readRecord(): Promise<TourRecord> {
  return JSON.parse(await readFile(new URL('record.json', import.meta.url), 'utf8')) as TourRecord;
}

function readTitle({ metadata }: Pid): string | undefined {
  return (metadata as TourRecord | null)?.titles[0].title;
}
