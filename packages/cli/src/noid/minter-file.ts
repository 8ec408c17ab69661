import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { NoidContext, NoidStore } from '@mintmark/identifiers';
import { RefusedError } from '../failures.ts';

/** Marks the file as a minter of ours ("NOID" in ASCII); another database is left alone. */
const APPLICATION_ID = 0x4e4f4944;

/** Another process may be minting many names; it is waited for. */
const BUSY_TIMEOUT_MS = 60_000;

/** Keys end before the last character there is. */
const LAST_CHARACTER = '\u{10ffff}';

/** A minter's database in a directory `NOID`, with its log and its README beside it, as Perl Noid has them. */
export type MinterFile = {
  /**
   * Does something in one transaction; nobody else writes meanwhile. When it returns, what it wrote is on disk, and
   * only then may it be told to anyone. When it throws, nothing was written.
   */
  write<T>(work: (context: NoidContext) => T): T;
  /** Reads the minter as it stood at one moment, while others may go on writing. */
  read<T>(work: (store: NoidStore) => T): T;
  close(): void;
};

type Paths = { directory: string; database: string; log: string; readme: string };

/** @param parent the directory that has, or will have, the directory `NOID` */
export function minterPaths(parent: string): Paths {
  const directory = join(parent, 'NOID');
  return {
    directory,
    database: join(directory, 'noid.sqlite'),
    log: join(directory, 'log'),
    readme: join(directory, 'README'),
  };
}

/** @throws RefusedError when there is no minter, or the file is something else */
export function openMinterFile(parent: string, contact: string): MinterFile {
  const paths = minterPaths(parent);
  if (!existsSync(paths.database)) {
    throw new RefusedError(
      existsSync(join(paths.directory, 'noid.bdb'))
        ? `${paths.directory} has a minter of Perl Noid. Bring it here with: db_dump -p ${paths.directory}/noid.bdb | mintmark noid -f DIR dbimport -`
        : `There is no minter in ${paths.directory}. Make one with: mintmark noid dbcreate`,
    );
  }
  return openDatabase(paths, contact, (database) => {
    if (readPragma(database, 'application_id') !== APPLICATION_ID) {
      throw new RefusedError(`${paths.database} is no minter.`);
    }
  });
}

/** Makes the directory and an empty minter where there are none. @throws RefusedError when that cannot be */
export function createMinterFile(parent: string, contact: string): MinterFile {
  const paths = minterPaths(parent);
  try {
    mkdirSync(paths.directory, { recursive: true });
  } catch (error) {
    throw new RefusedError(`${paths.directory} cannot be made: ${describe(error)}`);
  }
  return openDatabase(paths, contact, (database) => {
    const isNew = readPragma(database, 'schema_version') === 0;
    if (!isNew && readPragma(database, 'application_id') !== APPLICATION_ID) {
      throw new RefusedError(`${paths.database} is no minter, and stays as it is.`);
    }
    // Readers do not wait for a writer, and a commit costs one write to disk rather than three.
    database.exec('pragma journal_mode = wal');
    database.exec('begin immediate');
    database.exec(
      'create table if not exists entry (key text primary key, value text not null) without rowid',
    );
    database.exec(`pragma application_id = ${APPLICATION_ID}`);
    database.exec('commit');
  });
}

/** Keeps the report on a new minter where people look for it. */
export function writeReadme(parent: string, report: string): void {
  writeFileSync(minterPaths(parent).readme, report);
}

function openDatabase(paths: Paths, contact: string, prepare: (database: DatabaseSync) => void): MinterFile {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(paths.database, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw new RefusedError(`${paths.database} cannot be opened: ${describe(error)}`);
  }
  try {
    // A name that was printed must not come again, not even after the power failed.
    database.exec('pragma synchronous = full');
    prepare(database);
  } catch (error) {
    database.close();
    throw toRefusal(error, paths.database);
  }
  const store = createStore(database);
  const run = <T>(begin: string, work: () => T): T => {
    try {
      database.exec(begin);
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw toRefusal(error, paths.database);
    }
  };
  return {
    write: (work) =>
      run('begin immediate', () => {
        const log: string[] = [];
        const result = work({ store, now: new Date(), contact, log: (line) => log.push(line) });
        // Before the commit: a log that tells of a name too many is better than one that lacks a name.
        if (log.length > 0) appendLog(paths.log, log);
        return result;
      }),
    read: (work) => run('begin', () => work(store)),
    close: () => database.close(),
  };
}

function appendLog(path: string, lines: readonly string[]): void {
  try {
    appendFileSync(path, `${lines.join('\n')}\n`);
  } catch (error) {
    throw new RefusedError(`${path} cannot be written: ${describe(error)}`);
  }
}

function createStore(database: DatabaseSync): NoidStore {
  const get = database.prepare('select value from entry where key = ?');
  const set = database.prepare(
    'insert into entry (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  const remove = database.prepare('delete from entry where key = ?');
  // A statement serves one scan at a time.
  const idle: StatementSync[] = [];
  return {
    get(key) {
      const row = get.get(key);
      return row === undefined ? null : String(row.value);
    },
    set: (key, value) => void set.run(key, value),
    delete: (key) => void remove.run(key),
    *scan(prefix) {
      const statement =
        idle.pop() ??
        database.prepare('select key, value from entry where key >= ? and key < ? order by key');
      try {
        for (const row of statement.iterate(prefix, prefix + LAST_CHARACTER)) {
          yield [String(row.key), String(row.value)];
        }
      } finally {
        idle.push(statement);
      }
    },
  };
}

function readPragma(database: DatabaseSync, name: 'application_id' | 'schema_version'): unknown {
  return database.prepare(`pragma ${name}`).get()?.[name];
}

/** What SQLite says about the file is told in words; other errors are ours. */
function toRefusal(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) return error;
  return new RefusedError(`${path} cannot be used: ${error.message}.`);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
