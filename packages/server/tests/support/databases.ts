import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { inject } from 'vitest';
import { onServer } from './database-template.ts';

/** A fresh database on the server of TEST_DATABASE_URL; null where the embedded one is meant. */
export async function createDatabase(): Promise<{ url: string | null; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined || server === '') return { url: null, drop: async () => {} };
  return create(server, 'template0');
}

/**
 * A database of its own that is as `database-template.ts` left the one it made for this run: on the server of
 * TEST_DATABASE_URL, or files for an embedded one in memory.
 */
export async function copyTemplate(): Promise<{ url: string | null; files?: Blob; drop(): Promise<void> }> {
  const { server, name } = inject('databaseTemplate');
  if (server === null) return { url: null, files: await openAsBlob(name), drop: async () => {} };
  return create(server, name);
}

async function create(server: string, template: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `mintmark_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}
