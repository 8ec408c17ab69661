import { join } from 'node:path';
import { type Child, startChild } from './child.ts';
import { createDatabase } from './database.ts';
import type { Contender } from './load.ts';
import type { ServiceCalls, Started } from './processes/service-process.ts';

/** A service in a process of its own, on a database of its own. */
export type RunningService = Started & {
  child: Child<ServiceCalls>;
  /** If the options name a folder: writes a CPU profile of the service there while it has `load` to bear. */
  profile(name: string, load: Contender): Promise<void>;
  close(): Promise<void>;
};

const PROFILE_MS = 5000;

export type BenchOptions = {
  /** A PostgreSQL server, or null for the embedded database. */
  databaseUrl: string | null;
  /** Folder for `.cpuprofile` files, or null for none. */
  profileDir: string | null;
};

export async function startService(options: BenchOptions): Promise<RunningService> {
  const database = await createDatabase(options.databaseUrl);
  const child = startChild<ServiceCalls>(new URL('./processes/service-process.ts', import.meta.url));
  const close = async (): Promise<void> => {
    await child.close();
    await database.drop();
  };
  try {
    const started = await child.call('start', { databaseUrl: database.url, dataDir: database.dataDir });
    return {
      ...started,
      child,
      async profile(name, load) {
        if (options.profileDir === null) return;
        await child.call('startProfile', null);
        await load.run(PROFILE_MS);
        await child.call('stopProfile', join(options.profileDir, `${name}.cpuprofile`));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
