import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runEntryPass } from '../src/modules/orcid/index.ts';
import { createApi, type ProblemBody } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import {
  BATCHES,
  type BatchBody,
  createEntryBatches,
  type EntryBatches,
  signInAdministrator,
} from './support/orcid-entries.ts';
import { removeMember, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let batches: EntryBatches;
let token: string;
beforeAll(async () => {
  system = await startSystem();
  ({ token } = await signInAdministrator(system));
  batches = createEntryBatches(system, token);
});
afterAll(() => system?.close());

const fileOf = (rows: number, name: string) =>
  `local-id,orcid,keyword\n${Array.from({ length: rows }, (_, n) => `${name}-${n},${JOSIAH},k${n}\n`).join('')}`;

describe('twenty batches that wait', () => {
  test('are all that an organisation may have: neither an upload nor the repetition of a dry run adds another', async () => {
    const admin = createApi(system, token);
    const dryRun = { query: { dryRun: 'true' } };
    const { body: tried } = await batches.upload('keyword', fileOf(1, 'tried'), dryRun);
    await system.drain();
    for (let count = 0; count < 19; count += 1) {
      expect((await batches.upload('keyword', fileOf(1, `open-${count}`))).status).toBe(202);
    }
    const apply = () => admin.post<BatchBody & ProblemBody>(`${BATCHES}/${tried.id}/apply`);
    const [first, second] = await Promise.all([apply(), apply()]);
    expect([first.status, second.status].toSorted()).toEqual([202, 429]);
    expect(JSON.stringify([first.body, second.body])).toContain('20 batches that wait or run');
    expect((await batches.upload('keyword', fileOf(1, 'more'))).status).toBe(429);
    await system.drain();
    expect((await apply()).status).toBe(202);
    await system.drain();
  });
});

describe('a batch whose uploader', () => {
  type Ended = BatchBody & { detail: string | null };
  const readEnded = async (id: string) => (await batches.read(id)) as Ended;

  async function uploadBy(orcid: string, rows: number, name: string): Promise<string> {
    await setRole(system, orcid, 'admin');
    const theirs = await signIn(system, orcid, ['orcid:read', 'orcid:write']);
    const { status, body } = await createEntryBatches(system, theirs.token).upload(
      'keyword',
      fileOf(rows, name),
    );
    expect(status).toBe(202);
    return body.id;
  }

  test('is no administrator any more stops where it is, and says why at the rows that were not done', async () => {
    const id = await uploadBy(LAURE, 150, 'half');
    let turns = 0;
    await runEntryPass(system.ctx, () => turns++ > 0);
    expect(await readEnded(id)).toMatchObject({ state: 'running', detail: null, counts: { ok: 100 } });
    await setRole(system, LAURE, 'member');
    await system.drain();

    const ended = await readEnded(id);
    expect(ended).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('no administrator of the organisation any more'),
      counts: { total: 150, done: 150, ok: 100, refused: 0, skipped: 50 },
    });
    const rows = await batches.readResult(id);
    expect(
      rows.slice(0, 100).every(({ outcome, errors }) => outcome === 'created' && errors.length === 0),
    ).toBe(true);
    for (const row of rows.slice(100)) {
      expect(row).toMatchObject({ outcome: 'skipped', errors: [{ field: '', detail: ended.detail }] });
    }
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const { body } = await browser.open(`/app/orcid/manage/default/batches/${id}`);
    expect(body).toContain('no administrator of the organisation any more');
  });

  test('left the organisation is not begun', async () => {
    const id = await uploadBy(LAURE, 1, 'gone');
    await removeMember(system, LAURE);
    await system.drain();
    expect(await readEnded(id)).toMatchObject({ state: 'failed', counts: { ok: 0, skipped: 1 } });
  });

  test('is an administrator still is done, whatever token it came with', async () => {
    const id = await uploadBy(LAURE, 1, 'stays');
    await system.drain();
    expect(await readEnded(id)).toMatchObject({ state: 'done', detail: null, counts: { ok: 1 } });
  });
});
