import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { forgetPeak, readPeakMib } from './support/batch-process.ts';
import { createDatabase } from './support/databases.ts';
import { beginLargeUpload, describeLargeFile, readOffset, sendRest } from './support/large-upload.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { findTwoPorts, type ServerProcess, startServer } from './support/server-process.ts';
import type { System } from './support/start-system.ts';

/** 2147483648 shows the same for two gigabytes. */
const BYTES = Number(process.env.MINTMARK_UPLOAD_BYTES ?? 64 * 1024 * 1024);
const PEAK_LIMIT_MIB = 500;
/** What the upload may add to a server at rest. */
const GROWTH_LIMIT_MIB = 350;

const folders: string[] = [];
const drops: (() => Promise<void>)[] = [];
let server: ServerProcess | null = null;
afterAll(async () => {
  await server?.kill();
  for (const drop of drops) await drop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string>): Promise<ServerProcess> {
  server = await startServer(env);
  return server;
}

test('a large upload that breaks, and then goes on at another process, needs little memory', {
  timeout: 1_800_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mintmark-large-'));
  folders.push(directory);
  const database = await createDatabase();
  drops.push(database.drop);
  const [port, orcidPort] = await findTwoPorts();
  const env = {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ORCID_STAND_IN_PORT: String(orcidPort),
    DATA_DIR: join(directory, 'data'),
    LOG_LEVEL: 'warn',
    ...(database.url === null ? {} : { DATABASE_URL: database.url }),
  };
  const first = await start(env);
  const { token } = await signIn({ url: first.url, logged: first.output } as System, JOSIAH);
  const homes = (await (
    await fetch(`${first.url}/api/v1/data/homes`, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { items: { id: string }[] };
  const file = describeLargeFile(BYTES);
  const folder = homes.items[0]?.id ?? '';
  const upload = await beginLargeUpload({ url: first.url, token }, { folder, name: 'large.bin', file });
  await forgetPeak(first);
  const before = [await readPeakMib(first)];

  // The connection breaks in the middle, and what came is kept.
  await sendRest(upload, token, { file, offset: 0, breakAt: BYTES * 0.4 });
  const afterBreak = await readOffset(upload, token);
  expect(afterBreak).toBeGreaterThan(BYTES * 0.3);
  const peaks = [await readPeakMib(first)];
  // Then the process dies in the middle of a part; all parts before are kept.
  await sendRest(upload, token, {
    file,
    offset: afterBreak,
    breakAt: BYTES * 0.8,
    onBreak: () => first.child.kill('SIGKILL'),
  });
  await first.kill();

  const second = await start(env);
  await forgetPeak(second);
  before.push(await readPeakMib(second));
  const afterDeath = await readOffset(upload, token);
  expect(afterDeath).toBeGreaterThanOrEqual(afterBreak);
  const begunAt = performance.now();
  expect(await sendRest(upload, token, { file, offset: afterDeath })).toBe(204);
  const uploadedMs = performance.now() - begunAt;

  const { file: id } = (await (
    await fetch(upload, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { file: string };
  const got = await fetch(`${second.url}/api/v1/files/${id}/content`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const hash = createHash('sha256');
  for await (const piece of got.body ?? []) hash.update(piece);
  const sum = file.sha256();
  expect(hash.digest('hex')).toBe(sum);
  expect(got.headers.get('etag')).toBe(`"${sum}"`);

  peaks.push(await readPeakMib(second));
  console.log(
    `${BYTES} bytes: broken at ${afterBreak}, process ended at ${afterDeath}, rest in ${Math.round(uploadedMs)} ms, MiB before ${before}, at most ${peaks}`,
  );
  for (const [index, peak] of peaks.entries()) {
    // The embedded database alone takes some hundred megabytes, and gives none of them back.
    if (database.url !== null) expect(peak).toBeLessThan(PEAK_LIMIT_MIB);
    expect(peak - (before[index] ?? 0)).toBeLessThan(GROWTH_LIMIT_MIB);
  }
});
