import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@mintmark/client';
import { type Api, openApi } from './api.ts';
import { openBrowser } from './browser.ts';
import { readDataciteState } from './datacite-state.ts';
import type { Addresses } from './instance.ts';
import { JOSIAH, LAURE, makeToken, signIn } from './people.ts';
import { check, checkContains, type Report, StepFailure } from './report.ts';

const DONE_WITHIN_MS = 45_000;
const ORGANISATION = 'default';

type Operator = Omit<Addresses, 'operatorToken'> & { operatorToken: string };
type Node = { id: string; path: string; permission: string };
type Request = { id: string; state: string; status: string; permanentId: string | null };
type Change = { id: string; text: string };

/** A folder becomes a published package: what its researcher does, and what a curator does, with a return between. */
export async function walkThroughRequest(report: Report, addresses: Operator, token: string): Promise<void> {
  const { url } = addresses;
  const researcher = openApi(`${url}/api/v1`, { authorization: `Bearer ${token}` });
  const folder = await report.step('Make a folder and upload a table and a README to it', async () => {
    const home = await researcher.ask<Node>('GET', `/folders?path=/${ORGANISATION}/home/${JOSIAH.orcid}`, {
      expected: 200,
    });
    const name = `Carberry_springs_${Date.now().toString(36)}_2026`;
    const made = await researcher.ask<Node>('POST', '/folders', {
      expected: 201,
      json: { parent: home.body.id, name },
    });
    await upload(
      researcher,
      made.body.id,
      'README.md',
      '# Springs\n\nTemperature of water.\n\n- springs.csv\n',
    );
    await upload(researcher, made.body.id, 'springs.csv', 'spring,celsius\nNorth,11.5\nSouth,12.25\n');
    return { value: made.body, saw: [made.body.path] };
  });

  await report.step('Ask what speaks against a request for a DOI', async () => {
    const { body } = await researcher.ask<{ problems: { detail: string }[] }>(
      'GET',
      `/requests/check?folder=${folder.id}&type=DOI`,
      { expected: 200 },
    );
    check('whether something speaks against it', body.problems.length > 0, true);
    return {
      value: null,
      saw: [`${body.problems.length} problems at once, such as: ${body.problems[0]?.detail}`],
    };
  });

  const request = await report.step('Describe the folder and request a DOI; it is staged', async () => {
    const described = `/folders/${folder.id}/metadata`;
    const { headers } = await researcher.ask('GET', described, { expected: 200 });
    const version = headers.get('etag');
    await researcher.ask('PUT', described, { expected: 200, version, json: { metadata: RECORD } });
    const made = await researcher.ask<Request>('POST', '/requests', {
      expected: 201,
      json: { folder: folder.id, type: 'DOI' },
    });
    await waitForState(researcher, made.body.id, 'submitted');
    const moved = await researcher.ask<Node>('GET', `/folders/${folder.id}`, { expected: 200 });
    check('what the requester may do there', moved.body.permission, 'write');
    return { value: made.body, saw: [moved.body.path] };
  });

  const browser = openBrowser();
  const curator = await report.step(
    `Sign in as ${LAURE.name}, whom the operator makes a curator`,
    async () => {
      const operator = openApi(`${url}/api/v1`, { authorization: `Bearer ${addresses.operatorToken}` });
      await operator.ask('PUT', `/organisations/${ORGANISATION}/members/${LAURE.orcid}`, {
        expected: 200,
        json: { role: 'curator' },
      });
      await signIn(browser, url, LAURE);
      return { value: await makeToken(browser, url, LAURE), saw: [LAURE.orcid] };
    },
  );
  try {
    const curation = openApi(`${url}/api/v1`, { authorization: `Bearer ${curator}` });
    await walkThroughCuration(report, addresses, { researcher, curation }, { request, folder });
  } finally {
    await createClient({ url, token: curator }).revokeCurrentToken();
  }
}

async function walkThroughCuration(
  report: Report,
  { url, dataciteUrl }: Operator,
  { researcher, curation }: { researcher: Api; curation: Api },
  { request, folder }: { request: Request; folder: Node },
): Promise<void> {
  const path = `/requests/${request.id}`;
  await report.step('Take it from the queue, and return it with a list of changes', async () => {
    await curation.ask('POST', `${path}/assign`, { expected: 200, json: { assignee: LAURE.orcid } });
    await curation.ask('POST', `${path}/return`, {
      expected: 200,
      json: {
        comment: 'Nearly there.',
        changes: [
          { text: 'Say in the README how the temperature was measured.', anchor: { file: 'README.md' } },
        ],
      },
    });
    const { body } = await researcher.ask<Request>('GET', path, { expected: 200 });
    check('the status that the requester sees', body.status, 'Pending');
    return { value: null, saw: [`${body.status}: one change asked for`] };
  });

  await report.step('Change the README, answer, and hand it in again', async () => {
    await upload(
      researcher,
      folder.id,
      'README.md',
      '# Springs\n\nMeasured by hand with a glass thermometer.\n\n- springs.csv\n',
      true,
    );
    const { body } = await researcher.ask<{ items: Change[] }>('GET', `${path}/changes`, { expected: 200 });
    const answers = body.items.map(({ id }) => ({ change: id, state: 'done' }));
    await researcher.ask('POST', `${path}/resubmit`, { expected: 200, json: { answers } });
    const { body: diff } = await curation.ask<{ files: { changed: { first: { path: string }[] } } }>(
      'GET',
      `${path}/diff`,
      {
        expected: 200,
      },
    );
    check('the files that changed', diff.files.changed.first.map((each) => each.path).join(), 'README.md');
    return { value: null, saw: ['the curator sees what changed since: README.md'] };
  });

  const doi = await report.step('Approve and publish it; the DOI becomes findable last', async () => {
    await curation.ask('POST', `${path}/doi`, { expected: 200, json: {} });
    const published = await waitForState(curation, request.id, 'published');
    const name = published.permanentId ?? '';
    check('its state at DataCite', await readDataciteState(dataciteUrl, name), 'findable');
    return { value: name, saw: [`${name}, ${published.status}`] };
  });

  await report.step('Open its page as a stranger, and download a file', async () => {
    const stranger = openBrowser();
    const page = await stranger.open(`${dataciteUrl}/${doi}`);
    check('the answer of the page', page.status, 200);
    checkContains('the page', page.body, [doi, 'springs.csv', 'Carberry']);
    const file = await fetch(`${url}/packages/${folder.id}/files/springs.csv`);
    const bytes = Buffer.from(await file.arrayBuffer());
    checkContains('the page', page.body, [createHash('sha256').update(bytes).digest('hex')]);
    return {
      value: null,
      saw: [page.address, `springs.csv: ${bytes.length} bytes, with the checksum of the page`],
    };
  });
}

async function upload(api: Api, folder: string, name: string, text: string, replaces = false): Promise<void> {
  const query = new URLSearchParams({ name, ...(replaces ? { replaces: 'true' } : {}) });
  await api.ask('POST', `/folders/${folder}/files?${query}`, {
    expected: 201,
    bytes: new TextEncoder().encode(text),
  });
}

async function waitForState(api: Api, id: string, state: string): Promise<Request> {
  const endsAt = performance.now() + DONE_WITHIN_MS;
  let last: Request | null = null;
  while (performance.now() < endsAt) {
    last = (await api.ask<Request>('GET', `/requests/${id}`, { expected: 200 })).body;
    if (last.state === state) return last;
    if (last.state === 'failed') break;
    await wait(250);
  }
  throw new StepFailure(`the request to be ${state}`, JSON.stringify(last));
}

const RECORD = {
  titles: [{ title: 'Temperature of two springs' }],
  creators: [
    {
      name: 'Carberry, Josiah',
      nameType: 'Personal',
      givenName: 'Josiah',
      familyName: 'Carberry',
      nameIdentifiers: [{ nameIdentifier: JOSIAH.orcid, nameIdentifierScheme: 'ORCID' }],
      affiliation: [{ name: 'Example Organisation' }],
    },
  ],
  publisher: { name: 'Example Organisation' },
  types: { resourceTypeGeneral: 'Dataset', resourceType: 'Table' },
  subjects: [{ subject: 'springs' }, { subject: 'temperature' }, { subject: 'hydrology' }],
  descriptions: [{ description: 'The temperature of two springs, by hand.', descriptionType: 'Abstract' }],
  rightsList: [{ rights: 'CC0', rightsUri: 'https://creativecommons.org/publicdomain/zero/1.0/' }],
};
