import { setTimeout as wait } from 'node:timers/promises';
import { answerSignIn } from '@mintmark/sandbox';
import { openApi } from './api.ts';
import type { Browser } from './browser.ts';
import type { Addresses } from './instance.ts';
import { JOSIAH } from './people.ts';
import { check, checkContains, type Report, StepFailure } from './report.ts';

const WRITTEN_WITHIN_MS = 30_000;
const ORGANISATION = 'default';

type Operator = Omit<Addresses, 'operatorToken'> & { operatorToken: string };
type RecordItem = { kind: string; putCode: number; item: { title?: { title: { value: string } } } };

/** A record is connected, what is published comes to it and follows its item, and the permission is given up again. */
export async function walkThroughOrcid(
  report: Report,
  { url, operatorToken }: Operator,
  browser: Browser,
  record: Record<string, unknown>,
): Promise<void> {
  const own = openApi(`${url}/api/v1`, { authorization: `Bearer ${operatorToken}` });
  const orcidUrl = await report.step('Connect the ORCID record, knowing what is asked', async () => {
    const page = await browser.open(`${url}/orcid/connect/${ORGANISATION}`);
    check('the answer of the page that explains', page.status, 200);
    checkContains('the page', page.body, ['What ORCID is', 'What is asked of you', 'What is stored']);
    const atOrcid = await browser.send(page, `/orcid/connect/${ORGANISATION}`, [['lang', 'en']]);
    const { origin, searchParams } = new URL(atOrcid.address);
    const callback = await answerSignIn(atOrcid.address, { orcid: JOSIAH.orcid, decision: 'grant' });
    const granted = await browser.open(callback);
    checkContains('the page afterwards', granted.body, ['is connected with', 'How to disconnect later']);
    return { value: origin, saw: [`${origin} was asked for ${searchParams.get('scope')}`] };
  });

  const title = `Springs on a record, ${Date.now().toString(36)}`;
  const item = await report.step('Publish an item; it comes to the record with its put code', async () => {
    const made = await own.ask<{ uuid: string }>('POST', '/items', {
      expected: 201,
      json: { state: 'archived', metadata: { ...record, titles: [{ title }] } },
    });
    const { kind, putCode } = await waitForWork(orcidUrl, title);
    return { value: { uuid: made.body.uuid, putCode }, saw: [`${kind} ${putCode}: ${title}`] };
  });

  await report.step('Change its title; the same work is changed by PUT', async () => {
    const path = `/items/${item.uuid}`;
    const version = (await own.ask('GET', path, { expected: 200 })).headers.get('etag');
    const changed = `${title}, corrected`;
    const json = { metadata: { ...record, titles: [{ title: changed }] } };
    await own.ask('PATCH', path, { expected: 200, version, json });
    const { putCode } = await waitForWork(orcidUrl, changed);
    check('the put code', putCode, item.putCode);
    const titles = (await readRecord(orcidUrl)).map(titleOf).filter((each) => each?.startsWith(title));
    check('how often it is on the record', titles.length, 1);
    return { value: null, saw: [`still ${putCode}, and on the record once: ${changed}`] };
  });

  await report.step('See what was written, then disconnect; ORCID revokes every token', async () => {
    const page = await browser.open(`${url}/app/orcid`);
    checkContains('the page of the researcher', page.body, [title]);
    const action = /action="([^"]+\/disconnect)"/.exec(page.body)?.[1];
    const formToken = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1];
    if (action === undefined || formToken === undefined) {
      throw new StepFailure('a form to disconnect', 'none');
    }
    const after = await browser.send(page, action, [['form_token', formToken]]);
    check('the page afterwards', after.status, 200);
    const count = await waitUntilRevoked(orcidUrl);
    return { value: null, saw: [`${count} tokens of ${JOSIAH.orcid}, none of them good any more`] };
  });
}

/** Asks the stand-in itself, as the owner of the record sees it. */
async function readRecord(orcidUrl: string): Promise<RecordItem[]> {
  const response = await fetch(`${orcidUrl}/_control/records/${JOSIAH.orcid}`);
  check('the answer of the registry about the record', response.status, 200);
  return ((await response.json()) as { items: RecordItem[] }).items;
}

function titleOf({ item }: RecordItem): string | undefined {
  return item.title?.title.value;
}

async function waitForWork(orcidUrl: string, title: string): Promise<RecordItem> {
  const endsAt = performance.now() + WRITTEN_WITHIN_MS;
  let last = 0;
  while (performance.now() < endsAt) {
    const items = await readRecord(orcidUrl);
    const found = items.find((each) => titleOf(each) === title);
    if (found !== undefined) return found;
    last = items.length;
    await wait(250);
  }
  throw new StepFailure(`"${title}" on the record`, `${last} other things on it`);
}

async function waitUntilRevoked(orcidUrl: string): Promise<number> {
  const endsAt = performance.now() + WRITTEN_WITHIN_MS;
  let active = 0;
  while (performance.now() < endsAt) {
    const response = await fetch(`${orcidUrl}/_control/tokens`);
    const { items } = (await response.json()) as { items: { orcid: string | null; status: string }[] };
    const own = items.filter(({ orcid }) => orcid === JOSIAH.orcid);
    active = own.filter(({ status }) => status === 'active').length;
    if (active === 0) return own.length;
    await wait(250);
  }
  throw new StepFailure('every token to be revoked', `${active} that are good`);
}
