import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  beginLargeUpload,
  describeLargeFile,
  type LargeFile,
  readOffset,
  sendRest,
} from '../packages/server/tests/support/large-upload.ts';
import { JOSIAH, signIn } from '../packages/server/tests/support/people.ts';
import { findTwoPorts, startServer } from '../packages/server/tests/support/server-process.ts';
import type { System } from '../packages/server/tests/support/start-system.ts';
import type { Benchmark } from './benchmark.ts';
import { createDatabase } from './database.ts';
import type { Side } from './load.ts';

const BYTES = 2 * 1024 ** 3;

/** One resumable upload of two gigabytes that breaks once, against hashing and writing the same bytes here. */
export const uploadBenchmark: Benchmark = {
  title: 'Resumable upload of 2 GiB that breaks in the middle; CPU of the whole, of the server alone',
  async run(options) {
    const directory = await mkdtemp(join(tmpdir(), 'mintmark-bench-upload-'));
    const database = await createDatabase(options.databaseUrl);
    const [port, orcidPort] = await findTwoPorts();
    const server = await startServer({
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ORCID_STAND_IN_PORT: String(orcidPort),
      DATA_DIR: join(directory, 'data'),
      LOG_LEVEL: 'warn',
      ...(database.url === null ? {} : { DATABASE_URL: database.url }),
    });
    try {
      const { token } = await signIn({ url: server.url, logged: server.output } as System, JOSIAH);
      const homes = (await (
        await fetch(`${server.url}/api/v1/data/homes`, { headers: { authorization: `Bearer ${token}` } })
      ).json()) as { items: { id: string }[] };
      const file = describeLargeFile(BYTES);
      const cpuBefore = await readCpuMs(server.child.pid);
      const begunAt = performance.now();
      const upload = await beginLargeUpload(
        { url: server.url, token },
        { folder: homes.items[0]?.id ?? '', name: 'large.bin', file },
      );
      await sendRest(upload, token, { file, offset: 0, breakAt: BYTES / 2 });
      const status = await sendRest(upload, token, { file, offset: await readOffset(upload, token) });
      if (status !== 204) throw new Error(`the upload ended with ${status}: ${server.output()}`);
      const measured = toSide(performance.now() - begunAt, (await readCpuMs(server.child.pid)) - cpuBefore);
      const baseline = await writeHere(file, join(directory, 'here'));
      return {
        ratio: measured.perSecond / baseline.perSecond,
        value: measured.perSecond,
        baseline: baseline.perSecond,
        unit: 'MB/s',
        database: database.url === null ? 'the embedded database' : 'PostgreSQL',
        sides: [
          { name: 'upload', ratio: measured.perSecond / baseline.perSecond, side: measured },
          { name: 'hash and write here', ratio: null, side: baseline },
        ],
      };
    } finally {
      await server.kill();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function writeHere(file: LargeFile, path: string): Promise<Side> {
  const begunAt = performance.now();
  const before = process.cpuUsage();
  const hash = createHash('sha256');
  const pieces = function* (): Generator<Buffer> {
    for (const piece of file.read(0)) {
      hash.update(piece);
      yield piece;
    }
  };
  await pipeline(Readable.from(pieces()), createWriteStream(path, { flush: true }));
  const { user, system } = process.cpuUsage(before);
  return toSide(performance.now() - begunAt, (user + system) / 1000);
}

function toSide(ms: number, cpuMs: number): Side {
  return { perSecond: BYTES / 1000 / ms, p50Ms: ms, p99Ms: ms, cpuUsPerAnswer: cpuMs * 1000 };
}

/** Processor time of a process so far, in milliseconds (Linux: 100 ticks a second). */
async function readCpuMs(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
