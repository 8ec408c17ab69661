import { readFile, writeFile } from 'node:fs/promises';
import { type BatchBody, createBatchApi } from './batches.ts';
import { pause, type ServerProcess } from './server-process.ts';

/** Reads a batch until `enough` says so. @throws Error with the server's output when it takes too long */
export async function waitUntil(
  server: ServerProcess,
  options: { token: string; id: string; limitMs: number },
  enough: (batch: BatchBody) => boolean,
): Promise<BatchBody> {
  const api = createBatchApi(server, options.token);
  const begun = performance.now();
  for (;;) {
    const batch = await api.read(options.id);
    if (enough(batch)) return batch;
    if (performance.now() - begun > options.limitMs) {
      throw new Error(`${JSON.stringify(batch)}\n${server.output().slice(-4000)}`);
    }
    await pause(20);
  }
}

/** Forgets the peak so far (Linux): starting the embedded database takes more for a moment than all that follows. */
export async function forgetPeak(server: ServerProcess): Promise<void> {
  await writeFile(`/proc/${server.child.pid}/clear_refs`, '5');
}

/** The most memory that a process has used since its peak was forgotten, in MiB (Linux: VmHWM). */
export async function readPeakMib(server: ServerProcess): Promise<number> {
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024);
}
