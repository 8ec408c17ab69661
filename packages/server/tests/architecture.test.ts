import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const source = join(root, 'packages/server/src');

/** Which workspace may import which. */
const workspaces: Record<string, readonly string[]> = {
  identifiers: [],
  datacite: ['identifiers'],
  orcid: ['identifiers'],
  sandbox: ['identifiers'],
  server: ['identifiers', 'datacite', 'orcid'],
  client: [],
  cli: ['client', 'identifiers'],
  console: ['client'],
};

/** Which module may import which, and only its index.ts. */
const modules: Record<string, readonly string[]> = {
  accounts: [],
  schemes: ['accounts'],
  notifications: ['accounts'],
  pids: ['schemes'],
  // Accounts: names of organisations, for what the resolver shows.
  links: ['accounts', 'schemes', 'pids'],
  // Accounts: the queue names organisations as people do.
  registration: ['accounts', 'pids'],
  // Accounts: a landing page shows which iDs are authenticated; see docs/decisions/0003. Notifications: people are told
  // what became of their shoulders, blocks and batches.
  minting: ['accounts', 'schemes', 'pids', 'registration', 'notifications'],
  // Minting: names of items are given out where all names are, under the same shoulders and quotas.
  items: ['accounts', 'pids', 'registration', 'minting'],
  data: ['accounts'],
  // Registration: a request is published when its registrar says so, and not before.
  requests: ['accounts', 'data', 'registration', 'items', 'minting', 'notifications'],
  orcid: ['accounts', 'items', 'notifications'],
};

/** Rooms below the modules; none of them imports a module, an API or the resolver. */
const infrastructure = ['db', 'jobs', 'http', 'storage', 'outside', 'anchors'];

/** Files outside store.ts that own one table of the infrastructure. */
const tableOwners = new Set(['src/events.ts', 'src/http/idempotency.ts', 'src/db/migrate.ts']);

type Import = { file: string; from: string };

function listSourceFiles(folder: string): string[] {
  // The console has no code of its own yet.
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({ file, from: match[1] ?? match[2] ?? match[3] ?? '' }));
}

/** The path below packages/server/src that an import leads to, or null for a package. */
function inServer(each: Import): string | null {
  if (!each.from.startsWith('.')) return null;
  const path = relative(source, resolve(dirname(each.file), each.from));
  return path.startsWith('..') ? null : path;
}

const serverImports = listSourceFiles(source)
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap(importsOf);

function describeImport(each: Import): string {
  return `${relative(root, each.file)} imports ${each.from}`;
}

describe('the import table', () => {
  test('each workspace imports only the workspaces below it', () => {
    const wrong: string[] = [];
    for (const [workspace, allowed] of Object.entries(workspaces)) {
      for (const each of listSourceFiles(join(root, 'packages', workspace, 'src'))
        .filter((file) => !file.endsWith('.test.ts'))
        .flatMap(importsOf)) {
        const other = /^@mintmark\/([a-z]+)/.exec(each.from)?.[1];
        // The stand-ins are started by start.ts alone, and only where nothing else is configured.
        if (workspace === 'server' && other === 'sandbox' && each.file.endsWith('/src/start.ts')) continue;
        if (other !== undefined && other !== workspace && !allowed.includes(other))
          wrong.push(describeImport(each));
        const leaves =
          each.from.startsWith('.') &&
          relative(join(root, 'packages', workspace), resolve(dirname(each.file), each.from)).startsWith(
            '..',
          );
        if (leaves) wrong.push(describeImport(each));
      }
    }
    expect(wrong).toEqual([]);
  });

  test('modules import other modules only as the table says, and only their index.ts', () => {
    const wrong = serverImports.filter((each) => {
      const own = /^modules\/([a-z]+)\//.exec(relative(source, each.file))?.[1];
      const other = /^modules\/([a-z]+)\/(.+)$/.exec(inServer(each) ?? '');
      if (own === undefined || other?.[1] === undefined || other[1] === own) return false;
      return other[2] !== 'index.ts' || !(modules[own] ?? []).includes(other[1]);
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test('what is not a module imports modules only by their index.ts', () => {
    const wrong = serverImports.filter((each) => {
      if (relative(source, each.file).startsWith('modules/')) return false;
      const other = /^modules\/[a-z]+\/(.+)$/.exec(inServer(each) ?? '');
      return other !== null && other[1] !== 'index.ts';
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test('the resolver imports no module, and modules import neither the resolver nor an API', () => {
    const wrong = serverImports.filter((each) => {
      const own = relative(source, each.file);
      const other = inServer(each) ?? '';
      if (own.startsWith('resolver/')) return other.startsWith('modules/') || other.startsWith('apis/');
      if (own.startsWith('modules/')) return other.startsWith('resolver/') || other.startsWith('apis/');
      return false;
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test('the infrastructure imports no module, API or resolver', () => {
    const wrong = serverImports.filter((each) => {
      const room = relative(source, each.file).split('/')[0] ?? '';
      return infrastructure.includes(room) && /^(modules|apis|resolver)\//.test(inServer(each) ?? '');
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });
});

describe('rules that hold everywhere', () => {
  const files = listSourceFiles(source).filter(
    (file) => !file.endsWith('.test.ts') && !file.endsWith('.generated.ts'),
  );

  test('only store.ts files, and the owners of infrastructure tables, name tables', () => {
    const naming =
      /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\b(?:insert into|delete from|update)\s+[a-z_]+\s+(?:set|\(|where|values)/;
    const wrong = files.filter((file) => {
      const path = relative(join(root, 'packages/server'), file);
      return !path.endsWith('/store.ts') && !tableOwners.has(path) && naming.test(readFileSync(file, 'utf8'));
    });
    expect(wrong.map((file) => relative(root, file))).toEqual([]);
  });

  test('only env.ts reads the environment', () => {
    const wrong = files.filter(
      (file) => !file.endsWith('/src/env.ts') && /process\.env/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong.map((file) => relative(root, file))).toEqual([]);
  });

  test('outside systems are called only through the interactions wrapper', () => {
    const wrong = files.filter(
      (file) =>
        !file.endsWith('/src/outside/index.ts') && /(?<![\w.])fetch\(/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong.map((file) => relative(root, file))).toEqual([]);
  });

  test('no file or folder is called utils, helpers or common', () => {
    const wrong = Object.keys(workspaces)
      .flatMap((workspace) => listSourceFiles(join(root, 'packages', workspace)))
      .filter((file) => /\/(utils?|helpers?|common)(\.ts|\/)/.test(relative(root, file)));
    expect(wrong).toEqual([]);
  });
});
