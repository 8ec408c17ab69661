import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMPLETE, startDatacite } from './datacite-caller.ts';

const FILE = fileURLToPath(
  new URL(
    '../../../../shared/data/datacite/recordings/datacite-api-and-mds-recordings.json',
    import.meta.url,
  ),
);
const available = existsSync(FILE);
const title = available ? '' : ' (skipped: the data folder with the recordings is missing)';

type Recording = {
  method: string;
  uri: string;
  status: number;
  request_body: string | null;
  response_body: string;
};
type Document = { data: { attributes: Record<string, unknown>; relationships: Record<string, unknown> } };

/** The body of the first recorded answer of this kind. */
function findRecorded(method: string, uri: RegExp, status: number): string {
  const recordings: Recording[] = JSON.parse(readFileSync(FILE, 'utf8'));
  const found = recordings.find(
    (recording) => recording.method === method && recording.status === status && uri.test(recording.uri),
  );
  if (found === undefined) throw new Error(`no recording of ${method} ${uri} ${status}`);
  return found.response_body;
}

describe.skipIf(!available)(`as DataCite was recorded${title}`, () => {
  test('an unknown DOI and missing credentials are answered byte for byte', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: COMPLETE });
    const unknown = await call('GET', '/dois/10.5072/003r-j076', { as: null });
    expect(unknown.text).toBe(findRecorded('get', /003r-j076$/, 404));
    const anonymous = await call('GET', '/dois/10.5072/a/get-url', { as: null });
    expect(anonymous.text).toBe(findRecorded('get', /get-url$/, 401));
  });

  test('kernel 3 is refused in the same words', async () => {
    const { call } = await startDatacite({
      repositories: [{ id: 'MINTMARK.DEMO', password: 'owner-secret', prefixes: ['10.14454'] }],
    });
    const attributes = { schemaVersion: 'http://datacite.org/schema/kernel-3' };
    const answer = await call('PUT', '/dois/10.14454/0000-v3', { attributes });
    expect(answer.text).toBe(findRecorded('put', /0000-v3$/, 422));
  });

  test('a findable DOI has the same members in the same order', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: COMPLETE });
    const answer = await call('PUT', '/dois/10.5072/a', { attributes: { event: 'publish' } });
    const ours = answer.body as Document;
    const recorded: Document = JSON.parse(findRecorded('put', /10\.80225\/fdsrf-232$/, 200));
    // Related items came with kernel 4.4, after the recording.
    const names = Object.keys(ours.data.attributes).filter((name) => name !== 'relatedItems');
    expect(names).toEqual(Object.keys(recorded.data.attributes));
    expect(Object.keys(ours.data.relationships)).toEqual(Object.keys(recorded.data.relationships));
  });
});
