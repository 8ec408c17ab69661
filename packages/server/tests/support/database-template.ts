import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { type Engine, migrate, openDatabase, openEmbedded } from '../../src/db/index.ts';
import { openJobs } from '../../src/jobs/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database on `server`, or a file with those of an embedded one. */
    databaseTemplate: { server: string | null; name: string };
  }
}

/**
 * Makes, once a run of tests, the migrated database that each test system starts with a copy of: to make an empty one
 * takes some seconds, to copy it a fraction of one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined || server === '') {
    const folder = await mkdtemp(join(tmpdir(), 'mintmark-template-'));
    const name = join(folder, 'database.tar');
    const engine = await openEmbedded(null);
    await prepare(engine);
    await writeFile(name, Buffer.from(await (await engine.files()).arrayBuffer()));
    await engine.close();
    project.provide('databaseTemplate', { server: null, name });
    return () => rm(folder, { recursive: true, force: true });
  }
  const name = `mintmark_template_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const engine = await openDatabase(url.href, null);
  await prepare(engine);
  await engine.close();
  project.provide('databaseTemplate', { server, name });
  return () => onServer(server, `drop database ${name} with (force)`);
}

async function prepare(engine: Engine): Promise<void> {
  await migrate(engine);
  const jobs = await openJobs(engine, pino({ level: 'silent' }));
  await jobs.stop();
}

/** Runs one statement on a database server. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
